"""Laws that hold for every file."""

from __future__ import annotations

import io
import time
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dondoc.writing.checking import Finding, Unreadable, check, load_rules
from tests.reading.shared import SHARED
from tests.reading.sources.word_files import docx, listed, p, run, table
from tests.writing.checking.good import GOOD, data_of, find

LONGEST = 500
# A hundred times what a line of this length takes; going back and forth over it takes minutes.
SECONDS = 5

WORDS = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "SỞ A",
    "UBND TỈNH B",
    "Số: 1/TB-SA",
    "Số:",
    "Hà Nội, ngày 1 tháng 1 năm 2026",
    "V/v",
    "THÔNG BÁO",
    "Kính gửi:",
    "Căn cứ Luật A;",
    "QUYẾT ĐỊNH:",
    "Chương I",
    "Mục 1",
    "Điều 1.",
    "1.",
    "a)",
    "(1)",
    "- A;",
    "Nơi nhận:",
    "- Lưu: VT.",
    "KT. GIÁM ĐỐC",
    "PHÓ GIÁM ĐỐC",
    "TS. Lê Văn An",
    "Phụ lục I",
    "(Kèm theo",
    "./.",
    "KHẨN",
    "______",
    "“",
    "\t",
    "e\u0301",
)
texts = st.one_of(
    st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="&<>"), max_size=40),
    st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join),
)
looks = st.sampled_from(
    ("", "<w:b/>", "<w:i/>", '<w:sz w:val="26"/>', '<w:sz w:val="x"/>', '<w:color w:val="FF0000"/>')
)
layouts = st.sampled_from(
    ("", '<w:jc w:val="center"/>', '<w:spacing w:line="0" w:lineRule="auto"/>', '<w:ind w:left="9"/>')
)
lines = st.builds(lambda text, look, layout: p(run(text, look), properties=layout), texts, looks, layouts)
blocks = st.one_of(
    lines,
    st.builds(lambda text: listed(text, 1), texts),
    st.lists(lines, min_size=1, max_size=3).map(lambda cells: table(cells)),
)


@cache
def sample() -> bytes:
    """Return the bytes of a good document."""
    return data_of(GOOD["letter"]())


def hold(findings: list[Finding]) -> None:
    """Every finding is one of the table, told in a whole sentence, at places in order."""
    order = list(load_rules())
    assert [finding.rule for finding in findings] == sorted((f.rule for f in findings), key=order.index)
    for finding in findings:
        assert finding.message.endswith(".")
        assert len(finding.message) < LONGEST
        assert [place.paragraph for place in finding.places] == sorted({place.paragraph for place in finding.places})
        assert all(place.paragraph >= 0 for place in finding.places)


def checked(data: bytes) -> list[Finding] | str:
    """Return the findings, or the code of the refusal."""
    try:
        return check(data, name="a.docx")
    except Unreadable as refusal:
        return refusal.code


@given(st.binary(max_size=400))
@settings(max_examples=100, deadline=None)
def test_any_bytes(data: bytes) -> None:
    """Nothing but Unreadable is raised."""
    assert isinstance(checked(data), str)


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_damaged_bytes(data: st.DataObject) -> None:
    """A good file with some bytes changed is checked or refused."""
    content = bytearray(sample())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

    result = checked(bytes(content))

    if not isinstance(result, str):
        hold(result)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_damaged_parts(data: st.DataObject) -> None:
    """A good file with a piece of one part cut out is checked or refused."""
    with zipfile.ZipFile(io.BytesIO(sample())) as old:
        parts = {info.filename: old.read(info) for info in old.infolist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    start = data.draw(st.integers(0, len(parts[name])))
    parts[name] = parts[name][:start] + parts[name][start + data.draw(st.integers(1, 60)) :]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as new:
        for member, content in parts.items():
            new.writestr(member, content)

    result = checked(target.getvalue())

    if not isinstance(result, str):
        hold(result)


@given(st.lists(blocks, max_size=25))
@settings(max_examples=120, deadline=None)
def test_any_document(content: list[str]) -> None:
    """Any paragraphs in any order give findings of the table, the same each time."""
    data = docx("".join(content))

    result = checked(data)

    assert result == checked(data)
    if not isinstance(result, str):
        hold(result)


LONG = 20_000
HOSTILE = {
    "name": ("notice", "Nguyễn Thị", "Nguyễnthịthanhvân" * LONG + "1"),
    "name of many words": ("notice", "Nguyễn Thị", "An " * LONG + "1"),
    "law": ("decision", "Căn cứ Luật", "Căn cứ Luật " + "1/2000/" * LONG),
    "reference": ("plan", "(Kèm theo", "(Kèm theo Kế hoạch " + "số ngày của " * LONG),
    "number": ("notice", "Số: 05", "Số: " + "1." * LONG + " / -" * LONG),
    "date": ("notice", "Bình Sơn, ngày", "Bình Sơn, ngày " * LONG),
    "spaces": ("notice", "Sở thông báo", "Sở" + " " * LONG * 10 + "\t" * LONG + "x"),
    "quotes": ("notice", "Sở thông báo", "“" * LONG + "”" * LONG),
    "heading": ("notice", "2. Nhiệm vụ", "Điều 1" + " ." * LONG),
    "academic": ("notice", "Nguyễn Thị", "TS. " * LONG),
    "recipient": ("notice", "- Lưu", "- Lưu: VT" + "/." * LONG),
    "address": ("letter", "Kính gửi", "Kính gửi " * LONG),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_long_lines_take_no_longer_than_they_are(case: str) -> None:
    """No pattern goes back and forth over a long line: all of these together take seconds."""
    base, start, words = HOSTILE[case]
    document = GOOD[base]()
    find(document, start).runs[0].text = words

    started = time.process_time()
    hold(check(data_of(document), name="a.docx"))

    assert time.process_time() - started < SECONDS


REAL = sorted((*SHARED.glob("corpus/**/*.docx"), *SHARED.glob("bench/**/*.docx")))


@pytest.mark.parametrize("path", REAL or [None], ids=lambda path: path.stem[:40] if path else "none")
def test_laws_over_real_documents(path: Path | None) -> None:
    """The same laws over the documents of real offices, where there are any."""
    if path is None:
        pytest.skip("the shared folder has no .docx")

    result = checked(path.read_bytes())

    assert not isinstance(result, str)
    hold(result)
