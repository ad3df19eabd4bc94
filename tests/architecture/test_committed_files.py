"""What no committed file may hold."""

from __future__ import annotations

import re

import pytest

from . import code

# Written in pieces, so that this file keeps its own rule.
HOSTS = ("pypi" + r"\.org", "pythonhosted" + r"\.org", "registry" + r"\.npmjs", "deb" + r"\.debian")
FOLDERS = ("/" + "work/", "/" + "root/", "/" + r"home/\w", "/" + r"Users/\w", r"[A-Z]:" + r"\\Users")
INDEX_HOST = re.compile("|".join(HOSTS) + r"|--(?:extra-)?index-url\b")
MACHINE_PATH = re.compile(r"(?<![\w.}>~-])(?:" + "|".join(FOLDERS) + ")")
BINARY = frozenset({".png", ".jpg", ".pdf", ".docx", ".doc", ".woff2", ".ico", ".mo", ".bin"})


@pytest.mark.parametrize(
    ("rule", "good_lines", "bad_lines"),
    [
        pytest.param(
            INDEX_HOST,
            ["django==5.2.19 \\", "see the index of the minutes"],
            ["--index" + "-url https://example.org", "https://files.pythonhosted" + ".org/x.whl"],
            id="index host",
        ),
        pytest.param(
            MACHINE_PATH,
            ["/bin/bash", "http://localhost/home/", "docs/" + "work/notes.md", "../shared/bench"],
            ["cd /" + "work/main", 'open("/' + 'home/an/x")', "/" + "root/.cache"],
            id="machine path",
        ),
    ],
)
def test_rule(rule: re.Pattern[str], good_lines: list[str], bad_lines: list[str]) -> None:
    """The rule finds the bad lines and leaves the good ones."""
    assert [line for line in good_lines if rule.search(line)] == []
    assert [line for line in bad_lines if not rule.search(line)] == []


@pytest.mark.parametrize("rule", [INDEX_HOST, MACHINE_PATH], ids=["index host", "machine path"])
def test_no_file_breaks_it(rule: re.Pattern[str]) -> None:
    """No committed file names a package index or a folder of somebody's machine."""
    found = [
        f"{path.relative_to(code.ROOT)}:{number}"
        for path in code.committed()
        if path.suffix not in BINARY
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1)
        if rule.search(line)
    ]

    assert found == []
