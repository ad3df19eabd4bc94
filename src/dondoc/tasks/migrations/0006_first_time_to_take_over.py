"""What holds until an office sets its own: the time for taking a task over."""

import datetime as dt

from django.db import migrations

WORKING_DAYS = 2
SOURCE = "Thông lệ, chưa đối chiếu với quy chế làm việc"


def load(apps, schema_editor):
    """Write the time with its source."""
    apps.get_model("tasks", "TakeOverTime").objects.create(
        working_days=WORKING_DAYS, source=SOURCE, set_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    )


class Migration(migrations.Migration):
    dependencies = [("tasks", "0005_time_to_take_over")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
