"""The demo organisation: loaded once, one click, in demo mode only."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from dondoc.documents.models import Document
from dondoc.home import demo
from dondoc.organization.choices import Role
from dondoc.organization.models import Person, Post, Unit

pytestmark = pytest.mark.django_db


def test_it_is_loaded_once():
    """A second run changes nothing."""
    assert demo.load() is True
    before = (list(Unit.objects.values()), list(Person.objects.values()), list(Post.objects.values()))

    assert demo.load() is False

    assert (list(Unit.objects.values()), list(Person.objects.values()), list(Post.objects.values())) == before


def test_it_leaves_a_real_organisation_alone(world):
    """Nothing is mixed in."""
    people = Person.objects.count()

    demo.load()

    assert Person.objects.count() == people


def test_there_is_an_account_for_each_role(client):
    """And one click signs in."""
    demo.load()

    page = client.get(reverse("organization:sign-in")).content.decode()
    for role in Role:
        post = Post.objects.filter(role=role).earliest("pk")
        assert post.person.full_name in page
    response = client.post(reverse("organization:demo-sign-in"), {"username": "vanthu"})

    assert response["Location"] == reverse("home:desk")
    assert client.get(reverse("home:desk")).context["user"].username == "vanthu"


class TestOutsideDemoMode:
    @pytest.fixture(autouse=True)
    def _real(self, settings):
        demo.load()
        settings.DEMO = False

    def test_no_demo_account_signs_in(self, client):
        """Refused, and nobody is signed in."""
        response = client.post(reverse("organization:demo-sign-in"), {"username": "vanthu"})

        assert response.status_code == 403
        assert "_auth_user_id" not in client.session

    def test_none_is_shown(self, client):
        """The page is the plain one."""
        assert "vanthu" not in client.get(reverse("organization:sign-in")).content.decode()

    def test_nothing_is_loaded(self):
        """The command says why."""
        with pytest.raises(CommandError, match="DONDOC_DEMO"):
            call_command("demo")


def test_a_notice_is_read_once(root):
    """Starting again finds it in the register."""
    notice = root / "samples" / "thong-bao-ket-luan.txt"

    call_command("demo", notice=notice)
    call_command("demo", notice=notice)

    assert [document.number for document in Document.objects.filter(type_code="TB")] == ["412"]


def test_a_notice_that_cannot_be_read_is_said(tmp_path):
    """In one sentence, and the organisation is there all the same."""
    empty = tmp_path / "a.txt"
    empty.write_bytes(b"")

    with pytest.raises(CommandError, match="Chưa chọn tệp hoặc tệp rỗng"):
        call_command("demo", notice=empty)

    assert not Document.objects.exclude(type_code="QĐ").exists()
