"""How long a document takes to be checked, as one JSON object.

    python benchmarks/checking.py [--folder DIR] [--rounds N]

Checks the documents that the tests build by hand to the rules, and a long one of their parts, by the library call. With
`--folder`, the .docx files below it too. Times are milliseconds of processor time; the first call is told by itself.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PROJECT), str(PROJECT / "src")]

from dondoc.writing.checking import check  # noqa: E402
from tests.writing.checking import good  # noqa: E402

TARGET_MS = 30
# About fifty pages.
LONG_PARAGRAPHS = 1_000
IMPORT = "import time; t = time.perf_counter(); import dondoc.writing.checking; print(time.perf_counter() - t)"


def long_document() -> bytes:
    """Return a notice with a thousand paragraphs of text."""
    document = good.notice()
    end = good.find(document, "Sở thông báo")
    sentence = "Các đơn vị thường xuyên kiểm tra, đôn đốc việc thực hiện nhiệm vụ được giao và báo cáo kết quả. "
    for _ in range(LONG_PARAGRAPHS):
        good.as_body(end.insert_paragraph_before(), (sentence * 3).strip())
    return good.data_of(document)


def timed(data: bytes, name: str, rounds: int) -> dict[str, Any]:
    """Return how long a document takes, and how many findings it gets."""
    times = []
    for _ in range(rounds):
        started = time.process_time()
        findings = check(data, name=name)
        times.append((time.process_time() - started) * 1000)
    return {
        "median_ms": round(statistics.median(times), 2),
        "worst_ms": round(max(times), 2),
        "findings": len(findings),
    }


def import_ms() -> float:
    """Return how long the first import takes in a process of its own."""
    words = (sys.executable, "-c", IMPORT)
    run = subprocess.run(words, check=True, capture_output=True, text=True, env={"PYTHONPATH": str(PROJECT / "src")})
    return round(float(run.stdout) * 1000, 1)


def main() -> int:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, help="a folder of .docx files")
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    documents = {name: good.data_of(make()) for name, make in good.GOOD.items()}
    files = {path.stem: path.read_bytes() for path in sorted(options.folder.rglob("*.docx"))} if options.folder else {}
    started = time.process_time()
    check(documents["notice"], name="a.docx")
    first = round((time.process_time() - started) * 1000, 1)
    run = {name: timed(data, f"{name}.docx", options.rounds) for name, data in (documents | files).items()}
    medians = [row["median_ms"] for row in run.values()]
    result = {
        "target_ms": TARGET_MS,
        "import_ms": import_ms(),
        "first_call_ms": first,
        "median_ms": round(statistics.median(medians), 2),
        "worst_median_ms": max(medians),
        "documents": run,
        "fifty_pages": timed(long_document(), "long.docx", 3),
    }
    print(json.dumps(result, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
