"""A new installation: the first unit and the first administrator, from the command to the first page."""

from __future__ import annotations

import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.organization.choices import Role, UnitKind
from dondoc.organization.models import Person, Post, Unit

from .test_signing_in import sign_in, signed_in

PASSWORD = "mot mat khau du dai"
GIVEN = {"unit": "Sở Khoa học và Công nghệ", "username": "quantri", "name": "Bùi Hữu Quân"}


def run(capsys, **said):
    """Run the command and return the path of the link that it prints."""
    options = [f"--{name}={value}" for name, value in (GIVEN | said).items()]
    call_command("first_administrator", *options)
    return re.search(r"http://\S+?(/dat-mat-khau/\S+)", capsys.readouterr().out)[1]


def snapshot():
    """Return all that a refusal must leave alone."""
    return [list(model.objects.values()) for model in (Unit, Person, Post, Entry)]


@pytest.mark.django_db
class TestEmptyInstallation:
    def test_from_the_command_to_a_founded_unit(self, capsys):
        """The link works, the person signs in and founds the next unit."""
        link, client = run(capsys), Client()

        client.post(link, {"new": PASSWORD, "again": PASSWORD})
        sign_in(client, username="quantri", password=PASSWORD)
        form = {"name": "Trung tâm", "short_name": "TT", "kind": "centre", "parent": GIVEN["unit"]}
        answer = client.post(reverse("organization:unit-found"), form)

        assert (signed_in(client), answer.status_code) == (True, 302)
        top, centre = Unit.objects.order_by("pk")
        assert (top.name, top.kind, centre.parent) == (GIVEN["unit"], UnitKind.DEPARTMENT, top)
        post = Post.objects.get()
        assert (post.person.full_name, post.role, post.unit) == (GIVEN["name"], Role.ADMINISTRATOR, top)
        first = Entry.objects.earliest("pk")
        assert (first.act, first.actor, first.subject) == (
            "organization.first_administrator", None, f"person:{post.person_id}",
        )  # fmt: skip

    def test_a_link_that_ran_out_is_printed_anew(self, capsys, settings):
        """Nobody is locked out of a system that nobody has entered; nobody is made twice."""
        first = run(capsys)
        settings.PASSWORD_RESET_TIMEOUT = -1
        assert Client().get(first).status_code == 404
        settings.PASSWORD_RESET_TIMEOUT = 3600

        assert Client().get(run(capsys)).status_code == 200
        assert (Person.objects.count(), Unit.objects.count(), Post.objects.count()) == (1, 1, 1)

    def test_a_closed_account_administers_nothing(self, capsys):
        """A system whose only administrator is gone gets one again, in the unit that is there."""
        run(capsys)
        Person.objects.update(is_active=False)

        run(capsys, username="moi")

        assert (Unit.objects.count(), Post.objects.filter(person__username="moi").count()) == (1, 1)

    @pytest.mark.parametrize(
        "said",
        [
            pytest.param({"unit": " "}, id="a-unit-without-a-name"),
            pytest.param({"unit": "S" * 201}, id="a-name-that-is-too-long"),
            pytest.param({"username": "Quản trị"}, id="a-user-name-with-marks"),
            pytest.param({"name": ""}, id="nobody"),
        ],
    )
    def test_refusal_changes_nothing(self, capsys, said):
        """One sentence says what to write."""
        before = snapshot()

        with pytest.raises(CommandError, match=r"\.$"):
            run(capsys, **said)

        assert snapshot() == before


@pytest.mark.parametrize(
    "username", [pytest.param("khac", id="somebody-else"), pytest.param("quan", id="who-has-a-password")]
)
def test_where_somebody_administers_it_refuses(world, capsys, username):
    """Whoever runs it makes nobody an administrator beside them."""
    world.office_head.posts.all().delete()  # who administers as well
    world.administrator.set_password(PASSWORD)
    world.administrator.save()
    before = snapshot()

    with pytest.raises(CommandError):
        run(capsys, username=username)

    assert snapshot() == before
