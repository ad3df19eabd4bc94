"""The figures on the bench do not fall."""

from __future__ import annotations

import importlib.util
import json

import pytest

from dondoc.reading import read
from tests.reading.shared import needs

FLOORS = {
    "directive": 0.97,
    "directive+lead+deadline": 0.93,
    "lead | matched": 0.95,
    "deadline | matched, dated": 0.97,
    "kind | matched": 0.77,
    "citation": 0.99,
    "header field": 0.99,
}


@pytest.fixture(scope="module")
def figures():
    """The scorer's totals over all documents with gold."""
    bench = needs("bench")
    spec = importlib.util.spec_from_file_location("bench_score", bench / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    totals, invented = {}, {}
    for path in sorted((bench / "gold").glob("*.json")):
        data = (bench / "texts" / f"{path.stem}.txt").read_bytes()
        reading = read(data, name=path.name).as_json()
        counts, wrong, _ = score.score(json.loads(path.read_text("utf-8")), data.decode(), reading)
        for name, row in counts.items():
            totals.setdefault(name, score.Tally()).add(*row)
        for name, number in wrong.items():
            invented[name] = invented.get(name, 0) + number
    return {name: tally.row()["f1"] for name, tally in totals.items()}, invented


@pytest.mark.parametrize("measure", FLOORS)
def test_floor(figures, measure):
    """A change that loses accuracy shows itself here."""
    assert figures[0][measure] >= FLOORS[measure]


def test_nothing_is_invented(figures):
    """No header field, no date, no directive where there is none."""
    assert figures[1] == {"header fields": 0, "deadline dates": 0, "directives where there are none": 0}
