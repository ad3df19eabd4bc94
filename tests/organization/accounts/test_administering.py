"""Accounts that an administrator adds, closes, opens again, and signs out everywhere."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.organization.accounts import errors, services
from dondoc.organization.accounts.models import Session
from dondoc.organization.models import Person
from dondoc.organization.people.errors import LastAdministrator
from dondoc.tasks import selectors
from tests.world import NOW, task

from .test_signing_in import PASSWORD, sign_in, signed_in


@pytest.fixture
def officer(world):
    """Somebody with a password."""
    world.officer.set_password(PASSWORD)
    world.officer.save()
    return world.officer


@pytest.fixture
def page(world):
    """The browser of an administrator."""
    client = Client()
    client.force_login(world.administrator)
    return client


def snapshot():
    """Return all that a refusal must leave alone."""
    return [list(model.objects.values()) for model in (Person, Session, Entry)]


def test_one_person_is_added(page):
    """Without a workbook; the page where the post is recorded comes next."""
    answer = page.post(reverse("organization:add-account"), {"full_name": " Phạm  Văn Mới ", "username": "MoiPV"})

    added = Person.objects.get(username="moipv")
    assert (added.full_name, added.has_usable_password()) == ("Phạm Văn Mới", False)
    assert answer["Location"] == reverse("organization:person", args=[added.pk])
    entry = Entry.objects.get()
    assert (entry.act, entry.subject) == ("organization.account_added", f"person:{added.pk}")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        pytest.param({"username": "duong"}, "đã có người dùng", id="taken"),
        pytest.param({"username": "phạm mới"}, "chữ thường không dấu", id="not-typed-everywhere"),
        pytest.param({"username": "m"}, "chữ thường không dấu", id="one-letter"),
        pytest.param({"full_name": " "}, "", id="no-name"),
    ],
)
def test_a_person_who_cannot_be_added(page, said, told):
    """The form comes back with what to mend."""
    before = snapshot()

    answer = page.post(reverse("organization:add-account"), {"full_name": "Phạm Văn Mới", "username": "moi"} | said)

    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert snapshot() == before


def test_a_closed_account_is_out_at_once(world, officer, page):
    """Its sessions are over, it signs in no more, and the work given to it waits for the head."""
    client, made = Client(), task(world, lead_unit=world.lab, assigning_unit=world.centre, assignee=officer)
    sign_in(client)

    page.post(reverse("organization:close-account", args=[officer.pk]))

    assert not signed_in(client)
    assert sign_in(Client()).status_code == 422
    assert list(selectors.to_hand_over(world.lab_head, now=NOW)) == [made]
    entry = Entry.objects.get(act="organization.account_closed")
    assert (entry.actor, entry.subject) == (world.administrator, f"person:{officer.pk}")
    listed = [page.get(reverse("organization:accounts"), asked).context["page"] for asked in ({}, {"dong": 1})]
    assert [officer in found.object_list for found in listed] == [False, True]


def test_a_slip_is_put_right(officer, page):
    """Opened again, the password is the old one."""
    page.post(reverse("organization:close-account", args=[officer.pk]))

    page.post(reverse("organization:reopen-account", args=[officer.pk]))

    assert sign_in(Client()).status_code == 302
    assert Entry.objects.filter(act="organization.account_reopened").exists()


def test_all_sessions_of_somebody(officer, page):
    """Each of them, and nobody else's; the account stays open."""
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    assert "Kết thúc mọi phiên" in page.get(reverse("organization:accounts")).content.decode()

    page.post(reverse("organization:end-sessions", args=[officer.pk]))

    assert (signed_in(here), signed_in(there), signed_in(page)) == (False, False, True)
    assert sign_in(Client()).status_code == 302
    entry = Entry.objects.get(act="organization.session_revoked")
    assert (entry.subject, len(entry.after["devices"])) == (f"person:{officer.pk}", 2)


ACTS = ("close_account", "reopen_account", "end_sessions", "make_reset_link")


@pytest.mark.parametrize(
    ("act", "who", "whom", "refusal"),
    [
        *(pytest.param(act, "clerk", "officer", errors.NotAdministrator, id=f"{act}-no-administrator") for act in ACTS),
        *(pytest.param(act, "administrator", None, errors.AccountMissing, id=f"{act}-nobody") for act in ACTS),
        pytest.param("close_account", "administrator", "farm_head", errors.AccountClosed, id="closed-already"),
        pytest.param("make_reset_link", "administrator", "farm_head", errors.AccountClosed, id="a-link-that-is-dead"),
        pytest.param("reopen_account", "administrator", "officer", errors.AccountOpen, id="open-already"),
        pytest.param("end_sessions", "administrator", "officer", errors.NoSession, id="signed-in-nowhere"),
        pytest.param("close_account", "administrator", "administrator", LastAdministrator, id="the-last-one"),
    ],
)
def test_refusal_changes_nothing(world, act, who, whom, refusal):
    """Whoever is refused, the account and its sessions stay as they are."""
    Person.objects.filter(pk=world.farm_head.pk).update(is_active=False)
    world.office_head.posts.all().delete()  # who administers as well
    before = snapshot()

    with pytest.raises(refusal):
        getattr(services, act)(
            person_id=getattr(world, whom).pk if whom else 0,
            actor=getattr(world, who),
            now=NOW,
            **({"drop_second_step": True} if act == "make_reset_link" else {}),
        )

    assert snapshot() == before


def test_adding_is_for_administrators(world):
    """In the service, not on the page alone."""
    before = snapshot()

    with pytest.raises(errors.NotAdministrator):
        services.add_account(username="moi", full_name="Phạm Văn Mới", actor=world.clerk, now=NOW)

    assert snapshot() == before
