"""Entries written before they committed to their parts get salts and hashes, and their seals are made anew.

A log that does not fit its old seals is not touched: it must be looked at first.
"""

import datetime as dt
import hashlib
import json
import secrets

from django.db import migrations

GENESIS = "0" * 64


def hash_of(*fields):
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def moment(entry):
    return entry.at.astimezone(dt.UTC).isoformat()


def old_digest(entries, previous):
    sha = hashlib.sha256(previous.encode())
    for entry in entries:
        fields = [
            entry.pk, entry.act, entry.subject, entry.actor_id, entry.post, moment(entry), entry.address,
            entry.before, entry.after,
        ]
        sha.update(json.dumps(fields, ensure_ascii=False, sort_keys=True).encode())
    return sha.hexdigest()


def commit(entry):
    entry.who_salt, entry.what_salt = secrets.token_hex(16), secrets.token_hex(16)
    entry.who_digest = hash_of(entry.who_salt, entry.actor_id, entry.post, entry.unit, entry.address)
    entry.what_digest = hash_of(entry.what_salt, entry.before, entry.after)


def seal_anew(apps, schema_editor):
    using = schema_editor.connection.alias
    entries = apps.get_model("audit", "Entry").objects.using(using).order_by("pk")
    seals = apps.get_model("audit", "Seal").objects.using(using)
    fields = ["who_salt", "who_digest", "what_salt", "what_digest"]
    old, new, last = GENESIS, GENESIS, 0
    for link in seals.order_by("last"):
        batch = list(entries.filter(pk__gt=last, pk__lte=link.last))
        if (link.previous, link.count, link.digest) != (old, len(batch), old_digest(batch, old)):
            raise RuntimeError(f"the log does not fit its seal of the entries {link.first} to {link.last}")
        for entry in batch:
            commit(entry)
        entries.model.objects.using(using).bulk_update(batch, fields, batch_size=100)
        old, last = link.digest, link.last
        link.roll = "\n".join(
            f"{e.pk} {hash_of(e.pk, e.act, e.subject, moment(e), e.who_digest, e.what_digest)}" for e in batch
        )
        link.previous, link.digest = new, hash_of(new, link.roll)
        link.save()
        new = link.digest
    while batch := list(entries.filter(pk__gt=last)[:1000]):
        for entry in batch:
            commit(entry)
        entries.model.objects.using(using).bulk_update(batch, fields, batch_size=100)
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_entry_commits_to_its_parts")]

    operations = [migrations.RunPython(seal_anew, migrations.RunPython.noop)]
