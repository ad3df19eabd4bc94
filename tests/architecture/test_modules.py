"""The size of modules and functions, and who reads the clock."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys

import pytest

from . import code

MODULE_LINES = 400
FUNCTION_LINES = 60
CLOCK = "kernel/clock.py"
# Calls and field options that take the present moment from the machine.
CLOCK_CALLS = frozenset({"now", "utcnow", "today", "time.time", "time.time_ns", "Now"})
# These read the clock when they are given nothing.
CLOCK_CALLS_BARE = frozenset({"localtime", "localdate", "gmtime", "strftime"})
CLOCK_OPTIONS = frozenset({"auto_now", "auto_now_add"})
# Names that migration writers give when nobody does.
UNNAMED = re.compile(r"\d{4}_(?:auto_.*|initial|.*_and_more|alter_\w+_options.*)")
NAMED = re.compile(r"\d{4}_[a-z][a-z0-9]*(?:_[a-z0-9]+)+")


def clock_readers(tree: ast.AST) -> list[int]:
    """Return the lines that read the clock."""
    lines = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        is_ours = name.startswith("clock.")
        last = name if name.startswith("time.") else name.rsplit(".", 1)[-1]
        options = {keyword.arg for keyword in node.keywords}
        is_bare = last in CLOCK_CALLS_BARE and not node.args and not node.keywords
        if (last in CLOCK_CALLS and not is_ours) or is_bare or options & CLOCK_OPTIONS:
            lines.append(node.lineno)
    return lines


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("dt.datetime.now(dt.UTC)", [1]),
        ("timezone.now()", [1]),
        ("date.today()", [1]),
        ("time.time()", [1]),
        ("models.DateTimeField(auto_now_add=True)", [1]),
        ("timezone.localtime()", [1]),
        ("clock.now()", []),
        ("timezone.localtime(moment)", []),
        ("time.monotonic()", []),
        ("dt.time(7, 30)", []),
        ("dt.date(2026, 11, 16)", []),
    ],
)
def test_clock_readers(line: str, expected: list[int]) -> None:
    """The rule knows the ways to read the clock."""
    assert clock_readers(ast.parse(line)) == expected


def test_only_the_clock_reads_the_clock() -> None:
    """`now` and `today` are arguments everywhere but in kernel/clock.py."""
    found = [f"{name}:{line}" for name, tree in code.modules().items() if name != CLOCK for line in clock_readers(tree)]

    assert found == []
    assert clock_readers(code.modules()[CLOCK]) != []


def test_modules_are_short() -> None:
    """A module has at most 400 lines."""
    sizes = {name: len((code.PACKAGE / name).read_bytes().splitlines()) for name in code.modules()}

    assert {name: size for name, size in sizes.items() if size > MODULE_LINES} == {}


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how many lines the body of a function takes: a long signature and the list of `Raises` are no fault."""
    is_told = ast.get_docstring(function) is not None
    start = function.body[0].end_lineno or 0 if is_told else function.body[0].lineno - 1
    return (function.end_lineno or start) - start


def test_functions_are_short() -> None:
    """The body of a function has at most 60 lines."""
    sizes = {
        f"{name}:{node.name}": body_lines(node)
        for name, tree in code.modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }

    assert {name: size for name, size in sizes.items() if size > FUNCTION_LINES} == {}


def test_migrations_say_what_they_do() -> None:
    """No migration keeps the name that the machine gave it."""
    names = [path.stem for path in code.PACKAGE.rglob("migrations/[0-9]*.py")]

    assert names != []
    assert [name for name in names if UNNAMED.fullmatch(name) or not NAMED.fullmatch(name)] == []


def imported(tree: ast.AST) -> set[str]:
    """Return the modules that a module imports by their full names."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_reading_and_writing_know_no_app() -> None:
    """What is pure imports, of ours, itself and the kernel; a contract sees to it that no Django comes along."""
    found = [
        f"{path}: {name}"
        for path, tree in code.modules().items()
        if (package := path.split("/")[0]) in ("reading", "writing")
        for name in imported(tree)
        if name.startswith("dondoc.") and name.split(".")[1] not in (package, "kernel", "__version__")
    ]

    assert found == []


@pytest.mark.parametrize(
    "module",
    [
        "dondoc.reading",
        "dondoc.writing.checking",
        "dondoc.writing.docx",
        "dondoc.writing.pdf",
        "dondoc.cli",
        "dondoc.cli.read",
        "dondoc.cli.check",
        "dondoc.cli.show",
        "dondoc.cli.write",
    ],
)
def test_reading_and_writing_do_without_django(module: str) -> None:
    """The reader, the checker, the writers and their commands never bring Django in."""
    program = f"import sys, {module}; print([name for name in sys.modules if name.split('.')[0] == 'django'])"
    environment = {**os.environ, "PYTHONPATH": str(code.PACKAGE.parent)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)

    loaded = subprocess.run(
        (sys.executable, "-c", program), check=True, capture_output=True, text=True, env=environment
    ).stdout

    assert loaded.strip() == "[]"
