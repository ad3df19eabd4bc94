"""The task of a recurring duty knows which kind of period it was made for, whatever rhythm the duty has now."""

from typing import Any

from django.db import migrations, models

# How the words of such a task end: "(tháng 10/2026)", "(quý IV/2026)", "(6 tháng đầu năm 2026)", "(năm 2026)".
ENDINGS = (("(tháng ", "month"), ("(quý ", "quarter"), ("(6 tháng ", "half"), ("(năm ", "year"))


def name_kinds(apps: Any, schema_editor: Any) -> None:
    """Say of each occurrence the kind of period that the words of its task name, else that of its rhythm."""
    Occurrence = apps.get_model("tasks", "Occurrence")
    for row in Occurrence.objects.select_related("rhythm", "task").iterator():
        label = row.task.action[row.task.action.rfind("(") :]
        row.every = next((kind for words, kind in ENDINGS if label.startswith(words)), row.rhythm.every)
        row.save(update_fields=["every"])


class Migration(migrations.Migration):

    dependencies = [
        ("tasks", "0016_requests_answered_by_a_decision"),
    ]

    operations = [
        migrations.AddField(
            model_name="occurrence",
            name="every",
            field=models.CharField(
                choices=[("month", "Month"), ("quarter", "Quarter"), ("half", "Six months"), ("year", "Year")],
                default="month",
                max_length=8,
            ),
            preserve_default=False,
        ),
        migrations.RunPython(name_kinds, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="occurrence", name="tasks_occurrence_once_a_period"),
        migrations.AddConstraint(
            model_name="occurrence",
            constraint=models.UniqueConstraint(
                fields=("rhythm", "every", "period_start", "nth"), name="tasks_occurrence_once_a_period"
            ),
        ),
        migrations.AddConstraint(
            model_name="occurrence",
            constraint=models.CheckConstraint(
                condition=models.Q(("every__in", ["month", "quarter", "half", "year"])),
                name="tasks_occurrence_every_known",
            ),
        ),
    ]
