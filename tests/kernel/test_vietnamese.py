"""Vietnamese text, numbers and dates."""

from __future__ import annotations

import datetime as dt
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.kernel import vietnamese


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Đôn Đốc", "don doc", id="d-with-stroke"),
        pytest.param("  NGHIÊN   CỨU ", "nghien cuu", id="capitals-and-spaces"),
        pytest.param(unicodedata.normalize("NFD", "Quảng Ngãi"), "quang ngai", id="decomposed"),
    ],
)
def test_fold(text, expected):
    """Search compares without marks, case and spacing."""
    assert vietnamese.fold(text) == expected


@given(st.text())
def test_folding_twice_changes_nothing(text):
    """And the two ways of writing a letter fold alike."""
    folded = vietnamese.fold(text)

    assert vietnamese.fold(folded) == folded
    assert vietnamese.fold(unicodedata.normalize("NFD", text)) == vietnamese.fold(unicodedata.normalize("NFC", text))


def test_names_sort_by_the_vietnamese_alphabet():
    """A Ă Â, D before Đ, and tones only where letters are equal."""
    ordered = ["An", "Ăn", "Ân", "Bình Dương", "Da", "Đa", "Đà", "Đặng", "Trần"]

    assert sorted({*ordered}, key=vietnamese.sort_key) == ordered


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        pytest.param(1234567, None, "1.234.567", id="thousands"),
        pytest.param(1234.5, None, "1.234,5", id="decimals"),
        pytest.param(41.666, 1, "41,7", id="rounded"),
        pytest.param(-3, None, "−3", id="minus-sign"),
        pytest.param(Decimal("6.25"), 1, "6,3", id="a-half-goes-up"),
        pytest.param(6.25, 1, "6,3", id="and-of-a-float"),
        pytest.param(Decimal("-6.25"), 1, "−6,3", id="away-from-nought"),
        pytest.param(-0.04, 1, "0,0", id="nought-has-no-sign"),
        pytest.param(
            Decimal("1234567890123456789012345678901.25"),
            1,
            "1.234.567.890.123.456.789.012.345.678.901,3",
            id="very-long",
        ),
    ],
)
def test_format_number(value, places, expected):
    """Dots for thousands, a comma for decimals."""
    assert vietnamese.format_number(value, places) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("30/6/2026", dt.date(2026, 6, 30), id="as-offices-write"),
        pytest.param(" 05.12.2026 ", dt.date(2026, 12, 5), id="dots"),
        pytest.param("2026-12-05", dt.date(2026, 12, 5), id="iso"),
        pytest.param("31/6/2026", None, id="no-such-day"),
        pytest.param("30/6/26", None, id="two-digit-year-is-not-guessed"),
        pytest.param("²/1/2026", None, id="a-digit-that-counts-nothing"),
        pytest.param("1/1/0001", None, id="the-first-day-of-the-calendar"),
        pytest.param("31/12/9999", None, id="its-last-day"),
        pytest.param("mai", None, id="words"),
    ],
)
def test_parse_date(text, expected):
    """What is no date is None, never a guess."""
    assert vietnamese.parse_date(text) == expected


@given(st.dates(dt.date(1900, 1, 1), dt.date(2999, 12, 31)))
def test_a_printed_date_reads_back(day):
    """Printing and reading are inverse."""
    assert vietnamese.parse_date(vietnamese.format_date(day)) == day
