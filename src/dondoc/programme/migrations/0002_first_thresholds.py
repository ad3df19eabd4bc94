"""The thresholds that hold until an office sets its own."""

import datetime as dt

from django.db import migrations

# In points of the plan, of 100.
SLACK, TOLERANCE = 0, 10
SOURCE = "Mức khởi đầu, chưa đối chiếu với quy chế làm việc"


def load(apps, schema_editor):
    """Write the first thresholds with their source."""
    apps.get_model("programme", "StandingRule").objects.create(
        valid_from=dt.date(2020, 1, 1), slack=SLACK, tolerance=TOLERANCE, source=SOURCE
    )


class Migration(migrations.Migration):
    dependencies = [("programme", "0001_targets_and_closed_figures")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
