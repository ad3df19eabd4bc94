"""Files that cannot be checked: each is refused with a code and a sentence that says what to do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from dondoc.writing.checking import Unreadable, check
from dondoc.writing.checking.errors import MESSAGES
from tests.bad_files import BAD_FILES, MEBIBYTE, OLE
from tests.reading.sources.word_files import docx, p
from tests.writing.checking import good
from tests.writing.checking.good import data_of, line

NESTED = 30
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


def with_member(name: str, content: bytes) -> bytes:
    """Return a good file with one part replaced."""
    source, target = io.BytesIO(data_of(good.notice())), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info, content if info.filename == name else old.read(info))
    return target.getvalue()


def archive(**members: str) -> bytes:
    """Return a zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as new:
        for name, content in members.items():
            new.writestr(name, content)
    return target.getvalue()


def nested_tables(depth: int) -> bytes:
    """Return a document of tables in tables."""
    body = p("Nội dung")
    for _ in range(depth):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    return docx(body)


def secret() -> bytes:
    """Return a notice with a secrecy stamp."""
    document = good.notice()
    cell = document.tables[0].rows[0].cells[0]
    line(cell, "TUYỆT MẬT", 13, bold=True)
    return data_of(document)


FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("a.docx", lambda: b"", "empty"),
    "no words": ("a.docx", lambda: docx(p("")), "empty"),
    "text": ("a.txt", lambda: "SỞ A\nSố: 1/TB-SA".encode(), "wrong_type"),
    "pdf": ("a.pdf", BAD_FILES["pdf-damaged"][1], "wrong_type"),
    "workbook": ("a.xlsx", lambda: archive(**{"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"}), "wrong_type"),
    "zip": ("a.zip", lambda: archive(a="b"), "wrong_type"),
    "old Word": ("a.doc", lambda: OLE + "WordDocument".encode("utf-16-le"), "wrong_type"),
    "password": ("a.docx", BAD_FILES["docx-with-password"][1], "encrypted"),
    "cut off": ("a.docx", BAD_FILES["docx-damaged"][1], "damaged"),
    "bomb": ("a.docx", BAD_FILES["zip-bomb"][1], "bomb"),
    "too large": ("a.docx", lambda: b"PK\x03\x04" + bytes(60 * MEBIBYTE), "too_large"),
    "no main part": ("a.docx", lambda: archive(**{"[Content_Types].xml": "<a/>"}), "damaged"),
    "broken main part": ("a.docx", lambda: with_member("word/document.xml", b"<w:document"), "damaged"),
    "broken styles": ("a.docx", lambda: with_member("word/styles.xml", b"\x00"), "damaged"),
    "entities": ("a.docx", lambda: with_member("word/styles.xml", DOCTYPE), "damaged"),
    "tables too deep": ("a.docx", lambda: nested_tables(NESTED), "too_large"),
    "elements too deep": ("a.docx", lambda: docx("<w:sdt>" * 300 + "</w:sdt>" * 300), "too_large"),
    "secret": ("a.docx", secret, "secret"),
}


@pytest.mark.parametrize("case", FILES)
def test_refused(case: str) -> None:
    """The code says what is wrong, the sentence what to do."""
    name, make, code = FILES[case]

    with pytest.raises(Unreadable) as refusal:
        check(make(), name=name)

    assert refusal.value.code == code
    assert str(refusal.value) == MESSAGES[code].format(detail=refusal.value.detail)


def test_each_code_is_shown() -> None:
    """No refusal is told that cannot happen."""
    assert {code for _, _, code in FILES.values()} == set(MESSAGES)


def test_strict_files_are_read_alike() -> None:
    """Word's strict form says the same under other names."""
    document = good.notice()
    good.find(document, "Sở thông báo").runs[0].font.name = "Arial"
    source, target = io.BytesIO(data_of(document)), io.BytesIO()
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            new.writestr(info, old.read(info).replace(usual, strict))

    assert [finding.rule for finding in check(target.getvalue(), name="a.docx")] == ["font_family"]
