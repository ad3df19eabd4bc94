"""Deadlines counted from an event: what the words print, what is counted, live rules."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from dondoc.audit.models import Entry
from dondoc.kernel.choices import TermUnit
from dondoc.tasks import deadline_errors, errors, selectors, services
from dondoc.tasks.choices import DeadlineKind, DueOrigin, Kind, Stage
from dondoc.tasks.models import DeadlineCount, DueDate, Task, TriggerEvent
from dondoc.tasks.templatetags.deadlines import count_in_words
from dondoc.tasks.terms import Term, printed_term
from tests.world import NOW, TODAY, task

DAY = dt.timedelta(days=1)
FIVE = Term(5, TermUnit.WORKING_DAY)
PHRASE = "trong 05 ngày làm việc kể từ ngày nhận được văn bản"


def snapshot():
    """Return all that a refusal must leave alone."""
    return (
        list(Task.objects.order_by("pk").values()),
        [model.objects.count() for model in (Entry, DueDate, DeadlineCount, TriggerEvent)],
    )


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        pytest.param(PHRASE, FIVE, id="working-days"),
        pytest.param("trong thời hạn 10 ngày kể từ ngày ký", Term(10, TermUnit.DAY), id="days"),
        pytest.param("chậm nhất 03 (ba) ngày làm việc", Term(3, TermUnit.WORKING_DAY), id="in-brackets-again"),
        pytest.param("trong ba ngày kể từ khi phát sinh", Term(3, TermUnit.DAY), id="in-words"),
        pytest.param("Trong mười lăm ngày", Term(15, TermUnit.DAY), id="a-longer-number-first"),
        pytest.param("trong vòng 5 NGÀY LÀM VIỆC", FIVE, id="capitals"),
        pytest.param(unicodedata.normalize("NFD", "trong 05 ngày làm việc"), FIVE, id="decomposed-letters"),
        pytest.param("sau ngày nhận được văn bản", None, id="after-the-day-is-not-six-days"),
        pytest.param("trước ngày 15 tháng 6", None, id="a-day-of-the-month"),
        pytest.param("trong 05 ngày đầu của tháng sau", None, id="the-first-days-of-a-month"),
        pytest.param("ngày 15/6 ngày làm việc", None, id="a-number-of-a-date"),
        pytest.param("trong 03 ngày, chậm nhất 05 ngày làm việc", None, id="two-terms"),
        pytest.param("trong 02 tháng kể từ ngày ký", None, id="months-are-not-counted-here"),
        pytest.param("kịp thời báo cáo", None, id="no-number"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_what_the_words_print(phrase, expected):
    """Only the number and the unit; never the day of the event."""
    assert printed_term(phrase) == expected


@given(st.integers(1, 999), st.sampled_from(["ngày", "ngày làm việc"]))
def test_every_printed_number_is_read(number, unit):
    """As it is written, with a nought before it too."""
    expected = Term(number, TermUnit.WORKING_DAY if "việc" in unit else TermUnit.DAY)

    assert printed_term(f"trong {number:02d} {unit} kể từ ngày nhận") == expected


def relative(world, **fields):
    """Return a task that the document counts from the day of receipt."""
    return task(world, **({"deadline_kind": DeadlineKind.RELATIVE, "deadline_phrase": PHRASE} | fields))


class TestCount:
    @pytest.mark.parametrize("who", ["director", "clerk", "office_head"])
    def test_by_the_leader_or_as_printed_by_the_clerk(self, world, who):
        """The original deadline, with how it was counted."""
        made = services.count_deadline(
            task_id=relative(world).pk, event="Nhận văn bản", event_date=dt.date(2026, 11, 18), term=FIVE,
            actor=getattr(world, who), now=NOW,
        )  # fmt: skip

        # 24/11 is a holiday: 19, 20, 23, 25, 26.
        assert (made.due_date, made.original_due_date) == (dt.date(2026, 11, 26), dt.date(2026, 11, 26))
        due = made.due_dates.get()
        assert (due.origin, due.count.number, due.count.event_date) == (DueOrigin.COUNTED, 5, dt.date(2026, 11, 18))
        (words,) = count_in_words(due.count)
        assert "5 ngày làm việc" in words
        assert "18/11/2026" in words
        assert Entry.objects.latest("pk").after["event_date"] == "2026-11-18"

    def test_a_last_day_that_is_a_rest_day_moves_and_says_so(self, world):
        """Ten days from Wednesday 11/11 end on Saturday 21/11."""
        made = services.count_deadline(
            task_id=relative(world).pk, event="Ngày ký", event_date=dt.date(2026, 11, 11), term=Term(10, TermUnit.DAY),
            actor=world.director, now=NOW,
        )  # fmt: skip

        assert made.due_date == dt.date(2026, 11, 23)
        counted, moved = count_in_words(made.due_dates.get().count)
        assert "21/11/2026" in counted
        assert "Thứ Bảy" in moved

    @pytest.mark.parametrize(
        ("fields", "changes", "refusal"),
        [
            pytest.param({}, {"event_date": None}, deadline_errors.EventDateMissing, id="no-day"),
            pytest.param({}, {"event_date": TODAY + DAY}, deadline_errors.EventDateMissing, id="a-day-ahead"),
            pytest.param({}, {"event": " "}, deadline_errors.EventEmpty, id="no-event"),
            pytest.param({}, {"term": Term(0, TermUnit.DAY)}, deadline_errors.TermInvalid, id="no-days"),
            pytest.param({}, {"term": Term(1000, TermUnit.DAY)}, deadline_errors.TermInvalid, id="too-many-days"),
            pytest.param(
                {},
                {"term": Term(9, TermUnit.DAY), "actor": "clerk"},
                deadline_errors.TermNotPrinted,
                id="clerk-invents",
            ),
            pytest.param({}, {"actor": "centre_director"}, errors.MayNotAssign, id="by-the-lead"),
            pytest.param({}, {"actor": "farm_head"}, errors.TaskMissing, id="by-a-stranger"),
            pytest.param({"deadline_kind": DeadlineKind.NONE}, {}, deadline_errors.NotRelative, id="not-counted"),
            pytest.param({"due_date": TODAY}, {}, errors.DeadlineSet, id="has-a-deadline"),
            pytest.param({"stage": Stage.RETURNED, "uncounted_at": NOW}, {}, errors.WrongStage, id="returned"),
        ],
    )
    def test_refusal_changes_nothing(self, world, fields, changes, refusal):
        """Nobody guesses the day of an event, nobody counts what is not counted."""
        made = relative(world, **fields)
        counting = {"event": "Nhận", "event_date": TODAY - DAY, "term": FIVE, "actor": "director"} | changes
        before = snapshot()

        with pytest.raises(refusal):
            services.count_deadline(
                task_id=made.pk, now=NOW, **(counting | {"actor": getattr(world, counting["actor"])})
            )

        assert snapshot() == before

    def test_by_the_page_filled_with_what_is_printed(self, world):
        """The number and the unit are there, the day of the event is not."""
        made = relative(world)
        client = Client()
        client.force_login(world.director)
        page = client.get(reverse("tasks:task", args=[made.pk])).content.decode()
        assert 'name="number" inputmode="numeric" maxlength="3" autocomplete="off" required value="5"' in page
        assert '<option value="working_day" selected>' in page

        form = {"event": "Nhận văn bản", "event_date": "18/11/2024", "number": "5", "unit": "working_day"}
        client.post(reverse("tasks:count-deadline", args=[made.pk]), form)

        page = client.get(reverse("tasks:task", args=[made.pk])).content.decode()
        assert Task.objects.get(pk=made.pk).due_date == dt.date(2024, 11, 25)
        assert "Nhận văn bản" in page

    @pytest.mark.parametrize("form", [{}, {"number": "5", "unit": "month"}], ids=["nothing", "months"])
    def test_a_form_without_a_term(self, world, form):
        """Is sent back."""
        made = relative(world)
        client = Client()
        client.force_login(world.director)

        response = client.post(
            reverse("tasks:count-deadline", args=[made.pk]), {"event": "Nhận", "event_date": "18/11/2024"} | form
        )

        assert response.status_code == 422
        assert not DueDate.objects.exists()


def rule(world, **fields):
    """Return a live rule led by the Centre."""
    phrase = "trong 3 ngày kể từ khi phát sinh"
    return task(world, **({"kind": Kind.TRIGGER, "deadline_phrase": phrase, "deadline_kind": "relative"} | fields))


class TestRaiseEvent:
    def test_makes_a_part_due_from_that_day(self, world):
        """The rule itself stays open, without a deadline."""
        live = rule(world, stage=Stage.IN_PROGRESS)
        live.cooperations.create(printed="Phòng Hành chính")

        part = services.raise_event(
            task_id=live.pk, text="Máy hỏng", happened_on=dt.date(2026, 11, 20), actor=world.centre_director, now=NOW
        )

        live.refresh_from_db()
        assert (live.stage, live.due_date) == (Stage.IN_PROGRESS, None)
        assert (part.parent, part.due_date, part.lead_unit) == (live, dt.date(2026, 11, 23), world.centre)
        assert part.due_dates.get().origin == DueOrigin.COUNTED
        assert [one.printed for one in part.cooperations.all()] == ["Phòng Hành chính"]
        assert [event.task for event in selectors.deadline_of(live, today=TODAY).events] == [part]

    def test_again(self, world):
        """Each event is a task of its own."""
        live = rule(world)
        for _ in range(2):
            services.raise_event(
                task_id=live.pk, text="Máy hỏng", happened_on=TODAY, actor=world.centre_director, now=NOW
            )

        assert live.parts.count() == 2

    def test_without_a_printed_term_there_is_no_deadline(self, world):
        """'Kịp thời' is no number; the leader may name one."""
        live = rule(world, deadline_phrase="kịp thời báo cáo")
        event = {"task_id": live.pk, "text": "Máy hỏng", "happened_on": TODAY, "now": NOW}

        undated = services.raise_event(actor=world.centre_director, **event)
        dated = services.raise_event(actor=world.director, term=Term(2, TermUnit.DAY), **event)

        assert (undated.due_date, dated.due_date) == (None, dt.date(2026, 11, 27))

    @pytest.mark.parametrize(
        ("fields", "changes", "refusal"),
        [
            pytest.param({}, {"happened_on": None}, deadline_errors.EventDateMissing, id="no-day"),
            pytest.param({}, {"happened_on": TODAY + DAY}, deadline_errors.EventDateMissing, id="a-day-ahead"),
            pytest.param({}, {"text": ""}, deadline_errors.EventEmpty, id="no-words"),
            pytest.param({}, {"term": Term(30, TermUnit.DAY)}, deadline_errors.TermNotPrinted, id="own-term"),
            pytest.param({"kind": Kind.TASK}, {}, deadline_errors.NotTrigger, id="no-rule"),
            pytest.param({"lead_unit": None}, {"actor": "director"}, errors.LeadOpen, id="nobody-leads"),
            pytest.param({}, {"actor": "clerk"}, deadline_errors.NotReviewer, id="by-the-clerk"),
            pytest.param({}, {"actor": "farm_head"}, errors.TaskMissing, id="by-a-stranger"),
            pytest.param({"stage": Stage.CANCELLED, "uncounted_at": NOW}, {}, errors.WrongStage, id="ended"),
        ],
    )
    def test_refusal_changes_nothing(self, world, fields, changes, refusal):
        """The lead or the assigning side says what has arisen; the lead names no term of its own."""
        live = rule(world, **fields)
        raising = {"text": "Máy hỏng", "happened_on": TODAY, "actor": "centre_director"} | changes
        before = snapshot()

        with pytest.raises(refusal):
            services.raise_event(task_id=live.pk, now=NOW, **(raising | {"actor": getattr(world, raising["actor"])}))

        assert snapshot() == before

    def test_by_the_page(self, world):
        """The page of the new task opens; the rule lists it."""
        live = rule(world)
        client = Client()
        client.force_login(world.centre_director)

        response = client.post(
            reverse("tasks:raise-event", args=[live.pk]),
            {"event": "Máy hỏng", "event_date": "1/6/2026", "number": "", "seen": "0.0"},
        )

        part = live.parts.get()
        assert response["Location"] == reverse("tasks:task", args=[part.pk])
        assert "Máy hỏng" in client.get(reverse("tasks:task", args=[live.pk])).content.decode()
