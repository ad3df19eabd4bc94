"""What an issued document says of its duties: as composed, in the words that are printed."""

from __future__ import annotations

import datetime as dt

import pytest

from dondoc.documents.outgoing.composed import reading_of
from dondoc.writing import from_json
from tests.writing import contents


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        pytest.param(None, ("none", None, None), id="none-is-named"),
        pytest.param({"date": "2027-03-05"}, ("date", dt.date(2027, 3, 5), "05/3/2027"), id="a-day-as-it-is-printed"),
        pytest.param(
            {"phrase": "trong quý I năm 2027"}, ("period", dt.date(2027, 3, 31), "trong quý I năm 2027"),
            id="words-that-give-a-day",
        ),
        pytest.param(
            {"phrase": "ngay khi có yêu cầu"}, ("period", None, "ngay khi có yêu cầu"), id="words-that-give-none"
        ),
    ],
)  # fmt: skip
def test_deadlines(deadline, expected):
    """Its words stand in the text; a day is counted only by the reader's own rules."""
    duty = {
        "kind": "duty", "lead": ["Sở Tài chính"], "cooperate": [], "action": "Rà soát phương án", "deadline": deadline,
        "product": None,
    }  # fmt: skip
    content = contents.notice() | {"body": [duty], "number": "05", "date": "2026-11-25", "year": None}

    read = reading_of(from_json(content), name="a.docx")

    (found,) = read.directives
    assert (found.deadline.kind, found.deadline.date, found.deadline.phrase) == expected
    assert expected[2] is None or expected[2] in read.text[slice(*found.span)]
