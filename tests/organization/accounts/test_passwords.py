"""Changing a password, and the administrator's one-time link."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from dondoc.audit.models import Entry
from dondoc.organization.models import Person

from .test_signing_in import PASSWORD, sign_in, signed_in, with_totp

NEW = "mot mat khau khac han"


@pytest.fixture
def officer(world):
    """Somebody with a password."""
    world.officer.set_password(PASSWORD)
    world.officer.save()
    return world.officer


@pytest.mark.parametrize(
    ("old", "new", "again", "told"),
    [
        pytest.param("sai", NEW, NEW, "Mật khẩu hiện tại không đúng", id="wrong-old-one"),
        pytest.param(PASSWORD, NEW, NEW + "x", "Hai mật khẩu không giống nhau", id="differ"),
        pytest.param(PASSWORD, "ngan", "ngan", "10", id="too-short"),
        pytest.param(PASSWORD, "password123", "password123", "phổ biến", id="on-the-list-of-common-ones"),
        pytest.param(PASSWORD, "8273645519284", "8273645519284", "số", id="digits-only"),
    ],
)
def test_a_refused_change_changes_nothing(officer, old, new, again, told):
    """And says in Vietnamese what to mend."""
    client = Client()
    sign_in(client)
    response = client.post("/tai-khoan/mat-khau/", {"old": old, "new": new, "again": again})

    assert response.status_code == 422
    assert told in response.content.decode()
    assert Person.objects.get(pk=officer.pk).check_password(PASSWORD)
    assert not Entry.objects.filter(act="organization.password_changed").exists()


def test_a_change_ends_every_other_session(officer):
    """This one goes on."""
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)

    response = here.post("/tai-khoan/mat-khau/", {"old": PASSWORD, "new": NEW, "again": NEW})

    assert response.status_code == 302
    assert (signed_in(here), signed_in(there)) == (True, False)
    assert sign_in(Client(), password=NEW).status_code == 302
    entry = Entry.objects.get(act="organization.password_changed")
    assert NEW not in str(entry.after)


def link_for(world, person, **form):
    """Let the administrator make a link; return its path."""
    client = Client()
    client.force_login(world.administrator)
    page = client.post(f"/quan-tri/tai-khoan/{person.pk}/dat-lai/", form).content.decode()
    return re.search(r"http://testserver(/dat-mat-khau/[^<\s]+)", page)[1]


def test_a_link_is_good_once(world, officer):
    """It shows whose it is, sets the password, and is dead after that."""
    link, client = link_for(world, officer), Client()
    assert officer.full_name in client.get(link).content.decode()
    assert client.post(link, {"new": "ngan", "again": "ngan"}).status_code == 422

    assert client.post(link, {"new": NEW, "again": NEW})["Location"] == "/dang-nhap/"

    assert sign_in(Client(), password=NEW).status_code == 302
    assert client.get(link).status_code == 404
    assert client.post(link, {"new": PASSWORD, "again": PASSWORD}).status_code == 404
    assert sign_in(Client(), password=NEW).status_code == 302


def test_a_lost_phone(world, officer):
    """The second step goes with the password, sessions too: the old password alone lets nobody in."""
    with_totp(officer)
    client = Client()
    client.force_login(officer)

    link_for(world, officer, drop="on")

    assert not signed_in(client)
    assert not hasattr(Person.objects.get(pk=officer.pk), "totp")
    assert sign_in(Client()).status_code == 422


def test_a_link_expires(world, officer, settings):
    """A day later it is dead."""
    link = link_for(world, officer)
    settings.PASSWORD_RESET_TIMEOUT = -1

    assert Client().get(link).status_code == 404


@pytest.mark.parametrize("uid", ["x", "MQ", "////", "%00"])
def test_a_made_up_link(world, uid):
    """Answers as a dead one."""
    assert Client().get(f"/dat-mat-khau/{uid}/abc-def/").status_code == 404
