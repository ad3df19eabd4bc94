"""The days on which people are reminded until an office sets its own."""

from django.db import migrations

SOURCE = "domain, cấu hình"
OFFSETS = (-7, -3, 0, 1, 7)


def add(apps, schema_editor):
    """Add the days that are not there."""
    days = apps.get_model("tasks", "ReminderDay").objects
    for offset in OFFSETS:
        days.get_or_create(offset=offset, defaults={"source": SOURCE})


class Migration(migrations.Migration):
    dependencies = [("tasks", "0008_notices_mails_and_reminder_days")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
