"""Functions of the database for constraints: plain SQL, so that every program that opens the file can check them.

Those of Django call back into Python on SQLite: `VACUUM` and a backup by any other hand would fail on a table whose
constraint names one.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Func, IntegerField


class DayOfMonth(Func):
    """The day of the month of a date, from 1."""

    template = "EXTRACT(DAY FROM %(expressions)s)"
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Take it from the text that SQLite keeps a date as: YYYY-MM-DD.

        Without spaces: Django reads the columns of a table by splitting its SQL at every comma before one.
        """
        return self.as_sql(compiler, connection, template="CAST(SUBSTR(%(expressions)s,9,2) AS INTEGER)", **context)
