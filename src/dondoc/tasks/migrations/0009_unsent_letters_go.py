"""Letters of urging that were never sent go: they were only content, and are drafted anew as drafts with one click.

Apart from the migration that changes the table: PostgreSQL alters none from which rows were deleted in the same
transaction. What a letter that was sent said on paper stands on the reminders of its tasks, by number and date.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations


def remove_unsent(apps: Any, _schema: Any) -> None:
    """Delete the letters that did not go out; no reminder names them."""
    apps.get_model("tasks", "Letter").objects.filter(sent_at=None).delete()


class Migration(migrations.Migration):
    """Delete unsent letters."""

    dependencies = [("tasks", "0008_notice_of_a_case_file")]  # noqa: RUF012 - Django's name

    operations = [migrations.RunPython(remove_unsent, migrations.RunPython.noop)]  # noqa: RUF012 - Django's name
