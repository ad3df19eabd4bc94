"""Short ways to a reading in tests."""

from __future__ import annotations

from dondoc.reading import Reading, read_text
from dondoc.reading.flow import Flow, flow_of
from dondoc.reading.model import Source

HEAD = """UBND TỈNH LÂM HÀ
SỞ KHOA HỌC VÀ CÔNG NGHỆ

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 12/TB-SKHCN

Lâm Hà, ngày 05 tháng 3 năm 2025

THÔNG BÁO
Kết luận của Giám đốc Sở tại buổi giao ban tháng 02 năm 2025

Sau khi nghe báo cáo, Giám đốc Sở kết luận như sau:

"""


def reading_of(text: str) -> Reading:
    """Read a text."""
    return read_text(text, source=Source("a.txt", "", "text/plain", "utf-8"))


def reading_under_head(body: str) -> Reading:
    """Read a body under a letterhead of 5/3/2025."""
    return reading_of(HEAD + body)


def flow_under_head(body: str) -> Flow:
    """Lay a body out under a letterhead."""
    return flow_of(HEAD + body)


def told(reading: Reading) -> list[tuple[list[str], str]]:
    """Return the leads and the first word of every directive."""
    return [
        ([party.name for party in directive.lead], reading.text[slice(*directive.span)].split()[0])
        for directive in reading.directives
    ]
