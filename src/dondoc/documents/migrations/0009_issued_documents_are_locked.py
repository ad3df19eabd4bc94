"""The database itself refuses to change or remove what was issued."""

from django.db import migrations

from dondoc.documents.outgoing import lock


def install(apps, schema_editor):
    lock.install(schema_editor)


def remove(apps, schema_editor):
    lock.remove(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("documents", "0008_outgoing_documents")]

    operations = [migrations.RunPython(install, remove)]
