"""What an address asks for of the yearly work programme."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.http import urlencode

from dondoc.organization.models import Unit


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose programme, of which year, which items, how grouped.

    Attributes:
        state: where the items stand; empty: all that are not out.
        counted: how their tasks are counted, in place of `state`; empty: however.
    """

    body: Unit | None
    bodies: list[Unit]
    year: int
    state: str = ""
    counted: str = ""
    group: str = ""

    def query(self, **changes: str) -> str:
        """Return the address of the same page with something else asked for."""
        asked = replace(self, **changes)  # type: ignore[arg-type]
        said = {
            "co-quan": asked.body.pk if asked.body else "", "nam": asked.year, "nhom": asked.group,
            "trang-thai": asked.state, "tinh-trang": asked.counted,
        }  # fmt: skip
        return urlencode({name: value for name, value in said.items() if value != ""})
