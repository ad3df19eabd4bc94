"""What is asked of databases and Django does not ask itself."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, DateField, Func, IntegerField, QuerySet, Subquery


class DayOfMonth(Func):
    """The day of the month of a date, from 1, in plain SQL, so that every program that opens the file can check it.

    What Django has calls back into Python on SQLite: `VACUUM` and a backup by any other hand would fail on a table
    whose constraint names it.
    """

    template = "EXTRACT(DAY FROM %(expressions)s)"
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Take it from the text that SQLite keeps a date as: YYYY-MM-DD.

        Without spaces: Django reads the columns of a table by splitting its SQL at every comma before one.
        """
        return self.as_sql(compiler, connection, template="CAST(SUBSTR(%(expressions)s,9,2) AS INTEGER)", **context)


class MonthNumber(Func):
    """The number of the month of a date, counted through the years, in plain SQL: of many rows it is ordered by."""

    template = "(EXTRACT(YEAR FROM %(expressions)s)::integer * 12 + EXTRACT(MONTH FROM %(expressions)s)::integer - 1)"
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Take it from the text that SQLite keeps a date as: YYYY-MM-DD."""
        year, month = (f"CAST(SUBSTR(%(expressions)s, {at}) AS INTEGER)" for at in ("1, 4", "6, 2"))
        return self.as_sql(compiler, connection, template=f"({year} * 12 + {month} - 1)", **context)


class DayHere(Func):
    """The day of a moment in Asia/Ho_Chi_Minh, in plain SQL: what Django has calls back into Python on SQLite."""

    template = "(%(expressions)s AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"
    output_field = DateField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Move the text of UTC that SQLite keeps a moment as, to the second; the clock here has no summer time."""
        return self.as_sql(compiler, connection, template="date(SUBSTR(%(expressions)s, 1, 19), '+7 hours')", **context)


class _Values(Subquery):
    """The values of a query. A query that can have none, as Django sees before it asks, holds of no row."""

    empty_result_set_value = NotImplemented


class IsAmong(Func):
    """That a column has one of the values of a query: as `__in`, but looked up in an index inside an OR as well.

    PostgreSQL uses no index for an OR with a subquery in it; it does for one with an array, which it makes once.
    """

    output_field = BooleanField()
    template = "%(expressions)s"
    arg_joiner = " IN "

    def __init__(self, column: str, values: QuerySet[Any, Any]) -> None:
        super().__init__(column, _Values(values))

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Ask whether it is any of the array of them."""
        array = {"template": "%(expressions)s)", "arg_joiner": " = ANY(ARRAY"}
        return self.as_sql(compiler, connection, **array, **context)


class Sorted(Func):
    """A number or a day to order by, sorted whatever indexes there are.

    Where a page wants the first of many rows, PostgreSQL rather walks an index of the column: through the rows of
    everybody, until it has met enough of those that were asked for.
    """

    arity = 1
    template = "(%(expressions)s + 0)"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Write what SQLite knows as a column without an index; it would take a day for a number."""
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)
