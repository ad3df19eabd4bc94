"""What a search says."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as some

from dondoc.documents.searching import language
from dondoc.documents.searching.language import Part, Query


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", Query(), id="nothing"),
        pytest.param("Cải cách", Query((Part(("cai",)), Part(("cach",))), begun="cach"), id="words"),
        pytest.param("Cải cách ", Query((Part(("cai",)), Part(("cach",)))), id="words-that-have-ended"),
        pytest.param("so-den:07", Query((Part(("7",), "so-den"),)), id="arrival-number"),
        pytest.param('"Cải cách"', Query((Part(("cai", "cach")),)), id="a-phrase"),
        pytest.param('"Cải cách', Query((Part(("cai", "cach")),)), id="a-phrase-being-typed"),
        pytest.param("335/TB-SKHCN", Query((Part(("335", "tb", "skhcn")),)), id="number-and-symbol"),
        pytest.param("so:0335", Query((Part(("335",), "so"),)), id="number"),
        pytest.param("Số:335", Query((Part(("335",), "so"),)), id="a-field-with-marks"),
        pytest.param("ky-hieu:TB-SKHCN", Query((Part(("tb", "skhcn"), "ky-hieu"),)), id="symbol"),
        pytest.param(
            'co-quan:"Sở Tài chính" x', Query((Part(("so", "tai", "chinh"), "co-quan"), Part(("x",)))), id="issuer"
        ),
        pytest.param('loai:"Thông báo"', Query((Part(("thong", "bao"), "loai"),)), id="type"),
        pytest.param("trich-yeu:họp", Query((Part(("hop",), "trich-yeu"),)), id="subject"),
        pytest.param("tu:01/01/2026", Query(since=dt.date(2026, 1, 1)), id="since"),
        pytest.param("den:2026-06-30", Query(until=dt.date(2026, 6, 30)), id="until"),
        pytest.param('a -"dự thảo"', Query((Part(("a",)),), (Part(("du", "thao")),)), id="without"),
        pytest.param("a -loai:BC", Query((Part(("a",)),), (Part(("bc",), "loai"),)), id="without-a-field"),
        pytest.param("10:30", Query((Part(("10", "30")),)), id="a-time-is-no-field"),
        pytest.param("noi-o:Hà", Query((Part(("noi", "o", "ha")),)), id="an-unknown-field-is-words"),
    ],
)
def test_parse(text, expected):
    """As people write it."""
    assert language.parse(text) == expected
    assert language.parse(text).problem == ""


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("tu:31/02/2026", "“31/02/2026” is no date. Write it as 31/12/2026.", id="no-such-day"),
        pytest.param("den:", "“” is no date. Write it as 31/12/2026.", id="no-day"),
        pytest.param(
            "so:", "After “so:” there is nothing to look for. Write what it is, as in so:335.", id="no-number"
        ),
        pytest.param(
            "loai:!", "After “loai:” there is nothing to look for. Write what it is, as in loai:335.", id="no-type"
        ),
        pytest.param(
            "?!", "There are no letters or digits to look for. Write a word, or a number and symbol.", id="no-words"
        ),
        pytest.param(
            "-nhap",
            "Only words to leave out are named. Write at least one word that the document holds.",
            id="only-without",
        ),
        pytest.param(
            "tu:2/1/2026 den:1/1/2026", "The period ends before it begins. Exchange the two dates.", id="turned-round"
        ),
    ],
)
def test_what_cannot_be_meant(text, sentence):
    """One sentence."""
    with translation.override("en"):
        assert str(language.parse(text).problem) == sentence


@given(some.text(max_size=400))
def test_any_text_is_a_search(text):
    """Or has a sentence; never more parts than are looked for."""
    query = language.parse(text)

    assert len(query.parts) + len(query.excluded) <= language.MOST_PARTS
    assert query.problem or query.is_empty == (not text.strip())


@given(some.text(max_size=60))
def test_what_a_filter_asks_is_one_part(text):
    """Quotation marks and names inside do not end it."""
    query = language.parse(language.asked("co-quan", text))

    assert {part.field for part in query.parts} <= {"co-quan"}
    assert len(query.parts) <= 1
