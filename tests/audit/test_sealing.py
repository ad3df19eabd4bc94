"""The log is chained: what is altered, removed, inserted or cut off is found and named."""

from __future__ import annotations

import datetime as dt
import tracemalloc

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from dondoc.audit import anchoring, commitments, jobs, sealing, services
from dondoc.audit.errors import EntryMissing, GroundMissing, SecondPersonMissing
from dondoc.audit.models import Entry, Seal
from dondoc.audit.verifying import Fault, Harm, verify
from tests.conftest import log_unguarded
from tests.world import NOW

SETTLED = NOW + dt.timedelta(hours=1)


@pytest.fixture
def log(world):
    """Three entries under one seal and two under a second."""
    for number in range(3):
        write(world, number)
    sealing.seal(now=SETTLED)
    for number in range(2):
        write(world, number)
    sealing.seal(now=SETTLED)
    return list(Entry.objects.order_by("pk"))


def write(world, number):
    """Write one entry."""
    with transaction.atomic():
        return services.record(
            act="test.act", subject=f"thing:{number}", actor=world.clerk, now=NOW, after={"n": number}
        )


def test_an_entry_says_who_in_which_post_of_which_unit(world):
    """As it was at that moment."""
    entry = write(world, 1)

    assert (entry.actor, entry.post, entry.unit) == (world.clerk, "Văn thư", "Phòng Hành chính - Tổng hợp")
    assert entry.at == NOW


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_refused(world):
    """It must stand or fall with its act."""
    with pytest.raises(RuntimeError):
        services.record(act="test.act", subject="thing:1", actor=world.clerk, now=NOW)

    assert Entry.objects.count() == 0


def test_an_untouched_log_is_whole(log, world):
    """And what no seal covers yet is counted."""
    tail = write(world, 9)

    report = verify()

    assert (report.seals, report.entries, report.faults) == (2, 5, [])
    assert (report.unsealed, report.first_unsealed) == (1, tail.pk)


def insert(log):
    """Write an entry with the number of one that was removed, as whoever knows the code would."""
    old = log[1]
    Entry.objects.filter(pk=old.pk).delete()
    old.act = "test.other"
    old.save(force_insert=True)


def rewrite(log):
    """Alter an entry together with its own hashes."""
    entry = log[1]
    entry.after = {"n": 9}
    entry.what_digest = commitments.what(entry)
    entry.save()


def forge(log):
    """Alter an entry, its hashes and its seal; the next seal still knows the old one."""
    rewrite(log)
    link = Seal.objects.earliest("pk")
    link.roll = sealing.roll_of(list(Entry.objects.filter(pk__lte=link.last).order_by("pk")))
    link.digest = sealing.digest_of(link.roll, previous=link.previous)
    link.save()


def cut(log):
    """Remove the tail: the entries and their seal."""
    Entry.objects.filter(pk__gt=log[2].pk).delete()
    Seal.objects.latest("pk").delete()


def blank(log):
    """Erase a part without telling."""
    Entry.objects.filter(pk=log[1].pk).update(**services.EMPTY["who"])


HARMS = [
    pytest.param(lambda log: Entry.objects.filter(pk=log[1].pk).update(after={"n": 9}), Harm.ALTERED, 1, id="altered"),
    pytest.param(lambda log: Entry.objects.filter(pk=log[1].pk).update(act="a"), Harm.ALTERED, 1, id="act-altered"),
    pytest.param(lambda log: Entry.objects.filter(pk=log[1].pk).update(at=SETTLED), Harm.ALTERED, 1, id="time-altered"),
    pytest.param(lambda log: Entry.objects.filter(pk=log[1].pk).update(unit="x"), Harm.ALTERED, 1, id="unit-altered"),
    pytest.param(rewrite, Harm.ALTERED, 1, id="altered-with-its-hashes"),
    pytest.param(insert, Harm.ALTERED, 1, id="exchanged"),
    pytest.param(lambda log: Entry.objects.filter(pk=log[1].pk).delete(), Harm.REMOVED, 1, id="removed"),
    pytest.param(lambda log: Entry.objects.filter(pk=log[4].pk).delete(), Harm.REMOVED, 4, id="last-removed"),
    pytest.param(forge, Harm.SEAL, 4, id="altered-with-its-seal"),
    pytest.param(lambda log: Seal.objects.earliest("pk").delete(), Harm.SEAL, 4, id="seal-removed"),
    pytest.param(cut, Harm.CUT_OFF, 4, id="cut-off"),
    pytest.param(blank, Harm.ERASED, 1, id="erased-without-telling"),
]


@pytest.mark.parametrize(("harm", "kind", "position"), HARMS)
def test_harm_is_found_and_named(log, harm, kind, position):
    """By whoever can switch the guards of the database off, even with the code at hand."""
    anchor = anchoring.head(now=SETTLED)
    number = log[position].pk
    with log_unguarded():
        harm(log)

    assert verify(anchors=[anchor]).faults == [Fault(kind, number)] or kind == Harm.SEAL
    assert Fault(kind, number) in verify(anchors=[anchor]).faults


def test_an_inserted_entry_is_found(log, world):
    """Between the seals, where the numbers leave room."""
    with log_unguarded():
        Entry.objects.filter(pk=log[3].pk).delete()
        Seal.objects.latest("pk").delete()
    sealing.seal(now=SETTLED)
    late = log[3]
    late.save(force_insert=True)

    assert verify().faults == [Fault(Harm.INSERTED, late.pk)]


def test_a_wholly_forged_log_is_found_by_its_anchor(log):
    """The chain itself fits; what was kept outside does not."""
    anchor = anchoring.head(now=SETTLED)
    with log_unguarded():
        rewrite(log)
        Seal.objects.all().delete()
    sealing.seal_all(now=SETTLED)

    assert verify().faults == []
    assert verify(anchors=[anchor]).faults == [Fault(Harm.CUT_OFF, log[4].pk)]


STATEMENTS = {
    "update": "UPDATE audit_entry SET act = 'other'",
    "update-person": "UPDATE audit_entry SET actor_id = NULL",
    "half-erased": "UPDATE audit_entry SET who_salt = '', actor_id = NULL",
    "salt-only": "UPDATE audit_entry SET who_salt = ''",
    "commitment": "UPDATE audit_entry SET who_digest = ''",
    "renumbered": "UPDATE audit_entry SET id = id + 1000",
    "delete": "DELETE FROM audit_entry",
    "seal-update": "UPDATE audit_seal SET digest = 'x'",
    "seal-delete": "DELETE FROM audit_seal",
}


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS.keys())
def test_the_database_refuses_to_change_the_log(log, statement):
    """Whatever program asks."""
    before = (list(Entry.objects.order_by("pk").values()), list(Seal.objects.values()))

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert (list(Entry.objects.order_by("pk").values()), list(Seal.objects.values())) == before


@pytest.mark.parametrize("parts", [{"who"}, {"what"}, {"who", "what"}], ids=["who", "what", "both"])
def test_what_identifies_a_person_can_go(log, world, parts):
    """The chain still holds, and who erased it on which ground is told."""
    services.erase(
        entry_id=log[1].pk, parts=parts, ground="Điều 16 Luật X", actor=world.clerk,
        approved_by=world.office_head, now=SETTLED,
    )  # fmt: skip

    entry = Entry.objects.get(pk=log[1].pk)
    assert (entry.actor is None, entry.after == {}) == ("who" in parts, "what" in parts)
    assert verify(anchors=[anchoring.head(now=SETTLED)]).faults == []
    told = Entry.objects.latest("pk")
    assert (told.act, told.subject) == ("audit.erase", f"entry:{entry.pk}")
    assert told.after["reason"] == "Điều 16 Luật X"


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        pytest.param({"ground": " "}, GroundMissing, id="no-ground"),
        pytest.param({"approved_by": None}, SecondPersonMissing, id="alone"),
        pytest.param({"entry_id": 999_999}, EntryMissing, id="no-such-entry"),
    ],
)
def test_erasing_takes_a_ground_and_two_persons(log, world, changed, refusal):
    """Else nothing changes."""
    right = {"entry_id": log[1].pk, "parts": {"who"}, "ground": "Luật", "actor": world.clerk,
             "approved_by": world.office_head, "now": SETTLED}  # fmt: skip
    before = list(Entry.objects.order_by("pk").values())

    with pytest.raises(refusal):
        services.erase(**(right | changed))
    with pytest.raises(SecondPersonMissing):
        services.erase(**(right | {"approved_by": world.clerk}))

    assert list(Entry.objects.order_by("pk").values()) == before


def test_reading_again_at_once_is_one_reading(world):
    """Another person, another record, and later are others."""
    later = NOW + services.READ_AGAIN
    for person, subject, now in [
        (world.clerk, "person:1", NOW),
        (world.clerk, "person:1", NOW + dt.timedelta(minutes=14)),
        (world.clerk, "person:2", NOW),
        (world.office_head, "person:1", NOW),
        (world.clerk, "person:1", later),
    ]:
        services.read(act="organization.read", subject=subject, actor=person, now=now)

    read = Entry.objects.order_by("pk").values_list("actor", "subject", "at")
    assert list(read) == [
        (world.clerk.pk, "person:1", NOW),
        (world.clerk.pk, "person:2", NOW),
        (world.office_head.pk, "person:1", NOW),
        (world.clerk.pk, "person:1", later),
    ]


def test_seals_follow_each_other(log):
    """A second batch builds on the first."""
    first, second = Seal.objects.order_by("last")

    assert (first.previous, second.previous) == (sealing.GENESIS, first.digest)


def test_young_entries_wait(world):
    """Their transactions may not all have committed."""
    write(world, 1)

    assert sealing.seal(now=NOW + dt.timedelta(minutes=1)) is None
    assert verify().unsealed == 1


def test_the_job_may_run_twice(world):
    """The second run has nothing to do."""
    write(world, 1)

    assert [jobs.seal(now=SETTLED), jobs.seal(now=SETTLED)] == [1, 0]


def many(world, count):
    """Write many entries, and seal them."""
    entries = []
    for number in range(count):
        entry = Entry(
            act="test.act", subject=f"thing:{number}", actor=world.clerk, post="Văn thư", unit="Phòng", at=NOW,
            after={"text": "Đã rà soát các chỉ tiêu " * 3}, who_salt="1" * 32, what_salt="2" * 32,
        )  # fmt: skip
        entry.who_digest, entry.what_digest = commitments.who(entry), commitments.what(entry)
        entries.append(entry)
        if len(entries) == 1000:
            Entry.objects.bulk_create(entries)
            entries.clear()
    sealing.seal_all(now=SETTLED)


def test_checking_streams(world):
    """The memory it takes does not grow with the log."""
    peaks = []
    for _round in range(2):
        many(world, 10_000)
        tracemalloc.start()
        report = verify()
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert (report.entries, report.faults) == (20_000, [])
    assert peaks[1] < 1.2 * peaks[0] < 40_000_000


def test_the_command_names_the_harm(log, capsys):
    """Exit code 0 when whole, 1 when harmed."""
    call_command("audit", "verify")
    whole = capsys.readouterr().out
    with log_unguarded():
        Entry.objects.filter(pk=log[1].pk).delete()
    with pytest.raises(CommandError) as failure:
        call_command("audit", "verify")

    assert "nguyên vẹn: 5 mục trong 2 niêm phong" in whole
    assert failure.value.returncode == 1
    assert f"Mục số {log[1].pk} đã bị xóa." in capsys.readouterr().out
