"""Passages in the genre, written for the tests, and the old encodings of them."""

from __future__ import annotations

import unicodedata

from dondoc.reading.sources.glyphs import TCVN3, VNI_LETTERS, VNI_MARKS

TONES = "\u0300\u0301\u0303\u0309\u0323"

NOTICE = (
    "SỞ KHOA HỌC VÀ CÔNG NGHỆ\r\nSố: 12/TB-SKHCN\r\n\r\nTHÔNG BÁO\r\nKết luận cuộc họp giao ban tháng 3\r\n"
    "1. Giao Phòng Kế hoạch chủ trì, phối hợp với Văn phòng xây dựng dự thảo, trình trước ngày 15/4/2025.\r\n"
    "2. Trung tâm rà soát thiết bị đo lường, báo cáo khó khăn, vướng mắc để được xem xét, giải quyết.\r\n"
    "Những việc còn chậm phải có nguyên nhân rõ ràng; mỗi tổ tự chịu trách nhiệm về số liệu đã gửi.\r\n"
)


def to_tcvn3(text: str) -> str:
    """Write a text as .VnTime and .VnTimeH hold it: marked capitals under the numbers of small letters."""
    numbers = {letter: glyph for glyph, letter in TCVN3.items()}
    return "".join(numbers.get(letter) or numbers.get(letter.lower(), letter) for letter in text)


def to_vni(text: str) -> str:
    """Write a text as VNI-Times holds it: a letter, then the character of its mark."""
    return "".join(_vni(letter) for letter in text)


def _vni(letter: str) -> str:
    """Write one letter: ö ô ñ í… stand alone, a tone or a circumflex comes behind."""
    letters = {meant: glyph for glyph, meant in VNI_LETTERS.items()}
    small = letter.lower()
    if small in letters:
        glyphs = letters[small]
    else:
        whole = unicodedata.normalize("NFD", small)
        tone = "".join(mark for mark in whole if mark in TONES)
        base, *shape = unicodedata.normalize("NFC", "".join(mark for mark in whole if mark not in TONES))
        if base in letters:
            base = letters[base]
        else:
            base, *shape = unicodedata.normalize("NFD", base)
        marks = "".join(shape) + tone
        glyphs = base + next((glyph for glyph, meant in VNI_MARKS.items() if meant == marks), "")
    return glyphs.upper() if letter != small else glyphs
