"""An entry gets the unit, and salted hashes of the parts that may be erased; a seal lists its entries."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_log_of_acts")]

    operations = [
        migrations.AddField("entry", "unit", models.CharField(blank=True, default="", max_length=400), preserve_default=False),
        migrations.AddField("entry", "who_salt", models.CharField(blank=True, default="", max_length=32), preserve_default=False),
        migrations.AddField("entry", "who_digest", models.CharField(default="", max_length=64)),
        migrations.AddField("entry", "what_salt", models.CharField(blank=True, default="", max_length=32), preserve_default=False),
        migrations.AddField("entry", "what_digest", models.CharField(default="", max_length=64)),
        migrations.AddField("seal", "roll", models.TextField(default="")),
        migrations.AddIndex("entry", models.Index(fields=["at"], name="audit_entry_at")),
    ]
