"""What holds until an office sets its own: the days of reminders, the time for answers; and what PostgreSQL counts."""

import datetime as dt

from django.db import migrations

OFFSETS = (-7, -3, 0, 1, 7)
OFFSETS_SOURCE = "domain, cấu hình"
ANSWER_DAYS = 2
ANSWER_SOURCE = "Thông lệ, chưa đối chiếu với quy chế làm việc"
# How many units each column names, with room: with fewer, PostgreSQL takes a unit that assigns nothing for one that
# assigns as much as the others and reads the whole table.
COLUMNS = {"assigning_unit_id": 1000, "lead_unit_id": 2000}


def load(apps, schema_editor):
    """Write the days of reminders and the time for answers with their sources."""
    days = apps.get_model("tasks", "ReminderDay").objects
    days.bulk_create(days.model(offset=offset, source=OFFSETS_SOURCE) for offset in OFFSETS)
    apps.get_model("tasks", "AnswerTime").objects.create(
        working_days=ANSWER_DAYS, source=ANSWER_SOURCE, set_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    )


def look_closer(apps, schema_editor):
    """Let PostgreSQL count the values of these columns exactly."""
    if schema_editor.connection.vendor == "postgresql":
        for column, target in COLUMNS.items():
            schema_editor.execute(f"ALTER TABLE tasks_task ALTER COLUMN {column} SET STATISTICS {target}")


class Migration(migrations.Migration):
    dependencies = [("tasks", "0001_tasks_to_their_end")]

    operations = [
        migrations.RunPython(load, migrations.RunPython.noop),
        migrations.RunPython(look_closer, migrations.RunPython.noop),
    ]
