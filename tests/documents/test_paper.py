"""The text of a document laid out as paper."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.documents import paper

EMPTY = {"directives": [], "citations": [], "findings": [], "coverage": [], "outline": [], "header": {"where": {}}}


@st.composite
def texts_with_spans(draw):
    """A text and any directives and citations in it."""
    text = draw(st.text(alphabet="aÂ đ.;\n\f ", max_size=120))
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    cited = draw(st.lists(places, max_size=4))
    borders = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    spans = [list(pair) for pair in zip(borders[::2], borders[1::2], strict=False)]
    nothing = {"lead": [], "cooperate": [], "deadline": {"span": None}}
    reading = EMPTY | {
        "directives": [{"span": span} | nothing for span in spans],
        "citations": [{"span": span} for span in cited],
    }
    return text, reading


@given(texts_with_spans())
def test_every_word_comes_out_once_and_in_order(drawn):
    """Whatever is marked, nothing is lost and nothing doubled."""
    text, reading = drawn

    laid_out = " ".join(paragraph.text for paragraph in paper.lay_out(text, reading))

    assert re.sub(r"\s+", "", laid_out) == re.sub(r"\s+", "", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Một.\nHai.", ["Một.", "Hai."], id="two-lines"),
        pytest.param("A" * 55 + "\nvà tiếp.", ["A" * 55 + "\nvà tiếp."], id="broken-by-the-page"),
        pytest.param("A" * 55 + ".\nvà tiếp.", ["A" * 55 + ".", "và tiếp."], id="after-a-full-stop"),
        pytest.param("A" * 55 + "\nVà mới.", ["A" * 55, "Và mới."], id="before-a-capital"),
        pytest.param("A" * 55 + "\n\nvà tiếp.", ["A" * 55, "và tiếp."], id="after-an-empty-line"),
        pytest.param("ngắn\nvà tiếp", ["ngắn", "và tiếp"], id="a-short-line"),
        pytest.param("\n \n", [], id="nothing"),
    ],
)
def test_paragraphs(text, expected):
    """A line that the page broke goes on; the others stand apart."""
    assert [paragraph.text for paragraph in paper.lay_out(text, EMPTY)] == expected


def test_marks_lie_inside_their_directive():
    """The party and the date are told apart inside the sentence."""
    text = "(1) Sở A báo cáo trước 15/12."
    reading = EMPTY | {
        "directives": [{"span": [4, 28], "lead": [{"span": [4, 8]}], "cooperate": [], "deadline": {"span": [17, 28]}}]
    }

    (line,) = paper.lay_out(text, reading)

    assert [(s.directive, s.is_first, [(r.text, r.css) for r in s.runs]) for s in line.stretches] == [
        (None, False, [("(1) ", "")]),
        (0, True, [("Sở A", "e e--who"), (" báo cáo ", ""), ("trước 15/12", "e e--due")]),
        (None, False, [(".", "")]),
    ]
