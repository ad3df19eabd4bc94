"""Weak points of a document and the tasks that remedy them."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.documents import selectors as documents
from dondoc.documents.errors import DocumentMissing
from dondoc.tasks import errors, life_errors, selectors, services
from dondoc.tasks.choices import Stage
from dondoc.tasks.models import Task, Weakness
from tests.world import NOW, TODAY, directive, document, task

FIRST = "Việc xây dựng định mức kinh tế kỹ thuật còn chậm."
SECOND = "Công tác phối hợp chưa chặt chẽ;"


@pytest.fixture
def source(world):
    """A document with two sentences of assessment."""
    made = document(world, [directive("Trung tâm rà soát các chỉ tiêu")])
    text = f"THÔNG BÁO\n{FIRST} {SECOND}\nNơi nhận:\n"
    start, end = text.index(FIRST), text.index("\nNơi nhận")
    made.text = text
    made.reading = made.reading | {"coverage": [{"span": [start, end], "role": "assessment", "directive": None}]}
    made.save()
    return made


def snapshot():
    """Return all that a refusal must leave alone."""
    return list(Weakness.objects.values()), Weakness.remedies.through.objects.count(), Entry.objects.count()


def named(world, source):
    """Return the first sentence named a weak point by the clerk."""
    start = selectors.assessed(source)[0][0]
    return services.name_weakness(document_id=source.pk, start=start, actor=world.clerk, now=NOW)


def state(source):
    """Return how the only weak point stands."""
    return selectors.standing_of(source, seen=Task.objects.all())[0].state


def test_each_sentence_stands_at_its_place(source):
    """Word for word."""
    found = selectors.assessed(source)

    assert [words for _start, _end, words in found] == [FIRST, SECOND]
    assert [source.text[start:end] for start, end, _words in found] == [FIRST, SECOND]


def test_remedied_by_the_accepted_results_of_its_tasks(world, source):
    """Computed, never entered; a cancelled task remedies nothing."""
    weakness = named(world, source)
    assert (weakness.quote, state(source)) == (FIRST, "open")
    made = task(world)

    services.remedy(weakness_id=weakness.pk, task_id=made.pk, actor=world.clerk, now=NOW)

    assert state(source) == "doing"
    Task.objects.filter(pk=made.pk).update(stage=Stage.DONE, done_date=TODAY, closed_at=NOW)
    assert state(source) == "done"
    Task.objects.filter(pk=made.pk).update(stage=Stage.CANCELLED, done_date=None, closed_at=None, uncounted_at=NOW)
    assert state(source) == "open"
    assert [entry.act for entry in Entry.objects.order_by("pk")] == ["tasks.name_weakness", "tasks.remedy"]


@pytest.mark.parametrize(
    ("who", "start", "refusal"),
    [
        pytest.param("centre_director", None, errors.MayNotReview, id="neither-clerk-nor-leader"),
        pytest.param("clerk", 0, life_errors.NoSuchSentence, id="no-sentence-begins-there"),
    ],
)
def test_refusal_changes_nothing(world, source, who, start, refusal):
    """Only sentences of the assessment, by who reviews."""
    at = selectors.assessed(source)[0][0] if start is None else start
    before = snapshot()

    with pytest.raises(refusal):
        services.name_weakness(document_id=source.pk, start=at, actor=getattr(world, who), now=NOW)

    assert snapshot() == before


def test_named_once(world, source):
    """By the rule, and by the database."""
    weakness = named(world, source)
    before = snapshot()

    with pytest.raises(life_errors.NoSuchSentence):
        named(world, source)
    with pytest.raises(IntegrityError), transaction.atomic():
        Weakness.objects.create(
            document=source, start=weakness.start, end=weakness.end, quote="x", named_by=world.clerk, named_at=NOW
        )

    assert snapshot() == before


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        pytest.param({"task_id": 0}, errors.TaskMissing, id="no-such-task"),
        pytest.param({"weakness_id": 0}, life_errors.WeaknessMissing, id="no-such-weak-point"),
        pytest.param({"actor": "lab_head"}, errors.MayNotReview, id="neither-clerk-nor-leader"),
    ],
)
def test_refusal_to_link_changes_nothing(world, source, values, refusal):
    """Something that is there remedies something that is there."""
    weakness, made = named(world, source), task(world)
    before = snapshot()
    actor = getattr(world, values.get("actor", "clerk"))
    sent = {"weakness_id": weakness.pk, "task_id": made.pk} | {k: v for k, v in values.items() if k != "actor"}

    with pytest.raises(refusal):
        services.remedy(**sent, actor=actor, now=NOW)

    assert snapshot() == before


def test_a_wrong_link_is_taken_back(world, source):
    """The weak point is open again; the log keeps both."""
    weakness, made = named(world, source), task(world)
    services.remedy(weakness_id=weakness.pk, task_id=made.pk, actor=world.clerk, now=NOW)

    services.unlink_remedy(weakness_id=weakness.pk, task_id=made.pk, actor=world.director, now=NOW)

    assert (state(source), weakness.remedies.count()) == ("open", 0)
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.after) == ("tasks.unlink_remedy", {"text": FIRST, "task": made.code})


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        pytest.param({"task": "other"}, errors.TaskMissing, id="not-linked"),
        pytest.param({"weakness_id": 0}, life_errors.WeaknessMissing, id="no-such-weak-point"),
        pytest.param({"actor": "lab_head"}, errors.MayNotReview, id="neither-clerk-nor-leader"),
    ],
)
def test_refusal_to_take_a_link_back_changes_nothing(world, source, values, refusal):
    """Only what is linked, by who links."""
    weakness, made, other = named(world, source), task(world), task(world)
    services.remedy(weakness_id=weakness.pk, task_id=made.pk, actor=world.clerk, now=NOW)
    before = snapshot()

    with pytest.raises(refusal):
        services.unlink_remedy(
            weakness_id=values.get("weakness_id", weakness.pk),
            task_id=(other if "task" in values else made).pk,
            actor=getattr(world, values.get("actor", "clerk")),
            now=NOW,
        )

    assert snapshot() == before


def test_what_nothing_remedies_is_counted_on_the_document_and_on_the_desk(world, source):
    """For who links tasks; once one does, it waits no more."""
    weakness = named(world, source)
    client = Client()
    client.force_login(world.clerk)
    places = [reverse("documents:document", args=[source.pk]), "/"]
    words = "hạn chế chưa có nhiệm vụ khắc phục"

    open_pages = [client.get(place).content.decode() for place in places]
    assert [words in page.lower() for page in open_pages] == [True, True]
    assert list(selectors.to_remedy(world.clerk, now=NOW)) == [source]
    assert list(selectors.to_remedy(world.lab_head, now=NOW)) == []

    # A task of another document, by its code.
    made = task(world)
    client.post(reverse("tasks:remedy", args=[weakness.pk]), {"task": made.code.lower()})

    assert list(weakness.remedies.all()) == [made]
    assert [words in client.get(place).content.decode().lower() for place in places] == [False, False]


def test_the_page(world, source):
    """One that nothing remedies is shown as such; a stranger knows nothing of the document."""
    named(world, source)
    client = Client()
    client.force_login(world.clerk)

    page = client.get(reverse("tasks:weaknesses", args=[source.pk])).content.decode()
    client.post(reverse("tasks:weaknesses", args=[source.pk]), {"start": selectors.assessed(source)[1][0]})

    assert "Chưa có nhiệm vụ khắc phục" in page
    assert SECOND in page
    assert source.weaknesses.count() == 2
    with pytest.raises(DocumentMissing):
        documents.get(source.pk, person=world.farm_head, today=TODAY)
