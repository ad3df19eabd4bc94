"""The reader's rules are shown in words."""

from __future__ import annotations

import pytest

from dondoc.reading import read
from dondoc.tasks.templatetags.tasks import RULES, rule_in_words


def test_every_rule_of_the_samples_has_words(root):
    """Nobody is shown the name of a rule."""
    for path in sorted((root / "samples").glob("*.txt")):
        for directive in read(path.read_bytes(), name=path.name).directives:
            if directive.deadline.rule:
                assert set(directive.deadline.rule.split("; ")) <= set(RULES)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        pytest.param("period_end", "ngày cuối kỳ", id="alone"),
        pytest.param(
            "period_end; the year is the document's", "ngày cuối kỳ, năm lấy theo ngày văn bản", id="with-an-addition"
        ),
        pytest.param("", "", id="none"),
    ],
)
def test_rule_in_words(rule, expected):
    """With what was added, after a comma."""
    assert rule_in_words(rule) == expected
