"""The log in words."""

from __future__ import annotations

import pytest

from dondoc.audit.models import Entry
from dondoc.audit.templatetags.audit import ACTS, act_in_words, changes_in_words


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param({}, {"due": "2026-12-31"}, ["Hạn hoàn thành: 31/12/2026"], id="a-date-as-offices-write-it"),
        pytest.param({"lead": "Trại"}, {"lead": ""}, ["Chủ trì: Trại → trống"], id="emptied"),
        pytest.param({"lead": "Trại"}, {"lead": "Sở"}, ["Chủ trì: Trại → Sở"], id="changed"),
        pytest.param({"proposal": "Rà soát"}, {"proposal": "Rà soát"}, ["Đề xuất: Rà soát"], id="the-same"),
        pytest.param({}, {"directives": 0}, ["Số nội dung chỉ đạo đọc được: 0"], id="none-is-a-number"),
        pytest.param({"stage": "assigned"}, {"stage": "done"}, [], id="technical-fields-are-left-out"),
    ],
)
def test_changes(before, after, expected):
    """Field by field, as people write it."""
    assert changes_in_words(Entry(before=before, after=after)) == expected


def test_every_act_of_the_code_has_words(root):
    """Nobody reads the name of a function."""
    import re

    source = "".join(path.read_text("utf-8") for path in (root / "src" / "dondoc").rglob("*.py"))
    named = set(re.findall(r'act="((?:tasks|documents)\.\w+)"', source))
    moved = {f"tasks.{move}" for move in re.findall(r'take_step\([^"]*"(\w+)"', source)}

    assert named | moved <= set(ACTS)
    assert act_in_words(Entry(act="tasks.assign")) == "Đã giao"
