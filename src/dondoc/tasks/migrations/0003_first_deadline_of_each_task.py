from django.db import migrations


def fill(apps, schema_editor):
    """Until now a task had one deadline, so it is the original and the only row."""
    Task = apps.get_model("tasks", "Task")
    DueDate = apps.get_model("tasks", "DueDate")
    rows = []
    for task in Task.objects.filter(due_date__isnull=False).iterator():
        Task.objects.filter(pk=task.pk).update(original_due_date=task.due_date)
        rows.append(
            DueDate(
                task=task,
                date=task.due_date,
                origin="leader" if task.due_set_by_id else "document",
                recorded_at=task.due_recorded_at,
                recorded_by_id=task.due_set_by_id or task.assigned_by_id,
            )
        )
    DueDate.objects.bulk_create(rows, batch_size=1000)


class Migration(migrations.Migration):

    dependencies = [
        ("tasks", "0002_deadlines_are_dated_rows"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
