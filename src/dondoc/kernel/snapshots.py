"""What is frozen, written so that anybody can check it: record ids in ranges, canonical JSON, its digest. Pure."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any


def compact(ids: Iterable[int]) -> str:
    """Return ids in order, runs of them as ranges: "3-17,20"."""
    runs = []
    for _gap, group in itertools.groupby(enumerate(sorted(set(ids))), key=lambda pair: pair[1] - pair[0]):
        run = [one for _place, one in group]
        runs.append(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}")
    return ",".join(runs)


def spread(text: str) -> list[int]:
    """Return the ids that `compact` wrote."""
    ids: list[int] = []
    for run in filter(None, text.split(",")):
        first, _dash, last = run.partition("-")
        ids.extend(range(int(first), int(last or first) + 1))
    return ids


def canonical(values: Mapping[str, Any]) -> str:
    """Return values as JSON that is written in one way only: keys in order, no spaces, numbers as text."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_text)


def digest(values: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the canonical JSON."""
    return hashlib.sha256(canonical(values).encode()).hexdigest()


def _text(value: object) -> str:
    """Return a number as it is whatever the noughts at its end, and a day or a moment as ISO 8601 writes it."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    return value.isoformat()  # type: ignore[attr-defined,no-any-return]
