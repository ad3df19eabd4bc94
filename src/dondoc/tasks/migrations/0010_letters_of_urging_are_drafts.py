import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0005_drafts_of_cancelled_numbers_open_again'),
        ('organization', '0002_mandates_name_who_gave_them'),
        ('tasks', '0009_unsent_letters_go'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='letter',
            name='tasks_letter_one_draft_a_unit',
        ),
        migrations.RemoveConstraint(
            model_name='letter',
            name='tasks_letter_sent_has_number_and_date',
        ),
        migrations.RemoveField(
            model_name='letter',
            name='content',
        ),
        migrations.RemoveField(
            model_name='letter',
            name='date',
        ),
        migrations.RemoveField(
            model_name='letter',
            name='number',
        ),
        migrations.RemoveField(
            model_name='letter',
            name='sent_at',
        ),
        migrations.RemoveField(
            model_name='letter',
            name='sent_by',
        ),
        migrations.RemoveField(
            model_name='letter',
            name='version',
        ),
        migrations.AddField(
            model_name='letter',
            name='document',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document'),
        ),
        migrations.AddField(
            model_name='letter',
            name='draft',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.draft'),
        ),
        migrations.AddField(
            model_name='letter',
            name='tasks',
            field=models.ManyToManyField(related_name='+', to='tasks.task'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.UniqueConstraint(condition=models.Q(('document', None), ('draft__isnull', False)), fields=('issuing_unit', 'unit'), name='tasks_letter_one_on_its_way'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('document', None), ('draft__isnull', False), _connector='OR'), name='tasks_letter_issued_of_a_draft'),
        ),
    ]
