"""A document with a secrecy stamp is refused wherever the stamp stands; words about secrets are not stamps."""

from __future__ import annotations

import unicodedata

import pytest

from dondoc import reading
from dondoc.reading.errors import Unreadable

LETTERHEAD = "SỞ KHOA HỌC VÀ CÔNG NGHỆ\nSố: 1/TB-SKHCN\nBình Sơn, ngày 16 tháng 11 năm 2026\n\nTHÔNG BÁO\nKết luận\n"


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        pytest.param("MẬT\n\nSỞ A\n", "Mật", id="alone-on-top"),
        pytest.param("Mật\n" + LETTERHEAD, "Mật", id="written-small"),
        pytest.param("TỐI MẬT\n" + LETTERHEAD, "Tối mật", id="top-secret"),
        pytest.param("TUYỆT MẬT\n" + LETTERHEAD, "Tuyệt mật", id="most-secret"),
        pytest.param(LETTERHEAD + "\nMẬT\n", "Mật", id="below-the-number"),
        pytest.param("SỞ KHOA HỌC   M Ậ T\n" + LETTERHEAD, "Mật", id="letter-spaced-in-a-column"),
        pytest.param("T Ố I   M Ậ T\n" + LETTERHEAD, "Tối mật", id="two-words-letter-spaced"),
        pytest.param("[ MẬT ]\n" + LETTERHEAD, "Mật", id="in-a-box"),
        pytest.param("SỞ A | TỐI MẬT\n", "Tối mật", id="in-a-cell"),
        pytest.param("Độ mật: Tối mật\n" + LETTERHEAD, "Tối mật", id="labelled"),
        pytest.param("ĐỘ MẬT: MẬT\n" + LETTERHEAD, "Mật", id="labelled-in-capitals"),
        pytest.param("SỞ A\nSố: 12/TB-UBND (Mật)\n", "Mật", id="beside-the-number"),
    ],
)
def test_stamps_are_refused(text, mark):
    """In NFC and in NFD."""
    for form in ("NFC", "NFD"):
        with pytest.raises(Unreadable) as refusal:
            reading.read(unicodedata.normalize(form, text).encode(), name="a.txt")
        assert (refusal.value.code, refusal.value.detail) == ("secret", mark)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Về việc bảo vệ bí mật nhà nước", id="a-subject"),
        pytest.param("bảo đảm bí\nmật nhà nước", id="broken-by-the-page"),
        pytest.param("MẬT ĐỘ DÂN SỐ", id="density"),
        pytest.param("Sở Công Thương bảo mật thông tin.", id="a-sentence"),
        pytest.param("mật", id="a-word-alone-in-small-letters"),
        pytest.param("Số: 12/TB-BMNN", id="a-symbol"),
        pytest.param("MẶT TRẬN TỔ QUỐC", id="another-letter"),
        pytest.param("Đường mật", id="honey"),
        pytest.param("Độ mật:", id="a-label-left-empty"),
        pytest.param("1. Văn phòng rà soát mật độ xây dựng.", id="density-in-a-duty"),
        pytest.param("Phòng Bảo mật rà soát mật khẩu.", id="passwords"),
    ],
)
def test_words_about_secrets_are_read(line):
    """They are no stamp."""
    assert reading.read((LETTERHEAD + "\n" + line + "\n").encode(), name="a.txt").text
