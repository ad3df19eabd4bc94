"""Secret documents are refused at the door; words about secrecy are not."""

from __future__ import annotations

import pytest
from tests.reading.helpers import reading_of

from dondoc.reading import Unreadable

TEXT = (
    "{top}SỞ NỘI VỤ\n{under}\nSố: 12/TB-SNV{after}\n\nLâm Hà, ngày 1 tháng 2 năm 2025\n\nTHÔNG BÁO\nKết luận\n\n{body}"
)
BODY = "1. Văn phòng rà soát quy chế."


def text(top="", under="", after="", body=BODY):
    """Return a notice with something put in."""
    return TEXT.format(top=top, under=under, after=after, body=body)


@pytest.mark.parametrize(
    ("document", "mark"),
    [
        pytest.param(text(top="MẬT\n"), "Mật", id="on-top"),
        pytest.param(text(under="TỐI MẬT\n"), "Tối mật", id="under-the-issuer"),
        pytest.param(text(top="TUYỆT MẬT\n"), "Tuyệt mật", id="highest"),
        pytest.param(text(top="M Ậ T\n"), "Mật", id="letter-spaced"),
        pytest.param(text(top="ĐỘ MẬT: Tối mật\n"), "Tối mật", id="labelled"),
        pytest.param(text(after=" (Mật)"), "Mật", id="at-the-symbol"),
        pytest.param(text(top="[MẬT]        SAO Y\n"), "Mật", id="in-a-column"),
    ],
)
def test_refused(document, mark):
    """The sentence names the mark."""
    with pytest.raises(Unreadable) as refusal:
        reading_of(document)

    assert (refusal.value.code, refusal.value.detail) == ("secret", mark)


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(text(body="1. Văn phòng bảo vệ bí mật nhà nước, bảo mật thông tin."), id="duty-of-secrecy"),
        pytest.param(text(body="1. Văn phòng rà soát mật độ xây dựng.\nMẬT ĐỘ XÂY DỰNG\nĐạt 40%."), id="density"),
        pytest.param(text(under="V/v bảo vệ bí mật nhà nước\n"), id="about-secrets"),
        pytest.param(text(body="1. Phòng Bảo mật rà soát mật khẩu."), id="passwords"),
    ],
)
def test_read(document):
    """Running text about secrecy is read."""
    assert len(reading_of(document).directives) == 1
