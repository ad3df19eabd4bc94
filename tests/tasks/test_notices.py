"""Who is told of what others did, the page of notices, how one wants to be told."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.documents.models import StoredFile
from dondoc.kernel import events
from dondoc.organization.choices import Role
from dondoc.organization.models import Person, Post
from dondoc.organization.people.models import Delegation
from dondoc.tasks import errors, selectors, services
from dondoc.tasks.choices import CorrectionVerdict, MailMode, NoticeKind, ReturnReason, Target
from dondoc.tasks.events import TaskMoved
from dondoc.tasks.evidence import Attachment
from dondoc.tasks.models import Mail, Notice, NoticePreference
from dondoc.tasks.models.notice import OF_SUBJECTS
from dondoc.tasks.selectors.notices import Recipients
from dondoc.tasks.templatetags.tasks import NOTICE_ICONS
from tests.world import NOW, TODAY, directive, document, person, proposal, task

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

    def test_nor_who_proved_what_another_reports(self, world):
        """The maker of the evidence decides on it as little as the reporter."""
        made = task(world, lead_unit=world.office, assignee=world.clerk)
        source = StoredFile.objects.earliest("pk")
        made.evidence.create(file=source, file_name="a.pdf", date=TODAY, added_by=world.office_head, added_at=NOW)
        report(made, world.clerk)

        assert told() == [("phuc", NoticeKind.REPORTED)]

    def test_a_returned_task(self, world):
        """The heads of the unit that assigned it name another lead, who is told of that."""
        made = task(world)
        services.decline(
            task_id=made.pk, kind=ReturnReason.NOT_OURS, reason="Không thuộc", actor=world.centre_director, now=NOW
        )
        services.name_lead(task_id=made.pk, unit=world.lab, actor=world.director, now=NOW)

        assert told() == [("phuc", NoticeKind.RETURNED), ("loc", NoticeKind.ASSIGNED)]

    def test_an_accepted_result(self, world):
        """Who reported it hears how it ended."""
        made = task(world)
        report(made, world.centre_director)
        services.accept_result(task_id=made.pk, actor=world.director, now=NOW)

        assert told() == [("dung", NoticeKind.REPORTED), ("ha", NoticeKind.ACCEPTED)]

    @pytest.mark.parametrize(
        ("decide", "words", "kind"),
        [
            pytest.param(services.grant_extension, {}, NoticeKind.EXTENSION_GRANTED, id="granted"),
            pytest.param(services.refuse_extension, {"note": "Gấp"}, NoticeKind.EXTENSION_REFUSED, id="refused"),
        ],
    )
    def test_more_time(self, world, decide, words, kind):
        """Who decides is told of the request; who asked, of the decision."""
        made = task(world, due_date=TODAY)
        by = {"task_id": made.pk, "now": NOW}
        services.ask_extension(date=TODAY + DAY, reason="Chờ số liệu", actor=world.centre_director, **by)
        decide(actor=world.director, **by, **words)

        assert told() == [("dung", NoticeKind.EXTENSION_ASKED), ("ha", kind)]

    def test_more_time_for_the_office_itself_is_decided_by_somebody_else(self, world):
        """Nobody is asked to grant what they asked for."""
        made = task(world, lead_unit=world.office, due_date=TODAY)
        services.ask_extension(
            task_id=made.pk, date=TODAY + DAY, reason="Chờ", actor=world.office_head, now=NOW
        )  # fmt: skip

        assert told() == [("phuc", NoticeKind.EXTENSION_ASKED)]

    def test_an_obstacle_up_the_line_and_back(self, world):
        """Each level when it lies with them; who raised it, when there is an answer."""
        made = task(world, lead_unit=world.lab, assigning_unit=world.centre)
        by = {"task_id": made.pk, "now": NOW}
        services.raise_obstacle(text="Thiếu máy", proposal="Mượn", actor=world.lab_head, **by)
        services.pass_obstacle_up(text="Trình Sở", actor=world.centre_director, **by)
        services.return_obstacle(text="Nêu rõ", actor=world.office_head, **by)
        services.ask_again(text="Đã nêu", actor=world.lab_head, **by)
        services.answer_obstacle(text="Đồng ý", actor=world.office_head, **by)
        services.remove_obstacle(text="Đã mượn", actor=world.lab_head, **by)

        assert told() == [
            ("ha", NoticeKind.OBSTACLE), ("dung", NoticeKind.OBSTACLE), ("loc", NoticeKind.OPINION),
            ("dung", NoticeKind.OBSTACLE), ("loc", NoticeKind.OPINION),
        ]  # fmt: skip

    def test_a_correction(self, world):
        """The assigning side decides; who asked hears it."""
        by = {"task_id": task(world).pk, "now": NOW}
        asked = {"target": Target.DUE, "right_date": TODAY, "wrong": "Đọc nhầm hạn", "right": "Hạn hôm nay"}
        services.ask_correction(**asked, actor=world.centre_director, **by)
        services.decide_correction(
            verdict=CorrectionVerdict.ACCEPTED, words="Đúng", actor=world.office_head, **by
        )  # fmt: skip

        assert told() == [("dung", NoticeKind.CORRECTION_ASKED), ("ha", NoticeKind.CORRECTION_DECIDED)]

    def test_a_correction_that_the_office_asks_for(self, world):
        """Its head and the deputy lead the task, so the department's decides."""
        deputy = person("pho", "Phạm Thị Thu", world.office, Role.OFFICER, "Phó Trưởng phòng")
        deputy.posts.update(role=Role.OFFICE_HEAD)
        made = task(world, lead_unit=world.office)
        asked = {"target": Target.DUE, "right_date": TODAY, "wrong": "Đọc nhầm hạn", "right": "Hạn hôm nay"}
        services.ask_correction(task_id=made.pk, **asked, actor=deputy, now=NOW)

        assert told() == [("phuc", NoticeKind.CORRECTION_ASKED)]

    def test_a_cancelled_task_and_its_parts(self, world):
        """Those who work on them stop."""
        made = task(world)
        task(world, parent=made, lead_unit=world.lab, assigning_unit=world.centre, assignee=world.officer)
        services.cancel(task_id=made.pk, reason="Không còn phù hợp", actor=world.director, now=NOW)

        assert told() == [("ha", NoticeKind.CANCELLED), ("duong", NoticeKind.CANCELLED)]

    def test_a_replaced_task(self, world):
        """The new one is assigned, the old one is over."""
        services.replace(
            task_id=task(world).pk, reason="Gộp việc", action="Làm chung", actor=world.director, now=NOW
        )  # fmt: skip

        assert told() == [("ha", NoticeKind.ASSIGNED), ("ha", NoticeKind.REPLACED)]

    def test_a_task_handed_over(self, world):
        """The next one is told that it is theirs now."""
        made = task(world, lead_unit=world.lab, assigning_unit=world.centre, assignee=world.farm_head)
        services.reassign(
            task_id=made.pk, person_id=world.officer.pk, reason="Nghỉ", actor=world.lab_head, now=NOW
        )  # fmt: skip

        assert told() == [("duong", NoticeKind.ASSIGNED)]

    def test_units_that_take_part(self, world):
        """Their heads, when the document is handed on; of a collective duty once for each task, not for the whole."""
        said = directive("Trung tâm chủ trì", lead=["Trung tâm"], cooperate=["Phòng Hành chính Tổng hợp"])
        source = document(world, [said])
        services.confirm(proposal_id=proposal(source).pk, actor=world.clerk, now=NOW)
        services.hand_over(document=source, actor=world.clerk, now=NOW)

        assert told() == [("ha", NoticeKind.ASSIGNED), ("dung", NoticeKind.COOPERATE)]

    def test_the_whole_of_several_tells_nobody_to_take_part(self, world):
        """Its parts do."""
        whole = task(world, is_collective=True, lead_unit=None)
        whole.cooperations.create(unit=world.office, printed="Phòng")
        events.announce(TaskMoved(task_id=whole.pk, move="cooperate", actor_id=world.clerk.pk, at=NOW))

        assert told() == []

    def test_a_unit_that_nobody_heads(self, world):
        """Who is above it is told instead; of the closed account nobody is."""
        Post.objects.filter(person=world.lab_head).update(valid_to=TODAY)
        Person.objects.filter(pk=world.centre_director.pk).update(is_active=False)
        made = task(world, lead_unit=None)
        services.name_lead(task_id=made.pk, unit=world.lab, actor=world.director, now=NOW)
        recipients = Recipients(today=TODAY)

        assert told() == []  # the director of the department, who did it
        assert [recipients.heads(unit.pk) for unit in (world.lab, world.centre, world.farm)] == [
            [world.director.pk], [world.director.pk], [world.farm_head.pk],
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("days", "expected"),
        [
            pytest.param((0, 2), ["loc", "duong"], id="beside-the-head"),
            pytest.param((1, 2), ["loc"], id="not-yet"),
        ],
    )
    def test_who_stands_in_for_a_head_is_told_too(self, world, days, expected):
        """On the days of the delegation."""
        first, end = (TODAY + n * DAY for n in days)
        Delegation.objects.create(
            post=world.lab_head.posts.get(), delegator=world.lab_head, delegate=world.officer, valid_from=first,
            valid_to=end, recorded_by=world.lab_head, recorded_at=NOW,
        )  # fmt: skip
        services.hand_on(
            task_id=task(world).pk, unit_id=world.lab.pk, action="Tổng hợp", actor=world.centre_director, now=NOW
        )  # fmt: skip

        assert told() == [(name, NoticeKind.ASSIGNED) for name in expected]

    def test_every_kind_is_drawn(self):
        """A notice of a kind without a symbol would break the page."""
        assert set(NOTICE_ICONS) == set(NoticeKind)

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

        counts = client.get(reverse("home:counts")).content.decode()
        page = client.get(reverse("tasks:notices")).content.decode()

        assert '<span class="dot">1</span>' in counts
        assert "Rà soát các chỉ tiêu được giao" in page
        assert "Nhiệm vụ được giao" in page

    def test_opening_reads_it(self, world, notice):
        """And leads to the task."""
        client = signed_in(world.centre_director)

        response = client.get(reverse("tasks:open-notice", args=[notice.pk]))

        assert response["Location"] == reverse("tasks:task", args=[notice.task_id])
        assert selectors.unread(world.centre_director, today=TODAY).count() == 0

    def test_all_at_once(self, world, notice):
        """One press."""
        signed_in(world.centre_director).post(reverse("tasks:read-all"))

        assert selectors.unread(world.centre_director, today=TODAY).count() == 0

    def test_of_somebody_else_is_not_there(self, world, notice):
        """Hidden and absent answer alike, and it stays unread."""
        client = signed_in(world.office_head)

        assert client.get(reverse("tasks:open-notice", args=[notice.pk])).status_code == 404
        assert selectors.unread(world.centre_director, today=TODAY).count() == 1

    def test_of_a_task_that_is_out_of_reach_now_is_not_shown(self, world, notice):
        """Somebody who has left the unit does not go on reading its tasks."""
        Post.objects.filter(person=world.centre_director).update(valid_to=TODAY)
        client = signed_in(world.centre_director)

        assert "Rà soát các chỉ tiêu được giao" not in client.get(reverse("tasks:notices")).content.decode()
        assert client.get(reverse("tasks:open-notice", args=[notice.pk])).status_code == 404
        assert '<span class="dot">' not in client.get(reverse("home:counts")).content.decode()
        assert client.get(reverse("home:desk")).context["notices"].count == 0

    def test_more_than_the_bell_counts(self, world, notice):
        """It says that there are more, and its page how many."""
        row = {"person": world.centre_director, "task_id": notice.task_id, "kind": NoticeKind.ASSIGNED, "at": NOW}
        Notice.objects.bulk_create(Notice(**row) for _ in range(150))
        client = signed_in(world.centre_director)

        counts = client.get(reverse("home:counts")).content.decode()

        assert "99+" in counts
        assert "hơn 99" in counts or "more than 99" in counts
        assert client.get(reverse("tasks:notices")).context["unread"] == 151

    def test_what_is_hidden_hides_nothing_else(self, world, notice):
        """However much of it there is, the bell counts what can be opened."""
        hidden = task(world, lead_unit=world.office, assigning_unit=world.office)
        row = {"person": world.centre_director, "task_id": hidden.pk, "kind": NoticeKind.ASSIGNED, "at": NOW}
        Notice.objects.bulk_create(Notice(**row) for _ in range(150))

        assert selectors.unread_on_bell(world.centre_director, today=TODAY) == 1

    def test_of_a_kind_that_is_offered_no_more_nothing_is_counted(self, world, notice):
        """The app that told of it was taken away; its notice hides nothing and breaks nothing."""
        gone = {"task": None, "kind": OF_SUBJECTS[0], "subject_kind": "gone.thing", "subject_id": 1, "due_date": TODAY}
        Notice.objects.filter(pk=notice.pk).update(**gone)

        assert selectors.unread_on_bell(world.centre_director, today=TODAY) == 0

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
