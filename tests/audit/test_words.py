"""The log in words."""

from __future__ import annotations

import ast

import pytest
from django.conf import settings

from dondoc.audit.models import Entry
from dondoc.audit.templatetags.audit import act_in_words, changes_in_words, subject_address, subject_in_words
from dondoc.audit.words import ACTS


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


@pytest.mark.parametrize(
    ("subject", "words", "address"),
    [
        pytest.param("task:12", "Nhiệm vụ 12", "/nhiem-vu/12/", id="has-a-page"),
        pytest.param("entry:7", "Mục nhật ký 7", "", id="has-none"),
        pytest.param("log", "Nhật ký", "", id="there-is-one"),
        pytest.param("strange:1", "strange 1", "", id="unknown"),
    ],
)
def test_records(subject, words, address):
    """Each by its kind and number, with its page where it has one."""
    assert (subject_in_words(Entry(subject=subject)), subject_address(Entry(subject=subject))) == (words, address)


def acts_in(source: str) -> set[str]:
    """Return the acts that a program names: what is given as `act=`, what `act` is set to, the moves it takes."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        values: list[ast.expr] = []
        if isinstance(node, ast.Call):
            values += [keyword.value for keyword in node.keywords if keyword.arg == "act"]
            if isinstance(node.func, ast.Name) and node.func.id == "take_step":
                found |= {f"tasks.{argument.value}" for argument in node.args if isinstance(argument, ast.Constant)}
        elif isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "act" for t in node.targets):
            values.append(node.value)
        parts = [part for value in values if not isinstance(value, ast.JoinedStr) for part in ast.walk(value)]
        found |= {part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    return {act for act in found if "." in act}


def test_acts_are_found_however_they_are_given():
    """Directly, by a condition, by a name."""
    source = 'record(act="a.b" if x else "a.c")\nact = "a.d"\ntake_step(task, "move", actor=a)\nf(act=command)'

    assert acts_in(source) == {"a.b", "a.c", "a.d", "tasks.move"}


def test_every_act_of_the_code_has_words(root):
    """Nobody reads the name of a function; and no words are kept for what is never done."""
    named = set()
    for path in (root / "src" / "dondoc").rglob("*.py"):
        named |= acts_in(path.read_text("utf-8"))

    assert len(named) > 15
    assert named - set(ACTS) == set()
    assert settings.LANGUAGE_CODE == "vi"
    assert [act for act in named if act_in_words(Entry(act=act)).isascii()] == []
