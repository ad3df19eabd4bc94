"""The codes of status messages, from a table that says how far each was checked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).parent.parent / "tables" / "status_codes.tsv"


@dataclass(frozen=True, slots=True)
class StatusCode:
    """A code: what it is called, what it says of a delivery, and whether anybody compared it with the standard."""

    code: str
    name: str
    effect: str
    source: str


def load(table: Path = TABLE) -> dict[str, StatusCode]:
    """Return the codes of a table, in its order."""
    lines = [line for line in table.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    rows = (StatusCode(*line.split("\t")) for line in lines[1:])
    return {row.code: row for row in rows}


STATUS_CODES = load()
