"""The first time for answers: practice, no text of law; whoever assigns may set another."""

import datetime as dt

from django.db import migrations

DAYS = 2
SOURCE = "Thông lệ, chưa đối chiếu với quy chế làm việc"


def load(apps, schema_editor):
    """Write the time for answers with its source."""
    apps.get_model("tasks", "AnswerTime").objects.create(
        working_days=DAYS, source=SOURCE, set_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    )


class Migration(migrations.Migration):
    dependencies = [("tasks", "0013_obstacles_and_opinions")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
