"""`dondoc read --out` as a process, with the real reader: killed, interrupted, gone on with."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow

SAMPLE = (ROOT / "samples" / "thong-bao-ket-luan.txt").read_text()
COPIES = 120
PATIENCE = 60.0
AS_BEFORE = " tệp đã đọc từ lần trước, không đọc lại.\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder with many copies of a sample, all different."""
    folder = tmp_path / "in"
    for number in range(COPIES):
        path = folder / f"{number % 3}" / f"{number:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{SAMPLE}\nBản số {number}.\n")
    return folder


def words(source: Path, jobs: str = "2") -> list[str]:
    """Return the command line of a run; the results go beside the source."""
    return [sys.executable, "-m", "dondoc", "read", str(source), "--out", str(source.parent / "out"), "--jobs", jobs]


def begin(source: Path, jobs: str, *, until: int) -> subprocess.Popen[bytes]:
    """Start a run and return when some of the readings are there."""
    process = subprocess.Popen(words(source, jobs), stderr=subprocess.PIPE, start_new_session=True)
    eventually(lambda: len(readings(source)) >= until)
    assert process.poll() is None
    return process


def readings(source: Path) -> dict[Path, int]:
    """Return the readings that are there, and when each was written."""
    return {path: path.stat().st_mtime_ns for path in (source.parent / "out").rglob("*.json")}


def eventually(fact: Callable[[], bool]) -> None:
    """Wait until the fact is true."""
    deadline = time.monotonic() + PATIENCE
    while not fact():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.01)


def children(process: subprocess.Popen[bytes]) -> list[int]:
    """Return the processes that a process has started."""
    return [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def go_on(source: Path, before: dict[Path, int]) -> None:
    """Run again to the end: what was there is not touched, and everything is there, whole."""
    for path in before:
        json.loads(path.read_text())

    done = subprocess.run(words(source), capture_output=True, text=True, check=False)

    after = readings(source)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"{len(before)}{AS_BEFORE}")
    assert len(after) == COPIES
    assert {path: after[path] for path in before} == before
    assert not [path for path in (source.parent / "out").rglob("*") if path.is_file() and path not in after]


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_killed_run_is_gone_on_with(jobs: str, source: Path) -> None:
    """kill -9 in the middle leaves whole readings and no process; the next run reads the rest."""
    with begin(source, jobs, until=20) as process:
        workers = children(process)
        process.kill()
    eventually(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))

    before = readings(source)
    assert len(workers) == int(jobs)
    assert 20 <= len(before) < COPIES
    go_on(source, before)


def test_next_run_need_not_wait(source: Path) -> None:
    """A run that starts at the moment the one before it is killed goes on with it."""
    with begin(source, "2", until=20) as process:
        process.kill()

    done = subprocess.run(words(source), capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr[-len(AS_BEFORE) :]) == (0, AS_BEFORE)
    assert len(readings(source)) == COPIES


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupted_run_is_gone_on_with(jobs: str, source: Path) -> None:
    """Ctrl-C ends all processes with one sentence, and nothing half is left."""
    with begin(source, jobs, until=20) as process:
        os.killpg(process.pid, signal.SIGINT)
        told = process.stderr.read().decode() if process.stderr else ""

    before = readings(source)
    assert (process.returncode, told) == (130, "Đã dừng theo yêu cầu.\n")
    assert not list((source.parent / "out").rglob(".*.part"))
    go_on(source, before)


def test_killed_worker_costs_one_file(source: Path) -> None:
    """When the system ends one worker, the file it was at fails, and the next run reads it."""
    with begin(source, "2", until=20) as process:
        os.kill(children(process)[0], signal.SIGKILL)
        told = process.stderr.read().decode() if process.stderr else ""

    failures = [json.loads(line) for line in (source.parent / "out" / "failures.jsonl").read_text().splitlines()]
    assert (process.returncode, [line["code"] for line in failures]) == (1, ["crashed"])
    assert told.count("Tệp làm trình đọc dừng đột ngột.") == 1
    done = subprocess.run(words(source), capture_output=True, text=True, check=True)
    assert done.stderr.endswith(AS_BEFORE)
    assert len(readings(source)) == COPIES
    assert not (source.parent / "out" / "failures.jsonl").exists()


def test_one_and_two_jobs_write_the_same(source: Path, tmp_path: Path) -> None:
    """The number of processes changes nothing in the readings."""
    subprocess.run(words(source, "1"), check=True)
    one = {path.relative_to(tmp_path): path.read_bytes() for path in readings(source)}
    for path in readings(source):
        path.unlink()

    subprocess.run(words(source, "2"), check=True)

    assert {path.relative_to(tmp_path): path.read_bytes() for path in readings(source)} == one


def test_start_imports_nothing_heavy(source: Path) -> None:
    """One file, written or printed as JSON, is read without Django, tables for people, and worker processes."""
    program = (
        "import sys; from dondoc.cli import main; code = main(sys.argv[1:]);"
        "print(code, [name for name in ('django', 'rich', 'multiprocessing', 'docx', 'pdfplumber')"
        " if name in sys.modules], file=sys.stderr)"
    )
    one = str(source / "0" / "000.txt")
    for rest in (["--json"], ["--out", str(source.parent / "out")]):
        call = [sys.executable, "-c", program, "read", one, *rest]

        done = subprocess.run(call, capture_output=True, text=True, check=True)

        assert done.stderr == "0 []\n"
