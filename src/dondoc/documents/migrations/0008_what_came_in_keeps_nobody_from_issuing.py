import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0007_the_organisation_signs_copies'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='document',
            name='documents_document_identity',
        ),
        migrations.AlterField(
            model_name='document',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(condition=models.Q(('identity', ''), _negated=True), fields=('identity', 'direction'), name='documents_document_identity'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(fields=('file', 'direction'), name='documents_document_file_once'),
        ),
    ]
