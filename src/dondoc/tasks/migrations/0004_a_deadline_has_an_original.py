from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("tasks", "0003_first_deadline_of_each_task"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('due_date__isnull', True), ('due_recorded_at__isnull', True), ('original_due_date__isnull', True)), models.Q(('due_date__isnull', False), ('due_recorded_at__isnull', False), ('original_due_date__isnull', False)), _connector='OR'), name='tasks_task_due_is_recorded'),
        ),
    ]
