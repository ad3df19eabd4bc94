"""Laws that hold for every text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dondoc.reading import Reading, Unreadable, explain, read
from dondoc.reading.model import Directive
from tests.reading.helpers import HEAD, reading_of
from tests.reading.laws import check, folded
from tests.reading.shared import SHARED

WORDS = (
    "Giao",
    "Sở Nội vụ",
    "Bộ Y tế",
    "các sở, ban, ngành",
    "UBND các xã",
    "chủ trì,",
    "phối hợp với",
    "rà soát",
    "báo cáo",
    "trước ngày 15/12/2025",
    "trong quý II",
    "hằng tháng",
    "Nghị quyết số 1/NQ-CP ngày 2/3/2025",
    "điểm a khoản 2",
    "như sau:",
    "1.",
    "a)",
    "-",
    "(i)",
    "II.",
    "Nơi nhận:",
    "KT. GIÁM ĐỐC",
    "Lê Văn An",
    "PHỤ LỤC",
    "TT",
    "|",
    "“",
    "(",
    ")",
    ";",
    ".",
    ":",
    "đã",
    "nếu có",
    "THÔNG BÁO",
    "Số: 1/TB-X",
    "Kính gửi:",
    "Đơn vị chủ trì:",
    "Thời gian:",
    "\n",
    "\n\n",
    "\t",
    "\r\n",
    "e\u0301",
    "Ð",
    "İ",
)
texts = st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))


def said(reading: Reading) -> object:
    """Return what a reading says, without the places."""
    header = reading.header
    return (
        [_said(directive) for directive in reading.directives],
        [(c.type, c.number, c.symbol, c.date, c.provision) for c in reading.citations],
        (header.issuer, header.number, header.symbol, header.date, header.subject, header.signer),
    )


def _said(directive: Directive) -> tuple[object, ...]:
    leads = [(party.name, party.source, party.resolved) for party in directive.lead]
    partners = [party.name for party in directive.cooperate]
    deadline = directive.deadline
    when = (deadline.kind, deadline.date, deadline.time, deadline.phrase, deadline.rule)
    return (directive.path, directive.kind, folded(directive.action), leads, partners, when, directive.rule)


@given(texts)
@settings(max_examples=150)
def test_any_text_is_read_by_the_laws(text):
    """Coverage parts the text, quoted words stand at their spans, nothing overlaps, nothing is raised."""
    try:
        reading = reading_of(HEAD + text)
    except Unreadable:
        return

    check(reading)
    assert explain(reading)
    assert reading.as_json() == reading_of(HEAD + text).as_json()


@given(st.binary(max_size=300))
@settings(max_examples=80)
def test_any_bytes_are_read_or_refused(data):
    """Nothing but Unreadable is raised."""
    try:
        reading = read(data, name="a.txt")
    except Unreadable:
        return

    check(reading)


@given(texts)
@settings(max_examples=80)
def test_composed_and_decomposed_read_alike(text):
    """NFC and NFD give the same directives, citations and header."""
    text = unicodedata.normalize("NFC", HEAD + text)
    try:
        composed = reading_of(text)
    except Unreadable:
        return

    assert said(reading_of(unicodedata.normalize("NFD", text))) == said(composed)


REAL = sorted((SHARED / "corpus" / "texts").glob("*.txt")) + sorted((SHARED / "bench" / "texts").glob("*.txt"))


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem[:40])
def test_laws_over_real_documents(path):
    """The same laws; more blank lines between paragraphs change nothing but offsets."""
    try:
        reading = read(path.read_bytes(), name=path.name)
    except Unreadable:
        return

    check(reading)
    for text in (
        unicodedata.normalize("NFD", reading.text),
        "\n\n" + reading.text.replace("\n\n", "\n\n\n") + "\n",
        reading.text.replace("\n", "\n\n"),
    ):
        assert said(reading_of(text)) == said(reading)
