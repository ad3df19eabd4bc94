"""Who is told of what others did, the page of notices, how one wants to be told."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.organization.models import Post
from dondoc.tasks import errors, selectors, services
from dondoc.tasks.choices import MailMode, NoticeKind, ReturnReason
from dondoc.tasks.evidence import Attachment
from dondoc.tasks.models import Mail, Notice, NoticePreference
from tests.world import NOW, TODAY, task

DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _files(kept_files):
    """Keep the files of a test in its own folder."""


def told():
    """Return who was told what, in order."""
    return [(notice.person.username, notice.kind) for notice in Notice.objects.order_by("pk")]


def report(made, actor):
    """Report a task as done."""
    piece = Attachment(data=b"%PDF-1.4 bao cao", name="Báo cáo.pdf", date=TODAY)
    return services.report(task_id=made.pk, text="Xong", attachment=piece, actor=actor, now=NOW)


class TestWhoIsTold:
    def test_a_part_handed_on(self, world):
        """The head of the unit it was given to."""
        services.hand_on(
            task_id=task(world).pk, unit_id=world.lab.pk, action="Tổng hợp", actor=world.centre_director, now=NOW
        )

        assert told() == [("loc", NoticeKind.ASSIGNED)]

    def test_a_part_given_to_a_person(self, world):
        """That person, not their head, who did it."""
        made = task(world, lead_unit=world.lab, assigning_unit=world.centre)
        services.hand_on(
            task_id=made.pk, person_id=world.officer.pk, action="Tổng hợp", actor=world.lab_head, now=NOW
        )  # fmt: skip

        assert told() == [("duong", NoticeKind.ASSIGNED)]

    def test_a_result_and_its_way_back(self, world):
        """The tracker is told of the result, who reported it of its coming back."""
        made = task(world)
        report(made, world.centre_director)
        services.send_back_result(task_id=made.pk, reason="Thiếu số liệu", actor=world.director, now=NOW)

        assert told() == [("dung", NoticeKind.REPORTED), ("ha", NoticeKind.SENT_BACK)]

    def test_a_result_of_the_office_itself_goes_to_somebody_else(self, world):
        """Nobody is asked to accept what they proved."""
        report(task(world, lead_unit=world.office), world.office_head)

        assert told() == [("phuc", NoticeKind.REPORTED)]

    def test_a_returned_task(self, world):
        """The heads of the unit that assigned it name another lead, who is told of that."""
        made = task(world)
        services.decline(
            task_id=made.pk, kind=ReturnReason.NOT_OURS, reason="Không thuộc", actor=world.centre_director, now=NOW
        )
        services.name_lead(task_id=made.pk, unit=world.lab, actor=world.director, now=NOW)

        assert told() == [("phuc", NoticeKind.RETURNED), ("loc", NoticeKind.ASSIGNED)]

    def test_never_the_one_who_acted(self, world):
        """Naming one's own unit as lead needs no notice."""
        services.name_lead(
            task_id=task(world, lead_unit=None).pk, unit=world.department, actor=world.director, now=NOW
        )  # fmt: skip

        assert told() == []

    def test_a_refused_act_tells_nobody(self, world):
        """The notice stands or falls with the act."""
        with pytest.raises(errors.NotLead):
            services.decline(
                task_id=task(world).pk, kind=ReturnReason.NOT_OURS, reason="Không", actor=world.director, now=NOW
            )

        assert told() == []


@pytest.fixture
def notice(world):
    """A notice to the director of the Centre."""
    made = task(world, action="Rà soát các chỉ tiêu được giao")
    services.tell(person_id=world.centre_director.pk, task=made, kind=NoticeKind.ASSIGNED, now=NOW)
    return Notice.objects.get()


def signed_in(person):
    """Return a browser in which somebody is signed in."""
    client = Client()
    client.force_login(person)
    return client


class TestPage:
    def test_the_bell_and_the_list(self, world, notice):
        """How much is not read, and what it is."""
        client = signed_in(world.centre_director)

        page = client.get(reverse("tasks:notices")).content.decode()

        assert '<span class="dot">1</span>' in page
        assert "Rà soát các chỉ tiêu được giao" in page
        assert "Nhiệm vụ được giao" in page

    def test_opening_reads_it(self, world, notice):
        """And leads to the task."""
        client = signed_in(world.centre_director)

        response = client.get(reverse("tasks:open-notice", args=[notice.pk]))

        assert response["Location"] == reverse("tasks:task", args=[notice.task_id])
        assert selectors.unread(world.centre_director).count() == 0

    def test_all_at_once(self, world, notice):
        """One press."""
        signed_in(world.centre_director).post(reverse("tasks:read-all"))

        assert selectors.unread(world.centre_director).count() == 0

    def test_of_somebody_else_is_not_there(self, world, notice):
        """Hidden and absent answer alike, and it stays unread."""
        client = signed_in(world.office_head)

        assert client.get(reverse("tasks:open-notice", args=[notice.pk])).status_code == 404
        assert selectors.unread(world.centre_director).count() == 1

    def test_of_a_task_that_is_out_of_reach_now_is_not_shown(self, world, notice):
        """Somebody who has left the unit does not go on reading its tasks."""
        Post.objects.filter(person=world.centre_director).update(valid_to=TODAY)
        client = signed_in(world.centre_director)

        assert "Rà soát các chỉ tiêu được giao" not in client.get(reverse("tasks:notices")).content.decode()
        assert client.get(reverse("tasks:open-notice", args=[notice.pk])).status_code == 404

    def test_an_empty_page_says_so(self, world):
        """And what will be there."""
        assert "Chưa có thông báo" in signed_in(world.officer).get(reverse("tasks:notices")).content.decode()


class TestPreferences:
    FORM = {"email": "ha@example.vn", "mode": "digest", "quiet_from": "18:00", "quiet_to": "7:00"}

    def test_kept(self, world):
        """The address stays out of the log."""
        client = signed_in(world.centre_director)

        assert client.post(reverse("tasks:preferences"), self.FORM).status_code == 302

        kept = NoticePreference.objects.get()
        assert (kept.person, kept.email, kept.mode) == (world.centre_director, "ha@example.vn", MailMode.DIGEST)
        assert (kept.quiet_from, kept.quiet_to) == (dt.time(18), dt.time(7))
        assert "ha@example.vn" not in str(Entry.objects.values())
        assert "ha@example.vn" in client.get(reverse("tasks:preferences")).content.decode()

    @pytest.mark.parametrize(
        "changes",
        [
            pytest.param({"email": ""}, id="mail-without-an-address"),
            pytest.param({"email": "ha@"}, id="no-address"),
            pytest.param({"email": "a@b.vn\nBcc: c@d.vn"}, id="a-header-put-in"),
            pytest.param({"quiet_to": ""}, id="quiet-hours-with-one-end"),
            pytest.param({"quiet_to": "18:00"}, id="quiet-hours-of-no-length"),
        ],
    )
    def test_refusal_changes_nothing(self, world, changes):
        """The form comes back with what to mend."""
        response = signed_in(world.centre_director).post(reverse("tasks:preferences"), self.FORM | changes)

        assert response.status_code == 422
        assert (NoticePreference.objects.count(), Entry.objects.count()) == (0, 0)

    def test_no_mail_is_made_unless_a_server_is_set_up(self, world, settings):
        """Off by default: nothing piles up that would go out on the day mail is switched on."""
        settings.MAIL_IS_ON = False
        NoticePreference.objects.create(person=world.centre_director, email="ha@example.vn", mode="immediate")

        services.tell(person_id=world.centre_director.pk, task=task(world), kind=NoticeKind.ASSIGNED, now=NOW)

        assert Mail.objects.count() == 0
