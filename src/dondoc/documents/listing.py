"""What the list of documents shows, as its address says it: words, filters, order. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import F, OrderBy
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dondoc.kernel.vietnamese import parse_date

from .choices import State
from .searching.language import LONGEST, asked, asked_day


@dataclass(frozen=True, slots=True)
class Order:
    """An order of the list: what it is called, and the columns that it follows."""

    label: str | Promise
    columns: tuple[str | OrderBy, ...]


# By the value in the address. A search stands by how well it fits, unless one of these was chosen.
ORDERS: Mapping[str, Order] = {
    "moi": Order(_("Registered last"), ("-registered_at", "-pk")),
    "cu": Order(_("Registered first"), ("registered_at", "pk")),
    "ngay": Order(_("Newest date"), (F("date").desc(nulls_last=True), "-pk")),
}
NEWEST = "moi"
# States that a list can be narrowed to; what is being destroyed is in no list.
STATES = tuple(state for state in State if state != State.REFUSED)
MOST_LETTERS = 100


@dataclass(frozen=True, slots=True)
class DocumentList:
    """One view of the register; `query` gives the address back.

    Attributes:
        type_name: the name of a type of document (tên loại), or words of it.
        since: the first day on which a document may be dated; `until` the last.
    """

    words: str = ""
    type_name: str = ""
    issuer: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    state: str = ""
    order: str = ""

    @classmethod
    def of(cls, data: QueryDict) -> DocumentList:
        """Read the address; what it says wrongly is as if it did not say it."""
        return cls(
            words=data.get("q", "").strip()[:LONGEST],
            type_name=data.get("loai", "").strip()[:MOST_LETTERS],
            issuer=data.get("co-quan", "").strip()[:MOST_LETTERS],
            since=parse_date(data.get("tu", "")),
            until=parse_date(data.get("den", "")),
            state=data.get("trang-thai", "") if data.get("trang-thai") in STATES else "",
            order=data.get("thu-tu", "") if data.get("thu-tu") in ORDERS else "",
        )

    @property
    def query(self) -> str:
        """Return the address without what is as usual, so that equal views have equal addresses."""
        said = {
            "q": self.words, "loai": self.type_name, "co-quan": self.issuer,
            "tu": self.since and self.since.isoformat(), "den": self.until and self.until.isoformat(),
            "trang-thai": self.state, "thu-tu": self.order,
        }  # fmt: skip
        return urlencode({name: value for name, value in said.items() if value})

    @property
    def search(self) -> str:
        """Return the search that says what the words and the filters of the index say."""
        narrowing = (
            asked("loai", self.type_name), asked("co-quan", self.issuer),
            asked_day("tu", self.since), asked_day("den", self.until),
        )  # fmt: skip
        return " ".join(filter(None, (*narrowing, self.words)))

    @property
    def is_filtered(self) -> bool:
        """Say whether something beside words hides documents."""
        return any((self.type_name, self.issuer, self.since, self.until, self.state))

    @property
    def is_narrowed(self) -> bool:
        """Say whether the view hides some documents."""
        return bool(self.words) or self.is_filtered
