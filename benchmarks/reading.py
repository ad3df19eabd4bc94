"""How well and how fast documents are read, as one JSON object.

    python benchmarks/reading.py [--bench DIR] [--against RUN.json] [--save RUN.json] [--write] [--peers]

Reads the documents of the bench (`../shared/bench` beside the project), scores them with the bench's own
scorer, and prints figures, time, and what each rule gave. With `--against`, gains and losses per document and
per rule against an earlier run (`--save`). With `--write`, docs/reference/reading-accuracy.md is made anew.
With `--peers`, how many times as long as a whole reading `underthesea` and `pyvi` take for a part of it, where they
are installed (they split sentences and words and name entities; they know no directives).
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
PAGE = PROJECT / "docs" / "reference" / "reading-accuracy.md"
sys.path.insert(0, str(PROJECT / "src"))

from dondoc.reading import read, read_text  # noqa: E402
from dondoc.reading.drafts import CONFIDENCE  # noqa: E402
from dondoc.reading.model import Reading, Source  # noqa: E402

LENGTH = 8_000  # the length of document that the target is stated for
ROUNDS = 3
TARGETS = {
    "directive": 0.92,
    "directive+lead+deadline": 0.85,
    "lead | matched": 0.93,
    "deadline | matched, dated": 0.95,
    "kind | matched": 0.75,
    "citation": 0.98,
    "header field": 0.97,
}


def scorer(bench: Path) -> ModuleType:
    """Load the bench's own scorer."""
    spec = importlib.util.spec_from_file_location("bench_score", bench / "score.py")
    if spec is None or spec.loader is None:
        sys.exit(f"no scorer in {bench}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(bench: Path) -> dict[str, Any]:
    """Read and score every document with gold."""
    score = scorer(bench)
    totals: dict[str, Any] = {}
    by_type: dict[str, dict[str, Any]] = defaultdict(dict)
    invented: Counter[str] = Counter()
    rules: dict[str, Counter[str]] = defaultdict(Counter)
    documents = {}
    for path in sorted((bench / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        data = (bench / "texts" / f"{path.stem}.txt").read_bytes()
        reading = read(data, name=f"{path.stem}.txt")
        counts, wrong, _ = score.score(gold, data.decode("utf-8"), reading.as_json())
        for name, row in counts.items():
            totals.setdefault(name, score.Tally()).add(*row)
            by_type[gold.get("doc_type") or "?"].setdefault(name, score.Tally()).add(*row)
        invented.update(wrong)
        documents[path.stem] = {"type": gold.get("doc_type"), "counts": counts}
        _count_rules(score, gold, data.decode("utf-8"), reading, rules)
    return {
        "documents": documents,
        "figures": {name: tally.row() for name, tally in totals.items()},
        "types": {kind: {n: t.row() for n, t in rows.items()} for kind, rows in sorted(by_type.items())},
        "invented": dict(invented),
        "rules": {rule: dict(row) for rule, row in sorted(rules.items())},
    }


def _count_rules(score: ModuleType, gold: dict[str, Any], text: str, reading: Reading, rules: Any) -> None:
    """Count for every rule what it found, what was right, and where lead and deadline were right too."""
    folded = score.Folded(text)
    spans = [folded.span(item["quote"], item.get("occurrence") or 1) or (-1, -1) for item in gold["directives"]]
    found = reading.as_json()["directives"]
    pairs = {j: i for i, j in score.match(spans, [tuple(item["span"]) for item in found])}
    for number, item in enumerate(found):
        row = rules[item["rule"]]
        row["found"] += 1
        if number in pairs:
            wanted = gold["directives"][pairs[number]]
            row["right"] += 1
            row["lead"] += score.same_lead(wanted, item)
            row["deadline"] += score.same_deadline(wanted, item)


def timing(bench: Path) -> dict[str, float]:
    """Return the time for a document of 8 000 characters, the growth of the time, and the first reading's."""
    texts = [path.read_bytes().decode("utf-8") for path in sorted((bench / "texts").glob("*.txt"))]
    source = Source("a.txt", "", "text/plain", "utf-8")
    started = time.process_time()
    read_text(texts[0], source=source)
    first = time.process_time() - started
    rates = [min(_clock(lambda text=text: read_text(text, source=source))) / len(text) * LENGTH for text in texts]
    whole = "\n".join(texts)
    small, large = whole[:100_000], (whole * 6)[:1_000_000]
    growth = min(_clock(lambda: read_text(large, source=source), 1)) / min(
        _clock(lambda: read_text(small, source=source))
    )
    return {
        "median_ms_per_8000_characters": round(statistics.median(rates) * 1000, 2),
        "worst_ms_per_8000_characters": round(max(rates) * 1000, 2),
        "first_reading_ms": round(first * 1000, 1),
        "growth_from_100_kB_to_1_MB": round(growth, 2),
    }


def _clock(act: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Return the processor time of some rounds."""
    result = []
    for _ in range(rounds):
        started = time.process_time()
        act()
        result.append(time.process_time() - started)
    return result


def peers(bench: Path) -> dict[str, float | None]:
    """Return how many times as long as a whole reading other libraries take for a part of it, on the same texts."""
    text = "\n".join(path.read_bytes().decode("utf-8") for path in sorted((bench / "texts").glob("*.txt"))[:3])
    lines = [line for line in text.splitlines() if line.strip()]
    own = min(_clock(lambda: read_text(text, source=Source("a", "", "text/plain"))))
    result: dict[str, float | None] = {}
    for work, module, function in (
        ("sentences, underthesea", "underthesea", "sent_tokenize"),
        ("entities, underthesea", "underthesea", "ner"),
        ("words, pyvi", "pyvi.ViTokenizer", "tokenize"),
    ):
        try:
            act = getattr(importlib.import_module(module), function)
        except ImportError:
            result[work] = None
            continue
        act(lines[0])  # loads its model
        result[work] = round(min(_clock(lambda act=act: [act(line) for line in lines], 1)) / own, 2)
    return result


def compare(run: dict[str, Any], earlier: dict[str, Any]) -> dict[str, Any]:
    """Return gains and losses per document (whole directives hit) and per rule (right ones)."""
    key = "directive+lead+deadline"
    documents = {}
    for name, now in run["documents"].items():
        before = earlier["documents"].get(name)
        if before is not None and (change := now["counts"][key][0] - before["counts"][key][0]):
            documents[name] = change
    rules = {}
    for rule in sorted({*run["rules"], *earlier["rules"]}):
        now, before = run["rules"].get(rule, {}), earlier["rules"].get(rule, {})
        right = now.get("right", 0) - before.get("right", 0)
        wrong = (now.get("found", 0) - now.get("right", 0)) - (before.get("found", 0) - before.get("right", 0))
        if right or wrong:
            rules[rule] = {"right": right, "wrong": wrong}
    return {"documents": documents, "rules": rules}


def page(run: dict[str, Any]) -> str:
    """Return the accuracy page."""
    lines = [
        "# Reading accuracy",
        "",
        "Generated by `benchmarks/reading.py --write`; do not edit.",
        "Measured on the real documents of the bench, by its own scorer. Two careful annotators agree",
        "with each other to 0.98 (directives), 0.95 (directive with lead and deadline) and 0.81 (kind).",
        "The rules were written with these documents at hand: expect less on others.",
        "",
        "| Measure | Precision | Recall | F1 | Target | Cases |",
        "|---|---|---|---|---|---|",
    ]
    for name, row in run["figures"].items():
        target = f"{TARGETS[name]:.2f}" if name in TARGETS else ""
        shown = name.replace("|", "of")
        values = " | ".join(f"{row[part]:.3f}" for part in ("precision", "recall", "f1"))
        lines.append(f"| {shown} | {values} | {target} | {row['gold']} |")
    lines += ["", "| Invented | Number |", "|---|---|"]
    lines += [f"| {name} | {number} |" for name, number in run["invented"].items()]
    lines += [
        "",
        "## By type of document",
        "",
        "| Type | Directives | F1 | with lead and deadline, F1 | Citations, F1 |",
    ]
    lines.append("|---|---|---|---|---|")
    for kind, rows in run["types"].items():
        whole, cited = rows["directive+lead+deadline"]["f1"], rows["citation"]["f1"]
        cited = f"{cited:.3f}" if rows["citation"]["gold"] else "none"
        directive = rows["directive"]
        shown = f"{directive['f1']:.3f} | {whole:.3f}" if directive["gold"] else "none | none"
        lines.append(f"| {kind} | {directive['gold']} | {shown} | {cited} |")
    lines += ["", "## By rule", "", "| Rule | Confidence | Found | Precision | Lead right | Deadline right |"]
    lines.append("|---|---|---|---|---|---|")
    for rule, row in run["rules"].items():
        right = row.get("right", 0)
        share = [f"{row.get(part, 0) / right:.2f}" if right else "–" for part in ("lead", "deadline")]
        precision = f"{right / row['found']:.2f}"
        lines.append(f"| `{rule}` | {CONFIDENCE[rule]} | {row['found']} | {precision} | {share[0]} | {share[1]} |")
    lines += ["", "## Time", "", "| | |", "|---|---|"]
    lines += [f"| {name.replace('_', ' ')} | {value} |" for name, value in run["time"].items()]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Measure, compare, print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=PROJECT.parent / "shared" / "bench")
    parser.add_argument("--against", type=Path, help="an earlier run to compare with")
    parser.add_argument("--save", type=Path, help="keep this run")
    parser.add_argument("--write", action="store_true", help="write the accuracy page")
    parser.add_argument("--peers", action="store_true", help="time underthesea and pyvi too")
    options = parser.parse_args()
    if not options.bench.is_dir():
        parser.error(f"no bench at {options.bench}")
    run = measure(options.bench)
    run["time"] = timing(options.bench)
    if options.peers:
        run["peers"] = peers(options.bench)
    if options.against:
        run["against"] = compare(run, json.loads(options.against.read_text("utf-8")))
    if options.save:
        options.save.write_text(json.dumps(run, ensure_ascii=False, indent=1), "utf-8")
    if options.write:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(page(run), "utf-8")
    print(json.dumps(run, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
