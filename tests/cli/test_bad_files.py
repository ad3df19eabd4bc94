"""A bad file on the command line: one sentence, the others are read, nothing is left behind."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.bad_files import BAD_FILES


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_is_one_sentence(root, tmp_path, kind):
    """Exit code 1 beside a good file, which is written all the same."""
    name, make, sentence = BAD_FILES[kind]
    bad = tmp_path / name.replace("/", "")
    bad.write_bytes(make())
    good = root / "samples" / "cong-van.txt"

    run = subprocess.run(
        [sys.executable, "-m", "dondoc", "read", str(bad), str(good), "--json", "--out", str(tmp_path / "out")],
        capture_output=True, text=True, check=False, cwd=root, timeout=60,
    )  # fmt: skip

    said = [line for line in run.stderr.splitlines() if bad.name[:20] in line]
    assert run.returncode == 1
    assert len(said) == 1
    assert re.search(sentence, said[0])
    assert "Traceback" not in run.stderr
    assert [path.name for path in (tmp_path / "out").rglob("*.json")] == ["cong-van.json"]
