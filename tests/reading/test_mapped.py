"""Every character of the text that is read knows where it stood."""

from __future__ import annotations

import unicodedata

import pytest

from dondoc.reading.flow import flow_of
from dondoc.reading.mapped import composed, one_line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ủy ban", "Ủy ban", id="composed-stays"),
        pytest.param(unicodedata.normalize("NFD", "Ủy ban"), "Ủy ban", id="decomposed-is-composed"),
        pytest.param("Uỷ ban hoà giải", "Ủy ban hòa giải", id="old-tone-place"),
        pytest.param("quý toàn hoàn thuỷ", "quý toàn hoàn thủy", id="other-syllables-keep-theirs"),
        pytest.param("TВ-SKHСN", "TB-SKHCN", id="cyrillic-letters-become-latin"),
        pytest.param("a\u00a0b\u2011c", "a b-c", id="no-break-space-and-hyphen"),
    ],
)
def test_text_is_made_easier_to_read(text, expected):
    """Only spelling that prints the same is changed."""
    assert composed(text).text == expected


def test_every_character_leads_back():
    """Slices of the easier text map to slices of the original that read the same."""
    original = unicodedata.normalize("NFD", "Sở Khoa học và Công nghệ tỉnh Quảng Ngãi")
    easier = composed(original)

    for start in range(len(easier.text)):
        for end in range(start + 1, len(easier.text) + 1):
            first, last = easier.origin(start, end)
            assert unicodedata.normalize("NFC", original[first:last]) == easier.text[start:end]


def test_a_flow_leads_back_over_wraps():
    """Words wrapped over two lines stand at one span of the original."""
    original = "1. Giao Phòng Kế\nhoạch - Tài   chính rà soát."
    flow = flow_of(original)
    start = flow.text.index("Phòng")
    end = flow.text.index(" rà")

    first, last = flow.span(start, end)

    assert flow.text[start:end] == "Phòng Kế hoạch - Tài chính"
    assert original[first:last] == "Phòng Kế\nhoạch - Tài   chính"
    assert one_line(original[first:last]) == flow.words(start, end)
