"""From a superior's notice down to a unit's task and what proves it, and back: on the page of a document."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dondoc.tasks import selectors
from dondoc.tasks.choices import Stage
from dondoc.tasks.models import Evidence
from tests import world as worlds
from tests.world import NOW, TODAY


@pytest.fixture
def chain(world):
    """A notice that gave the centre two tasks, and a report that proves one of them."""
    done = worlds.task(world, stage=Stage.DONE, done_date=TODAY, closed_at=NOW)
    worlds.task(world, document=done.document, directive=done.directive)
    report = worlds.document(world, [], number="45", symbol="BC-TT", type_code="BC", type_name="Báo cáo")
    Evidence.objects.create(
        task=done,
        source="documents",
        record_id=report.pk,
        file_name="BC",
        date=TODAY,
        added_by=world.clerk,
        added_at=NOW,
    )
    return done, report


def shown(client, person, document):
    """Return the page of a document."""
    client.force_login(person)
    return client.get(reverse("documents:document", args=[document.pk])).content.decode()


def test_the_notice_leads_to_its_tasks_and_what_proves_them(world, chain, client):
    """Each figure opens the list with the same condition."""
    done, report = chain

    page = shown(client, world.clerk, done.document)

    there = f"{reverse('tasks:list')}?van-ban={done.document_id}"
    assert f'href="{there}&amp;tinh-trang=done"' in page
    assert f'href="{there}&amp;tinh-trang=no_deadline"' in page
    assert "tinh-trang=overdue" not in page.split('id="h-given"')[1].split("</section>")[0]
    assert f'href="{reverse("documents:document", args=[report.pk])}"' in page
    client.force_login(world.clerk)
    assert client.get(f"{there}&tinh-trang=done").content.decode().count(done.code) >= 1


def test_the_report_leads_back_to_the_task_and_its_notice(world, chain, client):
    """The other way."""
    done, report = chain

    page = shown(client, world.clerk, report)

    assert f'href="{reverse("tasks:task", args=[done.pk])}"' in page
    assert 'id="h-proves"' in page
    assert 'id="h-given"' not in page


@pytest.mark.parametrize(
    ("who", "counted", "proofs", "proves"),
    [
        pytest.param("clerk", 2, 1, 1, id="sees-everything"),
        pytest.param("centre_director", 2, 0, 1, id="sees-the-tasks-not-the-report"),
        pytest.param("farm_head", 0, 0, 0, id="sees-nothing"),
    ],
)
def test_only_what_one_may_see(world, chain, who, counted, proofs, proves):
    """Neither counted nor named."""
    done, report = chain
    person = getattr(world, who)

    notice = selectors.chain_of(done.document_id, person=person, now=NOW)
    back = selectors.chain_of(report.pk, person=person, now=NOW)

    assert (notice.counts["total"], len(notice.proofs), len(back.proves)) == (counted, proofs, proves)


def test_what_gave_way_to_newer_proof_is_not_named(world, chain):
    """Only what a result rests on."""
    done, report = chain
    Evidence.objects.update(superseded_at=NOW)

    assert not selectors.chain_of(done.document_id, person=world.clerk, now=NOW).proofs
    assert not selectors.chain_of(report.pk, person=world.clerk, now=NOW).proves
