"""Text files: every table of characters gives the same text, exactly; what is doubtful is said."""

from __future__ import annotations

import codecs
import contextlib
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.reading.errors import Unreadable
from dondoc.reading.sources import Limits, load
from dondoc.reading.sources.glyphs import TCVN3

from .texts import NOTICE, TONES, to_tcvn3, to_vni

Within = Callable[[float], AbstractContextManager[None]]
NFD = unicodedata.normalize("NFD", NOTICE)


def windows_1258(text: str) -> bytes:
    """Encode: letters with two marks become a letter and a combining tone."""
    out = b""
    for letter in text:
        whole = unicodedata.normalize("NFD", letter)
        rest = unicodedata.normalize("NFC", "".join(c for c in whole if c not in TONES))
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            out += (rest + "".join(c for c in whole if c in TONES)).encode("cp1258")
    return out


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        pytest.param(NOTICE.encode(), "utf-8", NOTICE, id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + NOTICE.encode(), "utf-8-sig", NOTICE, id="utf-8-with-mark"),
        pytest.param(NFD.encode(), "utf-8", NFD, id="decomposed-stays-decomposed"),
        pytest.param(NOTICE.encode("utf-16"), "utf-16", NOTICE, id="utf-16-with-mark"),
        pytest.param(codecs.BOM_UTF16_BE + NOTICE.encode("utf-16-be"), "utf-16", NOTICE, id="utf-16-be-with-mark"),
        pytest.param(NOTICE.encode("utf-16-le"), "utf-16-le", NOTICE, id="utf-16-le"),
        pytest.param(NOTICE.encode("utf-16-be"), "utf-16-be", NOTICE, id="utf-16-be"),
        pytest.param(NFD.encode("utf-16-le"), "utf-16-le", NFD, id="utf-16-le-decomposed"),
        pytest.param(NOTICE.encode("utf-32"), "utf-32", NOTICE, id="utf-32-with-mark"),
        pytest.param(windows_1258(NOTICE), "windows-1258", NOTICE, id="windows-1258-is-composed"),
        pytest.param(to_tcvn3(NOTICE).encode("latin-1"), "tcvn3", NOTICE, id="tcvn3-bytes"),
        pytest.param(to_tcvn3(NOTICE).encode(), "tcvn3", NOTICE, id="tcvn3-saved-as-utf-8"),
        pytest.param(to_vni(NOTICE).encode("cp1252"), "vni", NOTICE, id="vni-bytes"),
        pytest.param(to_vni(NOTICE).encode(), "vni", NOTICE, id="vni-saved-as-utf-8"),
        pytest.param(b"Kinh gui: Phong Ke hoach", "utf-8", "Kinh gui: Phong Ke hoach", id="no-marks-at-all"),
        pytest.param("MZ là ký hiệu máy".encode(), "utf-8", "MZ là ký hiệu máy", id="opens-like-a-program"),
        pytest.param(b"a\r\nb\rc\nd\x0ce\t", "utf-8", "a\r\nb\rc\nd\x0ce\t", id="line-ends-are-kept"),
    ],
)
def test_text_is_the_decoded_file(data: bytes, encoding: str, text: str):
    """Whatever the table of characters, the text is the same and the table is named."""
    loaded = load(data, name="notice.txt")

    assert loaded.text == text
    assert (loaded.media_type, loaded.encoding) == ("text/plain", encoding)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(NOTICE.encode()[:100] + b"\xff" + NOTICE.encode()[100:], "1 chỗ có byte hỏng", id="broken-byte"),
        pytest.param(NOTICE[:8].encode("utf-16") + b"\x00", "1 chỗ có byte hỏng", id="half-a-character"),
        pytest.param(to_tcvn3(NOTICE).encode(), "không ghi chữ hoa", id="tcvn3-capitals"),
        pytest.param((to_tcvn3(NOTICE) + "ÀÿÀ").encode("latin-1"), "3 ký tự không có", id="tcvn3-unknown"),
        pytest.param((to_vni(NOTICE) + " öâ").encode("cp1252"), "“â”", id="vni-pair-that-is-no-letter"),
        pytest.param((NOTICE + " ViÖt phßng ®Çu").encode(), "3 từ có thể còn", id="words-left-in-an-old-encoding"),
        pytest.param((to_vni(NOTICE) + " Å").encode("cp1252"), "“Å”", id="vni-lone-mark"),
    ],
)
def test_doubt_is_said(data: bytes, said: str):
    """A character that may be wrong is named in the losses."""
    assert said in " ".join(load(data, name="a.txt").losses)


def test_unicode_with_some_old_words_is_not_converted():
    """Words pasted from an old font do not turn the Unicode words around them into others."""
    mixed = "ViÖt phßng ®Çu nhãm đã có ý kiến"
    loaded = load(mixed.encode(), name="a.txt")

    assert (loaded.text, loaded.encoding) == (mixed, "utf-8")
    assert "3 từ có thể còn viết bằng phông chữ cũ" in loaded.losses[0]


@pytest.mark.parametrize(
    "text", [NOTICE, NFD, "Hello, world", "Tổ chức «Mặt trận»", "· việc", "São Tomé, Côte d'Ivoire, Zürich"]
)
def test_clean_text_loses_nothing(text: str):
    """Text of one sound encoding has no losses."""
    assert load(text.encode(), name="a.txt").losses == ()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \r\n\t\x0c", "empty", id="blank"),
        pytest.param(codecs.BOM_UTF16_LE + " \n".encode("utf-16-le"), "empty", id="blank-utf-16"),
        pytest.param("\u00a0\u200b\n".encode(), "empty", id="invisible"),
        pytest.param(b"MZ\x90\x00\x03" + bytes(range(256)) * 20, "wrong_type", id="program"),
        pytest.param(b"\x7fELF\x02\x01\x01" + bytes(200), "wrong_type", id="linux-program"),
        pytest.param(bytes(range(256)) * 40, "wrong_type", id="binary-rubbish"),
        pytest.param(b"Kinh gui\x00 phong", "wrong_type", id="zero-byte"),
        pytest.param("Kính\x00gửi các phòng".encode("utf-16"), "wrong_type", id="zero-character"),
        pytest.param(b"GIF89a" + bytes(50), "wrong_type", id="gif"),
        pytest.param(b"7z\xbc\xaf\x27\x1c" + bytes(50), "wrong_type", id="7z"),
        pytest.param(b'<?xml version="1.0"?><data/>', "wrong_type", id="xml"),
        pytest.param("Русский текст не здесь".encode("koi8-r") * 9, "encoding", id="russian"),
        pytest.param(b"\xe9\xe8\xe7 qwrt\xe9\xe8 \xb5\xb5x", "encoding", id="letters-of-no-table"),
        pytest.param(b"a" * 101 * 1024 * 1024, "too_large", id="100-MB-of-text"),
        pytest.param(b"viec \n" * 3_000_000, "too_large", id="18-million-characters"),
        pytest.param(b"a)\n" * 100_001, "too_large", id="100-thousand-lines"),
    ],
)
def test_refused(data: bytes, code: str, within: Within):
    """Each bad file is refused at once, with its own code and a sentence."""
    with within(2), pytest.raises(Unreadable) as refusal:
        load(data, name="../../<b>x</b>.txt")

    assert refusal.value.code == code
    assert "<b>" not in str(refusal.value)


def test_one_line_without_capitals_is_converted_in_time(within: Within):
    """Capitals of an old encoding are inferred from the words beside, however far those that tell stand."""
    words = "ở đó " * 20_000
    with within(3):
        assert load(to_tcvn3(f"AN {words}AN").encode("latin-1"), name="a.txt").text == f"AN {words.upper()}AN"


def test_limit_counts_characters():
    """A file is measured in characters of its text, not in bytes."""
    assert load("ệ".encode() * 10, name="a.txt", limits=Limits(text_chars=10)).text == "ệ" * 10
    with pytest.raises(Unreadable, match="11 ký tự"):
        load("ệ".encode() * 11, name="a.txt", limits=Limits(text_chars=10))


@pytest.mark.skipif(shutil.which("iconv") is None, reason="iconv is not here")
def test_tcvn3_table_is_that_of_iconv():
    """Each letter of the table agrees with the C library's TCVN5712-1."""
    glyphs = "\n".join(TCVN3)
    done = subprocess.run(
        ["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"],
        input=glyphs.encode("latin-1"),
        capture_output=True,
        check=True,
    )

    assert unicodedata.normalize("NFC", done.stdout.decode()) == "\n".join(TCVN3.values())


@pytest.mark.parametrize(
    ("found", "original", "wrong"),
    [
        pytest.param("002-thong-bao-ket-luan-634-tb-vpcp.tcvn3.txt", "002.txt", 4, id="tcvn3"),
        pytest.param("003-thong-bao-ket-luan-648-tb-vpcp.vni.txt", "003.txt", 0, id="vni"),
        pytest.param("058-cong-van-6278-bvhttdl-vp.vni.txt", "058.txt", 0, id="vni-letter"),
    ],
)
def test_real_text_comes_back(corpus: Path, found: str, original: str, wrong: int):
    """A real document re-encoded comes back; only capitals that TCVN3 never held are lost."""
    loaded = load((corpus / "derived" / found).read_bytes(), name=found)
    expected = (corpus.parent / "bench" / "texts" / original).read_text()

    differing = [(a, b) for a, b in zip(loaded.text, expected, strict=True) if a != b]
    assert len(differing) == wrong
    assert [a.upper() for a, _ in differing] == [b for _, b in differing]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes):
    """Nothing but `Unreadable` comes out of any bytes."""
    with contextlib.suppress(Unreadable):
        assert load(data, name="a.txt").text.strip()


@given(st.text(min_size=1, max_size=200))
def test_any_utf8_text_stays_as_it_is_or_is_named(text: str):
    """UTF-8 is given back character for character unless it is named an old font encoding."""
    try:
        loaded = load(text.encode(errors="replace"), name="a.txt")
    except Unreadable:
        return
    if loaded.encoding == "utf-8":
        assert loaded.text == text.encode(errors="replace").decode()
