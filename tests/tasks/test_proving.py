"""Evidence gives way to newer evidence; nothing is edited."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.tasks import errors, life_errors, selectors, services
from dondoc.tasks.choices import Stage
from dondoc.tasks.evidence import Attachment
from dondoc.tasks.models import Evidence, Task
from tests.world import NOW, TODAY, task

DAY = dt.timedelta(days=1)
FILE = Attachment(b"%PDF-1.4 bien ban", "Biên bản.pdf", TODAY)


def snapshot():
    """Return all that a refusal must leave alone."""
    return list(Task.objects.values()), list(Evidence.objects.values()), Entry.objects.count()


@pytest.fixture
def proved(world, kept_files):
    """A task with a piece of evidence under a wrong date."""
    made = task(world)
    services.add_evidence(task_id=made.pk, attachment=FILE, actor=world.centre_director, now=NOW)
    return made


def values(made, **changes):
    """Return a right correction of the date."""
    piece = made.evidence.earliest("pk")
    return {"task_id": made.pk, "evidence_id": piece.pk, "date": TODAY - DAY, "reason": "Ghi nhầm ngày"} | changes


def test_a_wrong_date_is_corrected_by_a_newer_row(world, proved):
    """The same file; the older row stays with its date, and the result is dated rightly."""
    new = services.supersede_evidence(**values(proved), actor=world.centre_director, now=NOW)

    old = new.supersedes
    assert (old.date, old.superseded_at, old.file, new.date) == (TODAY, NOW, new.file, TODAY - DAY)
    assert list(selectors.proofs(proved)) == [new]
    assert Entry.objects.latest("pk").act == "tasks.supersede_evidence"
    made = services.report(task_id=proved.pk, text="Xong", actor=world.centre_director, now=NOW)
    assert made.completions.get().done_date == TODAY - DAY


@pytest.mark.parametrize(
    ("date", "is_told"),
    [
        pytest.param(dt.date(2026, 11, 15), True, id="older-than-the-order"),
        pytest.param(dt.date(2026, 11, 16), False, id="of-its-day"),
    ],
)
def test_proof_that_is_older_than_the_order_is_told(world, client, kept_files, date, is_told):
    """It may be right, so it is not refused; who accepts the result sees it."""
    made = task(world)
    old = Attachment(b"%PDF-1.4 nam ngoai", "Cũ.pdf", date)
    services.add_evidence(task_id=made.pk, attachment=old, actor=world.centre_director, now=NOW)
    client.force_login(world.director)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    page = client.get(reverse("tasks:task", args=[made.pk])).content.decode()

    assert ("before the document that gives the task" in page) == is_told


def test_a_newer_file(world, proved):
    """With a date of its own."""
    newer = Attachment(b"%PDF-1.4 ban co chu ky", "Biên bản đã ký.pdf", TODAY)

    new = services.supersede_evidence(**values(proved, attachment=newer), actor=world.centre_director, now=NOW)

    assert (new.file_name, new.file == new.supersedes.file) == ("Biên bản đã ký.pdf", False)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        pytest.param({"reason": " "}, errors.ReasonEmpty, id="no-reason"),
        pytest.param({"date": None}, errors.EvidenceDateMissing, id="no-date"),
        pytest.param({"date": TODAY + DAY}, errors.EvidenceDateMissing, id="from-tomorrow"),
        pytest.param({"evidence_id": 0}, life_errors.EvidenceGone, id="no-such-piece"),
        pytest.param({"actor": "director"}, errors.NotDoer, id="the-assigning-side"),
        pytest.param({"actor": "farm_head"}, errors.TaskMissing, id="a-stranger"),
        pytest.param({"stage": Stage.REPORTED}, errors.WrongStage, id="while-it-waits-for-acceptance"),
    ],
)
def test_refusal_changes_nothing(world, proved, changes, refusal):
    """Whoever does the work, with a reason, while the work is open."""
    if "stage" in changes:
        Task.objects.filter(pk=proved.pk).update(stage=changes["stage"])
    actor = getattr(world, changes.get("actor", "centre_director"))
    sent = values(proved, **{key: value for key, value in changes.items() if key not in ("actor", "stage")})
    before = snapshot()

    with pytest.raises(refusal):
        services.supersede_evidence(**sent, actor=actor, now=NOW)

    assert snapshot() == before


def test_a_piece_gives_way_once(world, proved):
    """The second is told."""
    sent = values(proved)
    services.supersede_evidence(**sent, actor=world.centre_director, now=NOW)
    before = snapshot()

    with pytest.raises(life_errors.EvidenceGone):
        services.supersede_evidence(**sent, actor=world.centre_director, now=NOW)

    assert snapshot() == before


def test_the_database_holds_it_too(world, proved):
    """Nothing gives way without a reason."""
    piece = proved.evidence.get()

    with pytest.raises(IntegrityError, match="gives_way_with_a_reason"), transaction.atomic():
        Evidence.objects.filter(pk=piece.pk).update(supersedes_reason="x")


def test_the_page_keeps_the_older_one(world, proved):
    """With what took its place, and why."""
    services.supersede_evidence(**values(proved), actor=world.centre_director, now=NOW)
    client = Client()
    client.force_login(world.centre_director)

    page = client.get(reverse("tasks:task", args=[proved.pk])).content.decode()

    assert "Ghi nhầm ngày" in page
