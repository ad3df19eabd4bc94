"""Why a reading says what it says."""

from __future__ import annotations

from dondoc.reading import explain
from dondoc.reading.drafts import CONFIDENCE
from tests.reading.helpers import reading_under_head


def test_every_fact_names_its_rule():
    """Header fields, directives, leads and deadlines."""
    reading = reading_under_head("1. Giao Văn phòng Sở báo cáo trước ngày 15/4.")

    lines = explain(reading)

    assert any(line.startswith("symbol: TB-SKHCN — number_line") for line in lines)
    assert any(line.startswith("  rule: assigned_party (sure)") for line in lines)
    assert any("2025-04-15" in line and "the year is the document's" in line for line in lines)


def test_what_is_not_said_is_visible():
    """No party and no time are told, not passed over."""
    lines = explain(reading_under_head("II. NHIỆM VỤ\n1. Rà soát quy chế."))

    assert "  lead: none named" in lines
    assert "  deadline: none stated" in lines


def test_every_rule_has_its_confidence():
    """Confidence belongs to the rule."""
    reading = reading_under_head("1. Giao Văn phòng Sở báo cáo.")

    assert all(directive.confidence == CONFIDENCE[directive.rule] for directive in reading.directives)
