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
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
PAGE = ROOT / "docs" / "reference" / "bulk-reading.md"
FEW, MANY = 1_000, 10_000
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
| `dondoc read DIR --jobs 1 --out OUT`, {{files:,}} files | {{seconds_1_job}} s | |
| `dondoc read DIR --jobs 2 --out OUT`, {{files:,}} files | {{seconds_2_jobs}} s | |
| one process against two | {{ratio}} × | ≥ 1.7 × |
| the same command again, nothing to read | {{seconds_resumed}} s | |
| peak memory with 2 jobs, all processes, {FEW:,} files | {{peak_rss_mb_1000}} MB | |
| peak memory with 2 jobs, all processes, {MANY:,} files | {{peak_rss_mb_10000}} MB | flat |
| `dondoc read FILE --json` from start to end, median of {STARTS} | {{start_seconds}} s | ≤ 0.5 s |

Memory that processes share is counted for each of them. The start is measured with Python's compiled files in place, as
an installation has them. No comparison with `underthesea` and `pyvi` is made here.

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


def run(source: Path, out: Path, jobs: int) -> tuple[float, int]:
    """Read a folder; return the seconds it took and the most memory of all its processes together, in MB."""
    peak = 0
    begun = time.monotonic()
    words = command(str(source), "--out", str(out), "--jobs", str(jobs))
    with subprocess.Popen(words, env=environment(), stderr=subprocess.PIPE) as process:
        while process.poll() is None:
            peak = max(peak, resident(process.pid))
            time.sleep(LOOK_SECONDS)
        seconds = time.monotonic() - begun
        told = process.stderr.read().decode() if process.stderr else ""
    if process.returncode:
        raise SystemExit(told)
    return seconds, peak // 1024


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
        characters = make(folder / "many", MANY)
        make(folder / "few", FEW)
        load = busy()
        start_seconds = start()
        _, peak_few = run(folder / "few", folder / "few-out", 2)
        two, peak_many = run(folder / "many", folder / "two", 2)
        one, _ = run(folder / "many", folder / "one", 1)
        again, _ = run(folder / "many", folder / "two", 2)
    return {
        "files": MANY,
        "characters": characters // MANY,
        "seconds_1_job": round(one, 1),
        "seconds_2_jobs": round(two, 1),
        "ratio": round(one / two, 2),
        "seconds_resumed": round(again, 1),
        "peak_rss_mb_1000": peak_few,
        "peak_rss_mb_10000": peak_many,
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
