"""Sentences around live figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.reports import structures, wording
from dondoc.reports.errors import BraceAlone, TextTooLong, UnknownFigure
from dondoc.reports.wording import Piece

KNOWN = {"done", "counted", "tasks.on_time"}


class TestChecked:
    """A text as it is kept"""

    @pytest.mark.parametrize(
        ("text", "refusal"),
        [
            pytest.param("Đã hoàn thành {don} việc", UnknownFigure, id="misspelt"),
            pytest.param("Đã hoàn thành {done việc", BraceAlone, id="not-closed"),
            pytest.param("Đã hoàn thành done} việc", BraceAlone, id="not-opened"),
            pytest.param("{}", BraceAlone, id="empty"),
            pytest.param("{{done}}", BraceAlone, id="doubled"),
            pytest.param("{Done}", BraceAlone, id="capital"),
            pytest.param("a" * (wording.MOST + 1), TextTooLong, id="long"),
        ],
    )
    def test_refuses(self, text, refusal):
        """What names no figure, and what is no name."""
        with pytest.raises(refusal):
            wording.checked(text, known=KNOWN)

    def test_keeps_tokens_and_typed_numbers(self):
        """Each line is a paragraph; a typed number is words."""
        kept = wording.checked("  Đã   xong {done}/{counted} \n\n {tasks.on_time}, 17 việc\n", known=KNOWN)

        assert kept == "Đã xong {done}/{counted}\n{tasks.on_time}, 17 việc"

    @given(st.text())
    def test_is_kept_as_it_is_once_kept(self, text):
        """Keeping twice changes nothing."""
        try:
            kept = wording.checked(text, known=KNOWN)
        except (BraceAlone, UnknownFigure):
            return

        assert wording.checked(kept, known=KNOWN) == kept


class TestSetOut:
    """Paragraphs with their figures in place"""

    def test_puts_figures_in_their_places(self):
        """The token becomes what the figure prints; the rest stays words."""
        found = wording.set_out("Xong {done}/{counted}.\n17 việc", {"done": "20", "counted": "48"})

        assert found == [
            [Piece("Xong "), Piece("20", "done"), Piece("/"), Piece("48", "counted"), Piece(".")],
            [Piece("17 việc")],
        ]
        assert wording.plain(found) == ["Xong 20/48.", "17 việc"]

    @given(st.lists(st.sampled_from(["{done}", "{counted}", " việc ", "xong"]), min_size=1))
    def test_loses_no_words(self, parts):
        """Printing the tokens as themselves gives the text again."""
        text = "x" + "".join(parts)

        assert wording.plain(wording.set_out(text, {})) == [text]


class TestStructures:
    """Kinds, sections and figures as data"""

    def test_every_sentence_names_figures_that_there_are(self):
        """In both of its forms, and the figure that decides."""
        known = structures.counters()
        sentences = [
            one for kind in structures.kinds().values() for section in kind.sections for one in section.sentences
        ]

        assert sentences != []
        assert {one.on for one in sentences} <= set(known)
        assert {name for one in sentences for name in wording.tokens(one.text)} <= set(known)
        assert [one.none for one in sentences if wording.tokens(one.none)] == []

    def test_the_periods_of_the_field_are_there(self):
        """Four, six, nine months, year, month, free; notice, follow-up, units, reform."""
        kinds = structures.kinds()

        assert [kinds[code].months for code in ("months4", "months6", "months9", "year", "month", "custom")] == [
            4, 6, 9, 12, 1, 0,
        ]  # fmt: skip
        assert [code for code, kind in kinds.items() if kind.is_of_document] == ["notice"]
        assert {"follow_up", "units", "reform"} <= set(kinds)

    def test_codes_of_sections_are_their_own(self):
        """Within a kind."""
        for kind in structures.kinds().values():
            codes = [section.code for section in kind.sections]
            assert sorted(set(codes)) == sorted(codes)

    @pytest.mark.parametrize(
        ("nought", "expected"),
        [
            pytest.param({"counted", "done", "overdue"}, "Trong kỳ không có nhiệm vụ nào phải thực hiện.", id="nought"),
            pytest.param(set(), "Tổng số nhiệm vụ phải thực hiện trong kỳ là {counted}", id="many"),
        ],
    )
    def test_the_sentence_agrees(self, nought, expected):
        """Where nothing is counted no figure stands in it."""
        section = structures.kinds()["months6"].section("overview")

        lines = wording.standard(section, lambda code: code in nought).splitlines()

        assert lines[0].startswith(expected)
        assert (wording.tokens("\n".join(lines)) == []) == bool(nought)
