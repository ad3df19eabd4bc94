from django.db import migrations

# How many units each column names, with room: with fewer, PostgreSQL takes a unit that assigns nothing for one that
# assigns as much as the others and reads the whole table.
COLUMNS = {"assigning_unit_id": 1000, "lead_unit_id": 2000}


def look_closer(apps, schema_editor):
    """Let PostgreSQL count the values of these columns exactly."""
    if schema_editor.connection.vendor == "postgresql":
        for column, target in COLUMNS.items():
            schema_editor.execute(f"ALTER TABLE tasks_task ALTER COLUMN {column} SET STATISTICS {target}")


class Migration(migrations.Migration):

    dependencies = [
        ("tasks", "0011_extensions_counts_and_rhythms"),
    ]

    operations = [
        migrations.RunPython(look_closer, migrations.RunPython.noop),
    ]
