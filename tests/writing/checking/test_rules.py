"""Every rule holds in documents made by hand to the decree, and every rule can fail, alone."""

from __future__ import annotations

import io
from functools import cache

import docx
import pytest

from dondoc.writing.checking import check, load_rules
from tests.writing.checking.broken import BROKEN
from tests.writing.checking.good import GOOD, data_of


@cache
def made(base: str) -> bytes:
    """Return the bytes of a good document; making one takes longer than checking it."""
    return data_of(GOOD[base]())


@pytest.mark.parametrize("base", GOOD)
def test_good_document_has_no_finding(base: str) -> None:
    """A document made to the rules is let through without advice."""
    assert check(made(base), name="a.docx") == []


@pytest.mark.parametrize("code", BROKEN)
def test_one_fault_gives_one_finding(code: str) -> None:
    """Breaking one rule gives the finding of that rule and no other."""
    row = BROKEN[code]
    document = docx.Document(io.BytesIO(made(row.base)))
    row.act(document)

    findings = check(data_of(document), name="a.docx")

    assert [finding.rule for finding in findings] == [code]
    rule = load_rules()[code]
    assert (findings[0].cell, findings[0].level) == (rule.cell, rule.level)
    assert findings[0].message.endswith((".", "”."))
    assert "{" not in findings[0].message


def test_no_rule_without_a_row() -> None:
    """Each rule of the table is shown to fail above."""
    assert set(BROKEN) == set(load_rules())
