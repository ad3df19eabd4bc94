"""Who keeps the register of one unit sees documents of others, and leaves to others what is done with them there."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.documents import errors, services
from dondoc.documents.choices import State
from dondoc.documents.models import Citation, Document
from dondoc.organization import services as organization
from dondoc.organization.choices import Role
from dondoc.tasks import services as tasks
from tests import world as worlds
from tests.documents.test_gaps import WRONG, citing_document, link, registered
from tests.world import NOW


@pytest.fixture
def beside(world):
    """Somebody who looks after the whole department, and keeps the register of the laboratory."""
    somebody = worlds.keeps_register("thu", world.lab)
    organization.appoint(
        person=somebody, unit=world.department, role=Role.DEPARTMENT_DIRECTOR, title="Phó Giám đốc Sở",
        valid_from=worlds.SINCE, is_head=False,
    )  # fmt: skip
    return somebody


def everything():
    """Return what a refusal leaves alone."""
    return list(Document.objects.values()), list(Citation.objects.values()), Entry.objects.count()


def unread(world):
    """Return a scan that could not be read."""
    return worlds.document(world, [], state=State.UNREADABLE, refusal="Bản chụp mờ", is_scan=True)


@pytest.mark.parametrize("act", [services.remove, services.try_again])
def test_a_scan_of_another_register_is_left_alone(world, beside, act):
    """Neither removed nor read again: those who sent it in decide."""
    document = unread(world)
    before = everything()

    with pytest.raises(errors.OfAnotherRegister) as refused:
        act(document=document, actor=beside, now=NOW)

    assert (world.office.name in refused.value.sentence, everything()) == (True, before)


def test_its_page_offers_nothing(world, beside, client):
    """Its own clerk is offered to remove it."""
    document = unread(world)
    where = reverse("documents:remove", args=[document.pk])
    shown = []
    for somebody in (world.clerk, beside):
        client.force_login(somebody)
        shown.append(where in client.get(reverse("documents:document", args=[document.pk])).content.decode())

    assert shown == [True, False]
    assert client.post(where).status_code == 403
    assert Document.objects.filter(pk=document.pk).exists()


def test_a_document_without_a_duty_is_kept_by_its_own_clerk(world, beside, client):
    """It may hold one that the reader did not find."""
    document = worlds.document(world, [])
    before = everything()
    shown = []
    for somebody in (world.clerk, beside):
        client.force_login(somebody)
        page = client.get(reverse("documents:document", args=[document.pk])).content.decode()
        shown.append(reverse("tasks:keep", args=[document.pk]) in page)

    with pytest.raises(errors.OfAnotherRegister):
        tasks.keep_in_register(document=document, actor=beside, now=NOW)

    assert (shown, everything()) == ([True, False], before)


def test_what_a_citation_means_is_said_by_who_keeps_the_citing_document(world, beside, client):
    """Nor taken back by somebody else."""
    source, meant = citing_document(world), registered(world)
    before = everything()
    address = reverse("documents:cited", args=[WRONG, meant.date])
    shown = []
    for somebody in (world.clerk, beside):
        client.force_login(somebody)
        shown.append("Có thể là" in client.get(address).content.decode())

    with pytest.raises(errors.OfAnotherRegister):
        link(world, meant, actor=beside)

    assert (shown, everything(), Citation.objects.get().target) == ([True, False], before, None)

    link(world, meant)
    with pytest.raises(errors.OfAnotherRegister):
        services.unlink_citation(citation_id=source.citations.get().pk, actor=beside, now=NOW)

    assert Citation.objects.get().target == meant


def test_of_several_that_cite_it_only_ones_own_are_linked(world, beside):
    """The others wait for their clerk."""
    theirs, ours = citing_document(world), citing_document(world, registered_in=world.lab)

    link(world, registered(world), actor=beside)

    assert [one.citations.get().linked_by for one in (theirs, ours)] == [None, beside]
