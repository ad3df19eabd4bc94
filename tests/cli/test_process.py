"""`dondoc read` as a process: pipes that close, Ctrl-C, terminals, the real reader."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

SAMPLES = ROOT / "samples"
READ = (sys.executable, "-m", "dondoc", "read")
# More than a pipe holds, so that the writer is still at it when the reader goes.
COPIES = 60


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder with many copies of a sample."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(COPIES):
        shutil.copy(SAMPLES / "thong-bao-ket-luan.txt", folder / f"{number:03}.txt")
    return folder


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_pipe_that_closes_is_no_error_to_tell(jobs: str, many: Path) -> None:
    """`dondoc read … | head -1` ends in silence."""
    words = (*READ, "--json", "--jobs", jobs, str(many))
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()

    assert (process.returncode, errors) == (141, b"")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupt_is_one_sentence(jobs: str, many: Path) -> None:
    """Ctrl-C, which a terminal sends to all processes of the command, ends it with one sentence."""
    words = (*READ, "--json", "--jobs", jobs, str(many))
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        process.stdout.read()
        errors = process.stderr.read().decode()

    assert (process.returncode, errors) == (130, "Đã dừng theo yêu cầu.\n")


LOST = """
import os, signal, weakref
from dondoc.cli import interrupts

class Kept:
    pass

interrupts.listen()
kept = Kept()
watch = weakref.ref(kept, lambda _: os.kill(os.getpid(), signal.SIGINT))
del kept
print("went on")
interrupts.check()
"""


def test_interrupt_inside_a_callback_is_not_lost() -> None:
    """Python drops the exception and goes on; the next look stops all the same, and nothing is said twice."""
    done = subprocess.run([sys.executable, "-c", LOST], capture_output=True, text=True, check=False)

    assert "went on" in done.stdout
    assert done.stderr.count("Traceback") == 1
    assert done.returncode == -signal.SIGINT


def test_bar_is_drawn_on_a_terminal(many: Path, tmp_path: Path) -> None:
    """With several files and a terminal there is a bar on standard error, and nothing on standard output."""
    terminal, end = pty.openpty()
    words = (*READ, "--out", str(tmp_path / "out"), str(many))
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=end, env=environment) as process:
        os.close(end)
        drawn = b""
        try:
            while part := os.read(terminal, 4096):
                drawn += part
        except OSError:  # Linux: the last writer has closed its end.
            pass
        out = process.communicate()[0]

    assert (process.returncode, out) == (0, b"")
    assert "Đang đọc" in drawn.decode()
    assert len(list((tmp_path / "out").glob("*.json"))) == COPIES


def test_no_bar_without_a_terminal(many: Path, tmp_path: Path) -> None:
    """In a log there is no bar."""
    words = (*READ, "--out", str(tmp_path / "out"), str(many))

    done = subprocess.run(words, capture_output=True, text=True, check=True)

    assert (done.stdout, done.stderr) == ("", "")


@pytest.fixture(scope="module")
def readings() -> dict[str, dict]:
    """The readings of all samples, by file name."""
    done = subprocess.run((*READ, "--json", str(SAMPLES)), capture_output=True, text=True, check=True)
    readings = [json.loads(line) for line in done.stdout.splitlines()]
    return {reading["source"]["name"]: reading for reading in readings}


class TestSamples:
    """The samples, through the real reader."""

    @pytest.mark.parametrize(
        ("name", "kind", "symbol", "date"),
        [
            ("thong-bao-ket-luan.txt", "Thông báo", "TB-SKHCN", "2026-11-16"),
            ("ke-hoach.txt", "Kế hoạch", "KH-SKHCN", "2026-11-18"),
            ("cong-van.txt", None, "SKHCN-HCTH", "2026-11-19"),
        ],
    )
    def test_header(self, name: str, kind: str | None, symbol: str, date: str, readings: dict[str, dict]) -> None:
        """Type, symbol and date are read; an official letter prints no type."""
        header = readings[name]["header"]

        assert ((header["type"] or {}).get("name"), header["symbol"], header["date"]) == (kind, symbol, date)

    def test_notice(self, readings: dict[str, dict]) -> None:
        """All seven points bind somebody, and every date is one that the notice names."""
        notice = readings["thong-bao-ket-luan.txt"]
        paths = {directive["path"] for directive in notice["directives"]}
        dates = {directive["deadline"]["date"] for directive in notice["directives"]} - {None}

        assert paths >= {f"2.({number})" for number in range(1, 8)}
        assert dates == {
            *("2026-11-25", "2026-11-30", "2026-12-05", "2026-12-15", "2026-12-20", "2026-12-31", "2027-01-15"),
        }

    def test_table_has_no_markup_left(self) -> None:
        """The table of a sample is plain text where there is no terminal."""
        words = (*READ, "--explain", str(SAMPLES / "cong-van.txt"))

        done = subprocess.run(words, capture_output=True, text=True, check=True, env={**os.environ, "COLUMNS": "80"})

        assert not re.search(r"\x1b|\[/?(?:bold|dim)", done.stdout)
        assert "04/12/2026" in done.stdout
