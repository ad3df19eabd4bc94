"""Web pages: what a browser prints, in any of the encodings they are saved in; programs never run."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from dondoc.reading.errors import Unreadable
from dondoc.reading.sources import Limits, load

from .test_plain import windows_1258
from .texts import to_tcvn3

Within = Callable[[float], AbstractContextManager[None]]
WORDS = "Kính gửi: các phòng, đơn vị trực thuộc"


def lines(body: str) -> list[str]:
    """The lines of a page."""
    return load(f"<html><body>{body}</body></html>".encode(), name="a.htm").text.splitlines()


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param(f"<html><meta charset=utf-8><body><p>{WORDS}".encode(), "utf-8", id="utf-8-declared"),
        pytest.param(f"<html><body><p>{WORDS}".encode(), "utf-8", id="utf-8-not-declared"),
        pytest.param(f"<html><meta charset=windows-1252><body><p>{WORDS}".encode(), "utf-8", id="declared-wrongly"),
        pytest.param(f"<html><body><p>{WORDS}".encode("utf-16"), "utf-16", id="utf-16"),
        pytest.param(
            b"<html><meta http-equiv=Content-Type content='text/html; charset=windows-1258'><body><p>"
            + windows_1258(WORDS),
            "windows-1258",
            id="windows-1258",
        ),
        pytest.param(b"<html><body><p>" + windows_1258(WORDS), "windows-1258", id="windows-1258-not-declared"),
        pytest.param(
            b"<html><meta charset=windows-1252><body><p>" + WORDS.encode("cp1252", "xmlcharrefreplace"),
            "windows-1252",
            id="latin-and-references",
        ),
        pytest.param(
            b"<html><meta charset=windows-1252><body><p>" + to_tcvn3(WORDS).encode("latin-1"),
            "tcvn3",
            id="tcvn3",
        ),
        pytest.param(b"<html><meta charset=x-unknown><body><p>" + WORDS.encode(), "utf-8", id="unknown-name"),
        pytest.param(
            f'<?xml version="1.0" encoding="utf-8"?><html><body><p>{WORDS}</p></body></html>'.encode(),
            "utf-8",
            id="xhtml",
        ),
    ],
)
def test_encodings(data: bytes, encoding: str):
    """The same words come out whatever the page is saved in, and the encoding is named."""
    loaded = load(data, name="a.htm")

    assert (loaded.text, loaded.encoding, loaded.media_type) == (WORDS + "\n", encoding, "text/html")


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        pytest.param("<p>một\n  việc</p><p>hai</p>", ["một việc", "hai"], id="paragraphs"),
        pytest.param("<div>a<div>b</div>c</div>", ["a", "b", "c"], id="nested-blocks"),
        pytest.param("<p>a<br>b</p>", ["a", "b"], id="break"),
        pytest.param("<p>Sở <b>Nội</b> vụ<span> tỉnh</span></p>", ["Sở Nội vụ tỉnh"], id="inline"),
        pytest.param("<pre>a  b\n c</pre>", ["a  b", " c"], id="preformatted"),
        pytest.param(
            "<ol><li>a<li>b</ol><ol type=a start=3><li>c</ol><ul><li>d</ul>",
            ["1. a", "2. b", "c. c", "• d"],
            id="lists",
        ),
        pytest.param(
            "<p><!--[if gte vml 1]><v:line/>x<![endif]--><![if !vml]>a<![endif]><o:p></o:p></p>",
            ["a"],
            id="word-conditions",
        ),
        pytest.param(
            "<p><span style='mso-list:Ignore'>-<span>&nbsp;</span></span>việc</p>",
            ["-\xa0việc"],
            id="word-list-label",
        ),
        pytest.param("<p><span style='font-family:Symbol'>·</span> việc</p>", ["• việc"], id="picture-font"),
        pytest.param("<table border=1><tr><td>a<td>b<tr><td>c<td>d</table>", ["a | b", "c | d"], id="ruled-table"),
        pytest.param(
            "<table><tr><td><p>SỞ</p><p>Số: 1</p><td><p>CỘNG HÒA</p></table>",
            ["SỞ", "Số: 1", "CỘNG HÒA"],
            id="letterhead",
        ),
        pytest.param(
            "<table border=1><tr><td>Nơi nhận:<br>- A;<td>GIÁM ĐỐC</table>",
            ["Nơi nhận:", "- A;", "GIÁM ĐỐC"],
            id="signature-with-lines",
        ),
        pytest.param(
            "<table border=1><tr><td rowspan=2>a<td>b<tr><td>c<tr><td>d<td>e</table>",
            ["a | b", " | c", "d | e"],
            id="merged-down",
        ),
        pytest.param(
            "<table border=1><tr><td colspan=2>a<td>b<tr><td>c<td>d<td>e</table>",
            ["a |  | b", "c | d | e"],
            id="merged-across",
        ),
        pytest.param(
            "<table border=1><tr><td>a<td>b<td rowspan=2>c<tr><td>d<td>e</table>",
            ["a | b | c", "d | e |"],
            id="last-column-merged-down",
        ),
        pytest.param(
            "<table border=1><tr><td><table><tr><td>x</table><td>b<tr><td>c<td>d</table>",
            ["x", "b", "c", "d"],
            id="nested-table",
        ),
        pytest.param("</td></table><p>a</p><td>b", ["a", "b"], id="unbalanced"),
    ],
)
def test_body(body: str, printed: list[str]):
    """Blocks, lists and tables become the lines that a browser shows."""
    assert [line.rstrip(" ") for line in lines(body)] == printed


@pytest.mark.parametrize(
    ("body", "said"),
    [
        pytest.param("<script>document.write('xấu')</script><p>a", "1 đoạn mã chương trình", id="script"),
        pytest.param(
            "<p style='display: none'>giấu</p><p>a",
            "1 chỗ chữ ẩn, không in ra, không đưa vào văn bản: “giấu”",
            id="hidden",
        ),
        pytest.param("<p>a <del>bỏ</del>", "1 chỗ đã xoá", id="deleted"),
        pytest.param("<p>a<img src='http://x.invalid/a.png'>", "1 hình ảnh", id="picture"),
        pytest.param("<p>a<iframe src='http://x.invalid'></iframe>", "1 đối tượng nhúng", id="frame"),
        pytest.param("<p>a<textarea>xyz</textarea>", "1 ô nhập", id="form"),
        pytest.param("<p>a<span style='font-family:Wingdings'>\x7f</span>", "1 ký hiệu", id="unknown-symbol"),
    ],
)
def test_what_is_not_carried_over_is_said(body: str, said: str):
    """Programs, pictures and hidden words are left out and reported."""
    loaded = load(f"<html><body>{body}</body></html>".encode(), name="a.htm")

    assert loaded.text.rstrip("\ufffd\n ") == "a"
    assert said in " ".join(loaded.losses)


def test_declared_encoding_needs_no_vietnamese_words():
    """A page that names its encoding is read in it, whatever its language."""
    page = b"<html><meta charset=windows-1258><body><p>K\xf6ln, Z\xfcrich"

    assert load(page, name="a.htm").text == "Köln, Zürich\n"


def test_soft_hyphen_is_a_letter_in_an_old_font():
    """A page in .VnTime keeps its ư, a page in Unicode drops its soft hyphens."""
    old = to_tcvn3("Thủ trưởng các đơn vị được giao").encode("latin-1")

    assert load(b"<html><body><p>" + old, name="a.htm").text == "Thủ trưởng các đơn vị được giao\n"
    assert lines("<p>Thủ trư\u00adởng các đơn vị") == ["Thủ trưởng các đơn vị"]


def test_drawn_line_is_no_picture():
    """The thin pictures that Word saves for drawn lines say nothing and are not reported."""
    assert load(b"<html><body><p>a<img height=2 width=160>", name="a.htm").losses == ()


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        pytest.param(b"<html><body></body></html>", "a.htm", "empty", id="empty-body"),
        pytest.param(b"<html><script>1</script></html>", "a.htm", "empty", id="only-a-program"),
        pytest.param(b"<html><body>" + b"<div>" * 5000 + b"a", "a.htm", "too_large", id="nested-too-deep"),
    ],
)
def test_refused(data: bytes, name: str, code: str, within: Within):
    """A page without words, or nested beyond reason, is refused in time."""
    with within(3), pytest.raises(Unreadable) as refusal:
        load(data, name=name)
    assert refusal.value.code == code


def test_deep_tables_are_read_in_time(within: Within):
    """Tables nested a hundred deep are read, each cell once."""
    data = b"<html><body>" + b"<table border=1><tr><td>x</td><td>" * 100 + b"y" + b"</table>" * 100
    with within(3):
        assert load(data, name="a.htm").text.count("x") == 100


def test_name_helps_only_among_texts():
    """A fragment named .htm is a page; the same bytes named .txt are text as they stand."""
    fragment = "<p>Kính gửi</p>".encode()

    assert load(fragment, name="a.htm").text == "Kính gửi\n"
    assert load(fragment, name="a.txt").text == "<p>Kính gửi</p>"


def test_long_text_is_refused():
    """The length of the text is bounded while it is read."""
    with pytest.raises(Unreadable) as refusal:
        load(b"<html><body><p>" + b"a" * 100, name="a.htm", limits=Limits(text_chars=60))
    assert refusal.value.code == "too_large"


def test_real_pages_keep_every_letter(corpus: Path):
    """Every letter of the body of real pages is in the text."""
    pages = sorted((corpus / "files").glob("*.htm"))
    assert pages
    for page in pages:
        data = page.read_bytes()
        body = lxml_html.fromstring(data.decode("cp1252")).find("body")
        for comment in body.iter(lxml_html.etree.Comment):
            comment.text = ""
        expected = re.sub(r"\s+", "", "".join(part for part in body.itertext() if part))
        found = re.sub(r"\s+", "", load(data, name=page.name).text.replace(" | ", ""))
        assert sorted(found) == sorted(expected), page.name


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            [
                "<table>",
                "</table>",
                "<tr>",
                "<td>",
                "</td>",
                "<p>",
                "<ol>",
                "<li>",
                "</ol>",
                "a ",
                "<br>",
                "<del>",
                "</del>",
                "<pre>",
                "</pre>",
                "&#0;",
                "<script>",
            ]
        ),
        max_size=30,
    )
)
def test_any_nesting_is_read_or_refused(parts: list[str]):
    """Tags in any order give a text or `Unreadable`."""
    with contextlib.suppress(Unreadable):
        assert load(("<html>" + "".join(parts)).encode(), name="a.htm").text.strip()


@pytest.mark.parametrize("start", ["99999", "9" * 10, "9" * 5000, "²", "-1"])
def test_a_list_that_starts_anywhere_is_read_in_little(start: str):
    """A number that no document has makes neither a long label nor a fault."""
    page = f'<ol type="a" start="{start}"><li>Rà soát</li></ol><img width="{start}"><p>hết</p>'

    loaded = load(page.encode(), name="a.html")

    assert "Rà soát" in loaded.text
    assert len(loaded.text) < 2_000
