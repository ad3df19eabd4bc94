"""A log of the first version is taken over whole; one that was harmed is not touched."""

from __future__ import annotations

import datetime as dt
import hashlib
import json

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from dondoc.audit import verifying
from tests.world import NOW

BEFORE = [("audit", "0001_log_of_acts")]


def migrate(targets):
    """Bring the database to a state and return its models."""
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


def old_digest(entries, previous):
    """Hash a batch as the first version did."""
    sha = hashlib.sha256(previous.encode())
    for entry in entries:
        fields = [
            entry.pk, entry.act, entry.subject, entry.actor_id, entry.post,
            entry.at.astimezone(dt.UTC).isoformat(), entry.address, entry.before, entry.after,
        ]  # fmt: skip
        sha.update(json.dumps(fields, ensure_ascii=False, sort_keys=True).encode())
    return sha.hexdigest()


@pytest.fixture
def old_log(transactional_db):
    """Five entries of the first version, two seals over four of them; afterwards everything is as it was."""
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    apps = migrate(BEFORE)
    entry_model, seal_model = apps.get_model("audit", "Entry"), apps.get_model("audit", "Seal")
    entries = [
        entry_model.objects.create(
            act="tasks.assign",
            subject=f"task:{n}",
            post="Văn thư",
            at=NOW,
            address="10.0.0.7",
            after={"due": "x", "n": n},
        )
        for n in range(5)
    ]
    previous = "0" * 64
    for batch in (entries[:2], entries[2:4]):
        digest = old_digest(batch, previous)
        seal_model.objects.create(
            first=batch[0].pk, last=batch[-1].pk, count=2, previous=previous, digest=digest, at=NOW
        )
        previous = digest
    yield entry_model.objects
    entry_model.objects.all().delete()
    seal_model.objects.all().delete()
    migrate(newest)


def test_existing_entries_are_taken_over(old_log):
    """The chain holds again, over the same entries."""
    rows = list(old_log.order_by("pk").values())

    apps = migrate([("audit", "0003_seal_existing_entries_anew")])

    report = verifying.verify()
    assert (report.seals, report.entries, report.unsealed, report.faults) == (2, 4, 1, [])
    taken = list(apps.get_model("audit", "Entry").objects.order_by("pk").values())
    assert [{name: row[name] for name in old} for row, old in zip(taken, rows, strict=True)] == rows


def test_a_harmed_log_is_not_sealed_anew(old_log):
    """Whoever upgrades must look at it first."""
    old_log.filter(subject="task:1").update(act="tasks.other")
    rows = list(old_log.order_by("pk").values())

    with pytest.raises(RuntimeError, match="does not fit its seal"):
        migrate([("audit", "0003_seal_existing_entries_anew")])

    assert list(old_log.order_by("pk").values()) == rows
