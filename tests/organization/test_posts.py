"""Posts over time: who headed a unit on a day, appointing, ending, and the page of a person."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from dondoc.audit.models import Entry
from dondoc.kernel.vietnamese import name_key, sort_key
from dondoc.organization import services as organization
from dondoc.organization.accounts.errors import NotAdministrator
from dondoc.organization.accounts.selectors import accounts
from dondoc.organization.choices import Role
from dondoc.organization.errors import UnitUnknown
from dondoc.organization.models import Post
from dondoc.organization.people import errors, selectors, services
from tests.world import NOW, SINCE, TODAY

LEFT = dt.date(2026, 6, 1)


@pytest.fixture
def appoint(world):
    """Appoint somebody as the administrator does."""

    def appoint(person=world.officer, **said):
        asked = {
            "unit": "Trung tâm Ứng dụng và Dịch vụ khoa học công nghệ", "role": Role.CENTRE_DIRECTOR,
            "title": "Giám đốc Trung tâm", "is_head": True, "valid_from": LEFT, "valid_to": None,
            "actor": world.administrator,
        }  # fmt: skip
        return services.appoint(person_id=person.pk, now=NOW, **(asked | said))

    return appoint


def end(world, post, valid_to=LEFT, actor=None):
    """End a post as the administrator does."""
    return services.end_post(post_id=post.pk, valid_to=valid_to, actor=actor or world.administrator, now=NOW)


def test_who_headed_the_centre_on_a_day(world, appoint):
    """One answer on each day, an honest none before anybody was recorded."""
    former = world.centre_director.posts.get()
    end(world, former)
    new = appoint()

    days = [SINCE - dt.timedelta(days=1), SINCE, LEFT - dt.timedelta(days=1), LEFT, TODAY]
    assert [selectors.head_of(world.centre, day) for day in days] == [None, former, former, new, new]
    ended, appointed = Entry.objects.order_by("pk")
    assert (ended.act, ended.subject, ended.after["until"]) == (
        "organization.end_post", f"person:{world.centre_director.pk}", "2026-06-01",
    )  # fmt: skip
    assert (appointed.act, appointed.after["title"], appointed.actor) == (
        "organization.appoint", "Giám đốc Trung tâm", world.administrator,
    )  # fmt: skip


APPOINTMENTS = {
    "two-heads": (errors.TwoHeads, {}),
    "two-heads-in-the-past": (errors.TwoHeads, {"valid_from": SINCE, "valid_to": LEFT}),
    "two-heads-later": (errors.TwoHeads, {"valid_from": dt.date(2019, 1, 1), "valid_to": dt.date(2020, 1, 2)}),
    "ends-before-it-begins": (errors.PostEndsTooEarly, {"is_head": False, "valid_to": LEFT}),
    "no-such-unit": (UnitUnknown, {"unit": "Sở Tài chính"}),
    "no-administrator": (NotAdministrator, {"actor": "clerk"}),
}


@pytest.mark.parametrize("case", APPOINTMENTS)
def test_appointments_refused(world, appoint, case):
    """And nobody holds another post than before."""
    error, said = APPOINTMENTS[case]
    if "actor" in said:
        said = said | {"actor": getattr(world, said["actor"])}
    posts = list(Post.objects.values_list())

    with pytest.raises(error):
        appoint(**said)

    assert list(Post.objects.values_list()) == posts
    assert not Entry.objects.exists()


def test_before_the_first_head_there_is_room(world, appoint):
    """History is recorded afterwards."""
    former = appoint(valid_from=dt.date(2018, 1, 1), valid_to=SINCE)

    assert selectors.head_of(world.centre, dt.date(2019, 5, 1)) == former


def test_the_database_refuses_two_open_heads(world):
    """Whoever writes past the service is stopped there."""
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(
            person=world.officer, unit=world.centre, role=Role.OFFICER, title="A", is_head=True, valid_from=TODAY
        )


def test_a_deputy_of_the_same_role_is_no_head(world, appoint):
    """They act for the unit all the same."""
    appoint(is_head=False, title="Phó Giám đốc Trung tâm")

    assert selectors.head_of(world.centre, TODAY).person == world.centre_director


ENDINGS = {
    "before-it-began": (errors.PostEndsTooEarly, "officer", SINCE, "administrator"),
    "no-administrator": (NotAdministrator, "officer", LEFT, "clerk"),
}


@pytest.mark.parametrize("case", ENDINGS)
def test_endings_refused(world, case):
    """Nothing ends."""
    error, who, day, actor = ENDINGS[case]

    with pytest.raises(error):
        end(world, getattr(world, who).posts.get(), day, getattr(world, actor))

    assert not Post.objects.exclude(valid_to=None).exists()
    assert not Entry.objects.exists()


def test_what_has_ended_stays_ended(world):
    """Its end is a fact by then; one in the future can still be moved."""
    post = world.officer.posts.get()
    end(world, post, TODAY + dt.timedelta(days=30))
    end(world, post, TODAY)

    with pytest.raises(errors.PostHasEnded):
        end(world, post, TODAY + dt.timedelta(days=9))

    assert Post.objects.get(pk=post.pk).valid_to == TODAY


def test_the_last_administrator_stays(world):
    """Else nobody could appoint one."""
    end(world, world.office_head.posts.get(), TODAY)

    with pytest.raises(errors.LastAdministrator):
        end(world, world.administrator.posts.get(), TODAY)

    assert world.administrator.posts.get().valid_to is None


SEEN = {
    "oneself": ("officer", "officer", True),
    "a-colleague": ("officer", "lab_head", True),
    "of-another-unit": ("officer", "farm_head", False),
    "below": ("centre_director", "officer", True),
    "above": ("officer", "centre_director", False),
    "the-whole-agency": ("clerk", "farm_head", True),
    "administrator": ("administrator", "farm_head", True),
    "an-administrator-is-hidden-from-a-unit": ("farm_head", "administrator", False),
}


@pytest.mark.parametrize("case", SEEN)
def test_whose_page_opens(world, case):
    """Hidden and absent answer alike; reading that of somebody else is logged once."""
    viewer, person, opens = SEEN[case]
    viewer, person = getattr(world, viewer), getattr(world, person)
    client = Client()
    client.force_login(viewer)

    answers = [client.get(f"/nguoi/{person.pk}/") for _again in range(2)]

    assert [answer.status_code for answer in answers] == [200 if opens else 404] * 2
    assert (person.posts.get().title in answers[0].content.decode()) is opens
    logged = [(entry.act, entry.subject, entry.actor) for entry in Entry.objects.all()]
    is_logged = opens and viewer != person
    assert logged == ([("organization.person.read", f"person:{person.pk}", viewer)] if is_logged else [])


def test_the_page_records_and_ends(world):
    """By its forms; a refusal stands in the form with what was typed."""
    client = Client()
    client.force_login(world.administrator)
    page = f"/nguoi/{world.officer.pk}/"
    form = {"title": "Phó Giám đốc Trung tâm", "unit": "Trung tâm", "role": "centre_director", "valid_from": "1/6/2026"}

    refused = client.post(page + "bo-nhiem/", form | {"is_head": "on"})
    assert refused.status_code == 422
    assert "Nguyễn Minh Hà đang là người đứng đầu" in refused.content.decode()
    assert 'value="Phó Giám đốc Trung tâm"' in refused.content.decode()
    assert client.post(page + "bo-nhiem/", form)["Location"] == page

    post = world.officer.posts.get(title="Phó Giám đốc Trung tâm")
    assert client.post(f"/chuc-vu/{post.pk}/ket-thuc/", {"valid_to": "1/6/2026"}).status_code == 422
    assert client.post(f"/chuc-vu/{post.pk}/ket-thuc/", {"valid_to": "1/9/2026"})["Location"] == page
    assert "từ 1/6/2026 đến hết 31/8/2026" in client.get(page).content.decode()


def test_the_page_does_not_ask_more_for_more_posts(world):
    """One query for all of them."""
    client, counts = Client(), []
    client.force_login(world.administrator)
    client.get(f"/nguoi/{world.officer.pk}/")
    for _round in range(2):
        for n in range(5):
            organization.appoint(
                person=world.officer, unit=world.lab, role=Role.OFFICER, title=f"Chức vụ {n}", valid_from=SINCE
            )
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/nguoi/{world.officer.pk}/")
        counts.append(len(captured))

    assert counts[0] == counts[1]


NAMES = ["Nguyễn Văn Ân", "Lê An", "Trần Thị Ấn", "Đỗ Ánh", "Đỗ Anh", "Hồ Đạt", "Vũ Dũng", "Bùi Dung", "Lê Dung", "Yến"]


def test_people_stand_in_vietnamese_order(world):
    """By given name, sorted by the database."""
    for n, name in enumerate(NAMES):
        organization.add_person(username=f"nguoi{n}", full_name=name)

    found = [person.full_name for person in accounts("nguoi", now=NOW)]

    assert found == sorted(NAMES, key=lambda name: sort_key(" ".join(reversed(name.split()))))
    assert [person.full_name for person in accounts("dat ho", now=NOW)] == ["Hồ Đạt"]


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_key_sorts_as_the_alphabet(one, other):
    """Text of digits, compared letter by letter, orders as the tuples do."""
    keys = [sort_key(" ".join(reversed(name.split()))) for name in (one, other)]

    assert (name_key(one) < name_key(other)) == (keys[0] < keys[1])
    assert set(name_key(one)) <= set("0123456789")
