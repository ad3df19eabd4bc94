"""What is written is read back: the same letterhead, outline, duties, deadlines and citations."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dondoc import reading
from dondoc.reading import Reading
from dondoc.writing import Content, from_json
from dondoc.writing.checking import check
from dondoc.writing.content import Block, Deadline, Duty, Heading
from dondoc.writing.docx import write_docx
from dondoc.writing.kinds import kinds
from dondoc.writing.pdf import write_pdf

from . import contents, documents

WRITERS = {"a.docx": write_docx, "a.pdf": write_pdf}
ROMAN = ("I", "II", "III", "IV", "V")
LETTERS = "abcdđeghik"


def labels(blocks: tuple[Block, ...], above: tuple[str, ...] = (), numbers: tuple[int, ...] = ()) -> Iterator[str]:
    """Yield the labels that a text must show, outer before inner; dashes have none."""
    counts: dict[str, int] = {}
    for block in blocks:
        if isinstance(block, Heading):
            level = block.level
        elif isinstance(block, Duty):
            level = "point" if above[-1:] == ("clause",) else "clause"
        else:
            continue
        counts[level] = count = counts.get(level, 0) + 1
        within = (*numbers, count) if level == "clause" else ()
        yield {
            "section": ROMAN[count - 1],
            "article": f"Điều {count}",
            "clause": ".".join(map(str, within)),
            "point": LETTERS[count - 1],
        }[level]
        if isinstance(block, Heading):
            yield from labels(block.children, (*above, level), within)


def duties(blocks: tuple[Block, ...]) -> Iterator[Duty]:
    """Yield the duties of a text in order."""
    for block in blocks:
        if isinstance(block, Duty):
            yield block
        elif isinstance(block, Heading):
            yield from duties(block.children)


def day_of(deadline: Deadline | None) -> dt.date | None:
    """Return the day by which a duty is to be done."""
    if deadline is None or deadline.date is not None:
        return deadline.date if deadline else None
    return dict(documents.PHRASES)[deadline.phrase or ""]


def flat(sections: Any) -> Iterator[str]:
    """Yield the labels of an outline, outer before inner."""
    for section in sections:
        yield section.label
        yield from flat(section.children)


def said(content: Content) -> dict[str, Any]:
    """Return what a reader must find."""
    kind = kinds()[content.type.code]
    return {
        "number": content.number,
        "symbol": content.symbol,
        "place": content.place,
        "date": content.date,
        "issuer": content.issuer.name,
        "type": None if kind.is_untitled else kind.code,
        "subject": content.subject,
        "signer": (" ".join(content.signature.authority) or None, content.signature.title, content.signature.name),
        "recipients": [*content.recipients, f"Lưu: {content.archive}"],
        "outline": list(labels(content.body)),
        "duties": [(duty.lead, duty.cooperate, day_of(duty.deadline)) for duty in duties(content.body)],
    }


def read_back(found: Reading) -> dict[str, Any]:
    """Return what a reader found."""
    header = found.header
    signer = header.signer
    return {
        "number": header.number,
        "symbol": header.symbol,
        "place": header.place,
        "date": header.date,
        "issuer": header.issuer,
        "type": header.type.code if header.type and header.type.code != "CV" else None,
        "subject": header.subject,
        "signer": (signer.authority, signer.title, signer.name) if signer else None,
        "recipients": list(header.recipients),
        "outline": list(flat(found.outline)),
        "duties": [
            (tuple(p.name for p in d.lead), tuple(p.name for p in d.cooperate), d.deadline.date)
            for d in found.directives
        ],
    }


@pytest.mark.parametrize("name", WRITERS)
@given(data=documents.documents())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_written_is_read_back(name: str, data: dict[str, Any]) -> None:
    """Letterhead, outline, duties with leads, cooperating units and deadlines come back from either file."""
    content = from_json(data)

    found = reading.read(WRITERS[name](content), name=name)

    assert read_back(found) == said(content)


@pytest.mark.parametrize("signature", documents.SIGNATURES, ids=lambda one: " ".join([*one["authority"], one["title"]]))
@pytest.mark.parametrize("name", WRITERS)
def test_every_way_to_sign_is_read_back_and_right(name: str, signature: dict[str, Any]) -> None:
    """Each prefix and each chain of two; the checker of layouts has nothing against it."""
    content = from_json(contents.notice() | {"signature": signature})

    found = reading.read(WRITERS[name](content), name=name)

    assert read_back(found)["signer"] == said(content)["signer"]
    assert [one for one in check(write_docx(content), name="a.docx") if one.is_blocking] == []


@pytest.mark.parametrize("name", WRITERS)
@given(data=documents.documents(), annexes=documents.annexes())
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_annexes_change_nothing_above_them(name: str, data: dict[str, Any], annexes: list[dict[str, Any]]) -> None:
    """Letterhead, signer and duties are the document's own; the annexes come back with their words and signers."""
    content = from_json(data | {"annexes": annexes})

    found = reading.read(WRITERS[name](content), name=name)
    expected, actual = said(content), read_back(found)

    above = actual.pop("outline")[: len(expected["outline"])]
    assert above == expected.pop("outline")
    assert actual == expected
    text = " ".join(found.text.split())
    for annex in content.annexes:
        assert annex.title.upper() in text
        assert all(signature.name in text for signature in annex.signatures)


@pytest.mark.parametrize("name", WRITERS)
@given(
    data=documents.documents(),
    chart=documents.charts(st.sampled_from([*documents.UNITS, "1. Quá hạn", "Điều 3"])),
    at=st.integers(0, 4),
)
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_a_chart_changes_nothing_around_it(name: str, data: dict[str, Any], chart: dict[str, Any], at: int) -> None:
    """Wherever it stands, first and last too: letterhead, outline and duties are as without it."""
    at = min(at, len(data["body"]))
    body = [*data["body"][:at], chart, *data["body"][at:]]

    found = reading.read(WRITERS[name](from_json(data | {"body": body})), name=name)

    assert read_back(found) == said(from_json(data))
    assert [one for one in check(write_docx(from_json(data | {"body": body})), name="a.docx") if one.is_blocking] == []


def cited(found: Reading) -> list[tuple[str | None, str | None, dt.date | None]]:
    """Return the documents a reading cites."""
    return [(citation.number, citation.symbol, citation.date) for citation in found.citations]


# Every document that the generated texts cite, by the words that cite it.
CITED = {
    "Quyết định số 18/2025/QĐ-UBND ngày 05/3/2025": ("18", "2025/QĐ-UBND", dt.date(2025, 3, 5)),
    "Quyết định số 96/QĐ-UBND ngày 12/3/2026": ("96", "QĐ-UBND", dt.date(2026, 3, 12)),
    "Kế hoạch số 41/KH-UBND ngày 20/01/2026": ("41", "KH-UBND", dt.date(2026, 1, 20)),
}


@pytest.mark.parametrize("name", WRITERS)
@given(data=documents.documents())
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
def test_citations_are_read_back(name: str, data: dict[str, Any]) -> None:
    """The documents that the text names are those that either file cites."""
    text = json.dumps([data["bases"], data["body"]], ensure_ascii=False)
    expected = sorted(what for words, what in CITED.items() for _ in range(text.count(words)))

    found = reading.read(WRITERS[name](from_json(data)), name=name)

    assert sorted(cited(found)) == expected


# A công văn shows no type, and the reader's table has no Thư công: a letter of thanks gives nobody a duty.
@pytest.mark.parametrize("kind", sorted(kinds().keys() - {"CV", "ThC"}))
def test_each_type_is_read_back(kind: str) -> None:
    """The name of the type is read back from the letterhead."""
    data = contents.notice() | {"type": {"code": kind}, "symbol": f"{kind}-SKHCN"}

    found = reading.read(write_docx(from_json(data)), name="a.docx").header

    assert found.type is not None
    assert (found.type.code, found.subject) == (kind, data["subject"])
