import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0005_drafts_of_cancelled_numbers_open_again'),
        ('organization', '0002_mandates_name_who_gave_them'),
        ('tasks', '0010_letters_of_urging_are_drafts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ParticularsChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(blank=True, max_length=500)),
                ('after', models.CharField(blank=True, max_length=500)),
                ('reason', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='task',
            name='product_quantity',
            field=models.DecimalField(decimal_places=2, max_digits=14, null=True),
        ),
        migrations.AddField(
            model_name='task',
            name='product_unit',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='task',
            name='urgency',
            field=models.CharField(blank=True, choices=[('khan', 'Urgent'), ('thuong_khan', 'Very urgent'), ('hoa_toc', 'Express')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(('urgency__in', ['', 'khan', 'thuong_khan', 'hoa_toc'])), name='tasks_task_urgency_known'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('product_quantity', None), ('product_unit', '')), models.Q(('product_quantity__gt', 0), models.Q(('product_unit', ''), _negated=True)), _connector='OR'), name='tasks_task_quantity_of_a_unit'),
        ),
        migrations.AddField(
            model_name='particularschange',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='particularschange',
            name='task',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='particulars_changes', to='tasks.task'),
        ),
        migrations.AddConstraint(
            model_name='particularschange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('before', models.F('after')), _negated=True), models.Q(('before', ''), models.Q(('reason', ''), _negated=True), _connector='OR')), name='tasks_particularschange_says_why'),
        ),
    ]
