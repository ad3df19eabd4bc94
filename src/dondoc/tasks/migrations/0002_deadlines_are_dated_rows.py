import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0001_register_of_documents'),
        ('organization', '0001_units_people_posts'),
        ('tasks', '0001_proposals_and_tasks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DueDate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField()),
                ('origin', models.CharField(choices=[('document', 'Printed in the document'), ('leader', 'Set by the assigning leader'), ('counted', 'Counted from an event'), ('extension', 'Extended'), ('pause', 'Moved by a pause')], max_length=10)),
                ('recorded_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField()),
                ('reason', models.TextField()),
                ('recorded_at', models.DateTimeField()),
                ('until', models.DateField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='task',
            name='tasks_task_stage_known',
        ),
        migrations.RemoveConstraint(
            model_name='task',
            name='tasks_task_returned_iff_uncounted',
        ),
        migrations.RemoveConstraint(
            model_name='task',
            name='tasks_task_due_is_recorded',
        ),
        migrations.AddField(
            model_name='task',
            name='original_due_date',
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name='task',
            name='stage',
            field=models.CharField(choices=[('assigned', 'Assigned'), ('in_progress', 'In progress'), ('reported', 'Result waits for acceptance'), ('done', 'Done'), ('returned', 'Returned'), ('cancelled', 'Cancelled'), ('replaced', 'Replaced by another task')], default='assigned', max_length=12),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(('stage__in', ['assigned', 'in_progress', 'reported', 'done', 'returned', 'cancelled', 'replaced'])), name='tasks_task_stage_known'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stage__in', ('returned', 'cancelled', 'replaced')), ('uncounted_at__isnull', False)), models.Q(models.Q(('stage__in', ('returned', 'cancelled', 'replaced')), _negated=True), ('uncounted_at__isnull', True)), _connector='OR'), name='tasks_task_uncounted_iff_ended_so'),
        ),
        migrations.AddField(
            model_name='duedate',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='duedate',
            name='task',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='due_dates', to='tasks.task'),
        ),
        migrations.AddField(
            model_name='pause',
            name='ended_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='pause',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='pause',
            name='task',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pauses', to='tasks.task'),
        ),
        migrations.AddIndex(
            model_name='duedate',
            index=models.Index(fields=['task', 'recorded_at'], name='tasks_duedate_of_task'),
        ),
        migrations.AddConstraint(
            model_name='duedate',
            constraint=models.CheckConstraint(condition=models.Q(('origin__in', ['document', 'leader', 'counted', 'extension', 'pause'])), name='tasks_duedate_origin_known'),
        ),
        migrations.AddConstraint(
            model_name='pause',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('task',), name='tasks_pause_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='pause',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None), ('until', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False), ('until__gte', models.F('since'))), _connector='OR'), name='tasks_pause_ends_after_start'),
        ),
    ]
