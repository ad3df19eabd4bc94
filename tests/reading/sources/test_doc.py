"""Word 97–2003 documents: text, numbers, tables, notes and old fonts without another program."""

from __future__ import annotations

import contextlib
import re
import struct
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dondoc.reading.errors import Unreadable
from dondoc.reading.sources import Limits, load

from .doc_files import DELETED, HIDDEN, SPECIAL, Doc, font, level, list_table, list_uses, listed
from .texts import to_tcvn3, to_vni

LISTS = list_table(
    [
        level(0, "\x00.") if depth == 0 else level(0, "\x00.\x01") if depth == 1 else level(4, "\x02)")
        for depth in range(9)
    ],
    [level(23, "-")],
    [level(1, "\x00.", follow=1)],
)
USES = list_uses((1, None), (2, None), (3, None), (1, 7))


def lines(doc: Doc) -> list[str]:
    """The lines of a document."""
    return load(doc.bytes(), name="a.doc").text.splitlines()


@pytest.mark.parametrize("wide", [True, False])
def test_text_and_marks(wide: bool):
    """Paragraphs, breaks and tabs, in one or two bytes a character."""
    doc = Doc(wide=wide).add("Công hàm\t– 1").add("dòng\x0bhai").add("12\x1eTB\x1fX")

    assert lines(doc) == ["Công hàm\t– 1", "dòng", "hai", "12-TBX"]
    assert load(doc.bytes(), name="a.doc").media_type == "application/msword"


@pytest.mark.parametrize(
    ("places", "labels"),
    [
        pytest.param(
            [(1, 0), (1, 0), (1, 1), (1, 2), (1, 2), (1, 0)],
            ["1. ", "2. ", "2.1 ", "a) ", "b) ", "3. "],
            id="levels",
        ),
        pytest.param([(2, 0), (2, 0)], ["- ", "- "], id="dash"),
        pytest.param([(3, 0), (3, 0)], ["I. ", "II. "], id="roman"),
        pytest.param([(1, 0), (4, 0), (4, 0)], ["1. ", "7. ", "8. "], id="start-anew"),
        pytest.param([(0, 0), (99, 0)], ["", ""], id="no-list"),
    ],
)
def test_automatic_numbers(places: list[tuple[int, int]], labels: list[str]):
    """Automatic numbers come back as Word prints them."""
    doc = Doc(lists=LISTS, uses=USES)
    for number, depth in places:
        doc.add("|", properties=listed(number, depth))

    assert [line.removesuffix("|") for line in lines(doc)] == labels


def test_characters_of_two_halves_are_whole():
    """A character beyond the first 65 536 lies in two halves in the file and is one in the text."""
    assert lines(Doc().add("ghim \U0001f4cc đây")) == ["ghim \U0001f4cc đây"]
    assert lines(Doc().add("nửa \ud83d đây")) == ["nửa \ufffd đây"]


def test_tables():
    """A ruled table is read by rows, a letterhead cell by cell."""
    doc = Doc().row("SỞ NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").add("Kính gửi")
    doc.row("TT", "Việc", "Hạn", ruled=True).row("1", "Rà soát", "30/6", ruled=True).add("hết")

    assert lines(doc) == [
        "SỞ NỘI VỤ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Kính gửi",
        "TT | Việc | Hạn",
        "1 | Rà soát | 30/6",
        "hết",
    ]


def test_notes_headers_and_boxes():
    """Notes stand behind the text with their marks; headers before it, footers and boxes after it."""
    doc = Doc(notes=[4], note_bounds=[0, 10, 11], header_bounds=[0, 4, 4, 4, 4, 4, 4, 4, 9, 9, 14, 14, 14, 15])
    doc.add("việc", ("\x02", SPECIAL), " tiếp")
    doc.add(("\x02", SPECIAL), " ghi chú", story=1).add(story=1)
    doc.add("---", story=2).add("đầu1", story=2).add("chân", story=2).add(story=2)
    doc.add("khung", story=6)

    assert lines(doc) == ["đầu1", "việc[1] tiếp", "khung", "chân", "[1] ghi chú"]


def test_what_is_not_printed_is_said():
    """Hidden and deleted words, page numbers and pictures are left out; the losses name them."""
    doc = Doc().add(
        "a",
        ("giấu", HIDDEN),
        ("bỏ", DELETED),
        "\x13 PAGE \x14",
        "5",
        "\x15",
        ("\x01", SPECIAL),
        "\x13 REF x \x14",
        "b",
        "\x15",
    )
    doc.add("lời bàn", story=4)
    loaded = load(doc.bytes(), name="a.doc")

    assert loaded.text == "ab\n"
    assert [loss.split(",")[0].split(";")[0] for loss in loaded.losses] == [
        "1 chỗ đã xoá ở chế độ theo dõi thay đổi", "1 chỗ chữ ẩn", "1 ghi chú bên lề", "1 hình ảnh",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "written", "encoding"),
    [
        pytest.param(".VnTime", to_tcvn3("Kính gửi các phòng"), "tcvn3", id="tcvn3"),
        pytest.param("VNI-Times", to_vni("Kính gửi các phòng"), "vni", id="vni"),
    ],
)
def test_old_fonts(name: str, written: str, encoding: str):
    """Letters of old fonts become Unicode by the font of their run; other runs stay."""
    doc = Doc(fonts=("Times New Roman", name)).add((written, font(1)), " và đơn vị")
    loaded = load(doc.bytes(), name="a.doc")

    assert (loaded.text, loaded.encoding) == ("Kính gửi các phòng và đơn vị\n", encoding)


GOOD = Doc().add("Kính gửi: các phòng").row("a", "b", ruled=True).add("hết").bytes()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(Doc(flags=0x0100).add("a").bytes(), "encrypted", id="password"),
        pytest.param(Doc(version=0x68).add("a").bytes(), "no_converter", id="before-word-97"),
        pytest.param(GOOD[:3000], "damaged", id="cut-off"),
        pytest.param(Doc().bytes(), "empty", id="empty"),
    ],
)
def test_refused(data: bytes, code: str, monkeypatch: pytest.MonkeyPatch):
    """Each bad file is refused with its own code, on a machine without LibreOffice."""
    monkeypatch.setenv("PATH", "")
    data = data if b"W\x00o\x00r\x00d\x00D\x00o\x00c" in data else data + "WordDocument".encode("utf-16-le")
    with pytest.raises(Unreadable) as refusal:
        load(data, name="a.doc")
    assert refusal.value.code == code


def test_circle_of_sectors_ends(within: Callable[[float], AbstractContextManager[None]]):
    """A container whose sectors follow each other in a circle is read to its end or refused, in time."""
    first = struct.pack("<II", 1, 2)
    place = GOOD.rindex(first)
    looped = GOOD[:place] + struct.pack("<II", 1, 0) + GOOD[place + 8 :]
    with within(2), contextlib.suppress(Unreadable):
        load(looped, name="a.doc")


def test_the_same_bytes_are_not_read_again_and_again():
    """A table of pieces that lie on one another is refused; it would make a long text of a short file."""
    with pytest.raises(Unreadable) as refusal:
        load(Doc(pieces=400).add("Kính gửi: các phòng").bytes(), name="a.doc")

    assert refusal.value.code == "damaged"


def test_a_sector_is_counted_once():
    """A table of sectors that names one of them over and over claims no memory."""
    again = bytearray(GOOD)
    first = struct.unpack_from("<I", GOOD, 0x4C)[0]
    struct.pack_into("<109I", again, 0x4C, *[first] * 109)

    assert load(bytes(again), name="a.doc").text == load(GOOD, name="a.doc").text


def test_long_text_is_refused():
    """The length of the text is known before it is read."""
    with pytest.raises(Unreadable) as refusal:
        load(GOOD, name="a.doc", limits=Limits(text_chars=5))
    assert refusal.value.code == "too_large"


@settings(max_examples=150)
@given(st.integers(8, len(GOOD) - 1), st.binary(min_size=1, max_size=8), st.booleans())
def test_any_damage_is_read_or_refused(place: int, bytes_put: bytes, cut: bool):
    """A valid .doc with bytes changed or its end cut off gives a text or `Unreadable`."""
    data = GOOD[:place] + bytes_put + (b"" if cut else GOOD[place + len(bytes_put) :])
    with contextlib.suppress(Unreadable):
        assert load(data, name="a.doc").text.strip()


@pytest.mark.parametrize(
    ("name", "encoding", "words"),
    [
        pytest.param("2003-02144qd.doc", "tcvn3", ["Tổng cục trưởng Tổng cục thuế", "ưu đãi"], id="tcvn3"),
        pytest.param(
            "2008-23.QD-991-UBND.doc",
            "vni",
            ["ỦY BAN NHÂN DÂN", "Trương Tấn Thiệu"],
            id="vni-and-one-name-in-tcvn3",
        ),
        pytest.param(
            "hp_KHdaotao.doc",
            None,
            ["1. Cài đặt hệ thống phần mềm", "Ngày 02/01/2011 (thứ 2) | Văn phòng"],
            id="unicode-with-numbers-and-table",
        ),
    ],
)
def test_real_documents(corpus: Path, name: str, encoding: str | None, words: list[str]):
    """Real documents of three encodings; nothing of the binary shows."""
    loaded = load((corpus / "files" / name).read_bytes(), name=name)

    assert (loaded.encoding or "").startswith(encoding or "")
    assert [word for word in words if word not in loaded.text] == []
    assert not re.search(r"[\x00-\x08\x0e-\x1f]", loaded.text)
