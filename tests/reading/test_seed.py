"""The seed notice reads as a clerk reads it (each statement of the first issue is a test)."""

from __future__ import annotations

import datetime as dt

import pytest

from dondoc.reading import Reading, read
from tests.reading.shared import needs


@pytest.fixture(scope="module")
def notice() -> Reading:
    """The reading of the seed notice."""
    path = needs("seed", "notice.txt")
    return read(path.read_bytes(), name=path.name)


def test_header(notice):
    """Number empty, the rest as printed."""
    header = notice.header

    assert header.number is None
    assert header.symbol == "TB-SKHCN"
    assert header.date == dt.date(2024, 5, 17)
    assert header.place == "Quảng Ngãi"
    assert (header.type.code, header.type.name) == ("TB", "Thông báo")
    assert header.signer.name == "Trần Văn Quang"
    assert header.signer.authority == "TL. GIÁM ĐỐC"


def test_a_finding_says_that_the_number_is_blank(notice):
    """The clerk is told."""
    assert "number_blank" in [finding.code for finding in notice.findings]


def test_the_assessment_gives_no_directive(notice):
    """Section 1 binds nobody."""
    assert not [directive for directive in notice.directives if directive.path.startswith("1")]


def test_every_point_of_section_two_yields_directives(notice):
    """Seven points, each with its path."""
    assert {directive.path for directive in notice.directives} == {f"2.({n})" for n in range(1, 8)}


def test_the_four_cited_documents(notice):
    """One of them is cited by its point."""
    found = [(c.type, c.number, c.symbol, c.date, c.provision) for c in notice.citations]

    assert found == [
        ("Thông báo Kết luận", "335", "TB-SKHCHN", dt.date(2024, 2, 26), None),
        ("Quyết định", "128", "QĐ-TTTTUD", dt.date(2018, 12, 30), None),
        ("Phương án", "151", "PA-TTUD&DVKHCHN", dt.date(2020, 10, 12), None),
        ("Thông báo", "201", "TB-UBND", dt.date(2024, 4, 26), "điểm i khoản 2"),
    ]


def test_the_report_goes_through_the_office(notice):
    """To the director, through the Administrative-General Office."""
    lines = [directive.report_to for directive in notice.directives if directive.kind == "report"]

    assert [(line.name, line.via) for line in lines] == [("Giám đốc Sở", "Phòng Hành chính Tổng hợp")]


def test_the_only_deadline_is_the_end_of_the_half_year(notice):
    """A period end with its rule where the year is not printed; no other date."""
    dated = [directive.deadline for directive in notice.directives if directive.deadline.kind != "none"]

    assert {deadline.date for deadline in dated} == {dt.date(2024, 6, 30)}
    assert {deadline.kind for deadline in dated} == {"period"}
    assert [d.rule for d in dated] == ["period_end", "period_end; the year is the document's"]
