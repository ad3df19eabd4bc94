"""The page of rules is that of the table, and the table is whole."""

from __future__ import annotations

import re

import pytest

from dondoc.writing.checking import load_rules
from dondoc.writing.checking.checks.forms import FORMS
from tests.writing.checking import reference

NAMES = re.compile(r"\{(\w+)\}")


def test_page_is_current() -> None:
    """A rule that is changed changes the page: `python -m tests.writing.checking.reference --update`."""
    assert reference.PAGE.read_text("utf-8") == reference.page()


@pytest.mark.parametrize("code", load_rules())
def test_rule_is_whole(code: str) -> None:
    """A rule has a cell, a source of the decree or custom, and one Vietnamese sentence."""
    rule = load_rules()[code]

    assert re.fullmatch(r"\d{1,2}[ab]?|trang|phụ lục", rule.cell)
    assert rule.source.startswith(("Phụ lục I, ", "Điều ", "Quy ước"))
    assert rule.sentence.endswith(".")
    assert set(NAMES.findall(rule.sentence)) <= {"found", "wanted", "before"}
    assert bool(rule.component) == bool(rule.form)
    assert not rule.form or rule.form.split()[0] in FORMS
    assert rule.level != "blocking" or not rule.source.startswith("Quy ước")
