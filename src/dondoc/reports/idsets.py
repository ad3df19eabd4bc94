"""Many ids in few letters: "1-5,8,10-12". Pure."""

from __future__ import annotations

from collections.abc import Iterable


def written(ids: Iterable[int]) -> str:
    """Return ids as runs, ascending, each once."""
    runs: list[list[int]] = []
    for number in sorted(set(ids)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def read(text: str) -> set[int]:
    """Return the ids that a text stands for."""
    ids: set[int] = set()
    for run in filter(None, text.split(",")):
        first, _dash, last = run.partition("-")
        ids.update(range(int(first), int(last or first) + 1))
    return ids
