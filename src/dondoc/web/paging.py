"""Pages of a list too long to be counted."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import QuerySet

if TYPE_CHECKING:
    Rows = Paginator[Any]
else:  # not a generic class when it runs
    Rows = Paginator

# Pages counted ahead of the one asked for.
AHEAD = 40
# Nobody turns so many pages; a number beyond only makes the database count.
MOST_PAGES = 10_000
LONGEST_NUMBER = 9


class LongPaginator(Rows):
    """Counts some pages ahead of the one asked for, and says whether there are more rows than it counted."""

    def __init__(self, rows: QuerySet[Any], per_page: int, *, asked: str | None) -> None:
        """Take the rows, and the page as the address names it."""
        super().__init__(rows, per_page)
        said = (asked or "")[:LONGEST_NUMBER]
        number = int(said) if said.isascii() and said.isdigit() else 1
        self._rows = rows
        self._limit = (min(number, MOST_PAGES) + AHEAD) * per_page

    @cached_property
    def count(self) -> int:
        """Return how many rows there are, or the most that are counted."""
        return min(self._counted, self._limit)

    @property
    def is_more(self) -> bool:
        """Say whether there are more rows than `count`."""
        return self._counted > self._limit

    @cached_property
    def _counted(self) -> int:
        return self._rows.order_by()[: self._limit + 1].count()
