"""How `dondoc read` does at scale: time with one and two processes, memory, start. Prints one JSON object.

    python benchmarks/bulk.py            # about five minutes
    python benchmarks/bulk.py --write    # writes docs/reference/bulk-reading.md as well

The documents are the samples with small changes, in a temporary folder. Memory is looked up in /proc (Linux). The
machine should have nothing else to do: two processes cannot be faster than one when the second core is taken.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
PAGE = ROOT / "docs" / "reference" / "bulk-reading.md"
FEW, BATCH, MANY = 1_000, 1_000, 10_000
# One process and two take turns; the best time of each counts, because others may take a core for a while. Before each
# turn the benchmark waits a little for them to end.
ROUNDS = 6
QUIET = 0.1
QUIET_LOOKS = 6
FILES_PER_FOLDER = 500
LOOK_SECONDS = 0.05
STARTS = 9
# A number that starts at the margin of a line: a reading of each copy differs from that of the others.
DAY = re.compile(r"ngày \d\d? tháng")

WORDS = f"""\
# Reading many files

Written by `python benchmarks/bulk.py --write`. {{files:,}} documents: the samples with small changes, {{characters:,}}
characters each on average, on {{cores}} cores of a machine that was {{busy:.0%}} busy with other work before the run.

| measure | figure | at least or at most |
|---|---|---|
| `dondoc read DIR --jobs 1 --out OUT`, {BATCH:,} files, best of {ROUNDS} | {{seconds_1_job}} s | |
| `dondoc read DIR --jobs 2 --out OUT`, {BATCH:,} files, best of {ROUNDS} | {{seconds_2_jobs}} s | |
| one process against two | {{ratio}} × | ≥ 1.7 × |
| processor time of the two | {{cpu_seconds_1_job}} s, {{cpu_seconds_2_jobs}} s | |
| `dondoc read DIR --jobs 2 --out OUT`, {{files:,}} files | {{seconds}} s | |
| the same command again, nothing to read | {{seconds_resumed}} s | |
| peak memory with 2 jobs, all processes, {FEW:,} files | {{peak_rss_mb_1000}} MB | |
| peak memory with 2 jobs, all processes, {MANY:,} files | {{peak_rss_mb_10000}} MB | flat |
| `dondoc read FILE --json` from start to end, median of {STARTS} | {{start_seconds}} s | ≤ 0.5 s |

Where two processes need no more processor time than one, nothing but the machine's other work keeps them from being
twice as fast. Memory that processes share is counted for each of them. The start is measured with Python's compiled
files in place, as an installation has them. No comparison with `underthesea` and `pyvi` is made here.

## What a later run does

- A file is passed over when `OUT` holds its reading: `source.sha256` is the file's, `source.name` is the file's, and
  `reader` (version and hash of the tables) is the present reader's. Everything else is read. To read all again, take
  another folder.
- A reading is written under a name that starts with a dot and ends in `.part`, then renamed: a run that is killed loses
  the files it was at, nothing else, and the next run takes the rest away.
- `OUT/failures.jsonl` has one line for each file that could not be read when it was last tried:
  `{{{{"path": …, "code": …, "sentence": …}}}}`. A file that is read leaves it, and so does a file that is gone. Where
  nothing failed there is no such file.
- The reading of a file that has changed and can no longer be read is taken away, and that of a file found to be secret.
  The reading of a file that is gone stays.
- One run at a time writes into a folder; a second one says so and ends with 2.
"""


def make(folder: Path, files: int) -> int:
    """Write copies of the samples that all differ; return how many characters they have."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    characters = 0
    for number in range(files):
        text = DAY.sub(f"ngày {number % 28 + 1:02} tháng", texts[number % len(texts)], count=1)
        text += f"\nBản số {number}.\n"
        path = folder / f"{number // FILES_PER_FOLDER:03}" / f"van-ban-{number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        characters += len(text)
    return characters


def command(*words: str) -> list[str]:
    """Return the command line of a reading."""
    return [sys.executable, "-m", "dondoc", "read", *words]


@dataclass(frozen=True)
class Run:
    """What a run took: seconds, processor seconds, and the most memory of all its processes together, in MB."""

    seconds: float
    cpu: float
    peak: int


def run(source: Path, out: Path, jobs: int) -> Run:
    """Read a folder."""
    peak = 0
    before = os.times()
    words = command(str(source), "--out", str(out), "--jobs", str(jobs))
    with subprocess.Popen(words, env=environment(), stderr=subprocess.PIPE) as process:
        while process.poll() is None:
            peak = max(peak, resident(process.pid))
            time.sleep(LOOK_SECONDS)
        after = os.times()
        told = process.stderr.read().decode() if process.stderr else ""
    if process.returncode:
        raise SystemExit(told)
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(after.elapsed - before.elapsed, cpu, peak // 1024)


def resident(pid: int) -> int:
    """Return the memory of a process and its children, in KB."""
    total = 0
    for path in (Path(f"/proc/{pid}/status"), *children(pid)):
        try:
            total += int(path.read_text().partition("VmRSS:")[2].split()[0])
        except (OSError, IndexError):
            continue
    return total


def children(pid: int) -> list[Path]:
    """Return where the state of each child process stands."""
    try:
        pids = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [Path(f"/proc/{child}/status") for child in pids]


def start() -> float:
    """Return the seconds of one file, from start to end, in the middle of several runs."""
    words = command(str(SAMPLES / "thong-bao-ket-luan.txt"), "--json")
    took = []
    for _ in range(STARTS + 1):
        begun = time.monotonic()
        subprocess.run(words, env=environment(), check=True, stdout=subprocess.DEVNULL)
        took.append(time.monotonic() - begun)
    return statistics.median(took[1:])


def environment() -> dict[str, str]:
    """Return the surroundings of a run: this source, and compiled files in a place of their own."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "PYTHONPYCACHEPREFIX": f"{tempfile.gettempdir()}/dondoc-bulk"}


def busy() -> float:
    """Return how much of the machine others use just now."""

    def times() -> tuple[int, int]:
        ticks = [int(word) for word in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]]
        return sum(ticks), ticks[3] + ticks[4]

    before = times()
    time.sleep(2)
    after = times()
    return 1 - (after[1] - before[1]) / (after[0] - before[0])


def measure() -> dict[str, float]:
    """Return all figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        characters = {files: make(folder / str(files), files) for files in (FEW, BATCH, MANY)}
        load = busy()
        start_seconds = start()
        few = run(folder / str(FEW), folder / "few", 2)
        many = run(folder / str(MANY), folder / "all", 2)
        again = run(folder / str(MANY), folder / "all", 2)
        best: dict[int, Run] = {}
        for turn in range(ROUNDS):
            any(busy() < QUIET for _ in range(QUIET_LOOKS))
            for jobs in (1, 2):
                took = run(folder / str(BATCH), folder / f"{jobs}-{turn}", jobs)
                best[jobs] = min(best.get(jobs, took), took, key=lambda one: one.seconds)
    return {
        "files": MANY,
        "characters": characters[MANY] // MANY,
        "seconds": round(many.seconds, 1),
        "seconds_resumed": round(again.seconds, 1),
        "files_of_batch": BATCH,
        "seconds_1_job": round(best[1].seconds, 1),
        "seconds_2_jobs": round(best[2].seconds, 1),
        "ratio": round(best[1].seconds / best[2].seconds, 2),
        "cpu_seconds_1_job": round(best[1].cpu, 1),
        "cpu_seconds_2_jobs": round(best[2].cpu, 1),
        "peak_rss_mb_1000": few.peak,
        "peak_rss_mb_10000": many.peak,
        "start_seconds": round(start_seconds, 2),
        "cores": os.cpu_count() or 1,
        "busy": round(load, 2),
    }


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)} as well")
    options = parser.parse_args()
    figures = measure()
    if options.write:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(WORDS.format_map(figures), encoding="utf-8")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
