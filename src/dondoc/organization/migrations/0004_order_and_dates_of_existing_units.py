"""Existing units get their place in the alphabet, the day of their names, and the unit their former names stood under."""

from django.db import migrations


def fill(apps, schema_editor):
    Unit = apps.get_model("organization", "Unit")
    for unit in Unit.objects.all():
        ends = [former.valid_to for former in unit.former_names.all()]
        unit.named_from = max(ends, default=None)
        unit.save(update_fields=["named_from", "sort_key"])
        # No unit could change its place before: former names stood where the unit stands.
        unit.former_names.update(parent=unit.parent_id)


class Migration(migrations.Migration):

    dependencies = [("organization", "0003_dated_names_and_groups_of_units")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
