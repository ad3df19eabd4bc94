"""What a page showed is what is decided on; a double click makes one row; who overtook whom is said."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.tasks import errors, services
from dondoc.tasks.choices import CorrectionVerdict, Stage, Target
from dondoc.tasks.evidence import Attachment
from dondoc.tasks.models import Completion, Correction, Extension, Obstacle, Opinion, Task, TriggerEvent, Update
from dondoc.tasks.services import Seen
from tests import world as worlds
from tests.documents.at_once import at_once
from tests.tasks.test_proof_sources import paper
from tests.world import NOW, TODAY, task

DAY = dt.timedelta(days=1)
PDF = Attachment(b"%PDF-1.4 bien ban", "bb.pdf", TODAY)
ROWS = (Task, Completion, Extension, Correction, Obstacle, Opinion, Update, TriggerEvent, Entry)


@pytest.fixture(autouse=True)
def _files(kept_files):
    """Keep the files of a test in its own folder."""


def snapshot():
    """Return all that a refusal must leave alone."""
    return [list(model.objects.order_by("pk").values()) for model in ROWS]


def client_of(person):
    """Return a browser of a person."""
    client = Client()
    client.force_login(person)
    return client


def seen(client, made, what):
    """Return what a page of the task that is open in a browser carries in its form."""
    return client.get(reverse("tasks:task", args=[made.pk])).context["seen"][what]


def report(world, made, text="Xong"):
    """Report the result."""
    return services.report(
        task_id=made.pk, text=text, attachment=None if made.evidence.exists() else PDF,
        actor=world.centre_director, now=NOW,
    )  # fmt: skip


def another_result(world, made):
    """Send the result back and report another."""
    services.send_back_result(task_id=made.pk, reason="Thiếu", actor=world.office_head, now=NOW)
    report(world, made, "Xong hơn")


def ask_more(world, made, days=30):
    """Ask for more time."""
    services.ask_extension(task_id=made.pk, date=TODAY + days * DAY, reason="Chờ", actor=world.centre_director, now=NOW)


def another_extension(world, made):
    """Refuse what was asked; more is asked."""
    services.refuse_extension(task_id=made.pk, note="Gấp", actor=world.office_head, now=NOW)
    ask_more(world, made, 300)


def correct(world, made, day=3):
    """Ask for a correction of the deadline."""
    services.ask_correction(
        task_id=made.pk, target=Target.DUE, right_date=TODAY + day * DAY, wrong="Sai", right="Đúng",
        actor=world.centre_director, now=NOW,
    )  # fmt: skip


def another_correction(world, made):
    """Refuse what was asked; another day is asked for."""
    services.decide_correction(
        task_id=made.pk, verdict=CorrectionVerdict.REFUSED, words="Không", actor=world.office_head, now=NOW
    )
    correct(world, made, 300)


def block(world, made):
    """Raise an obstacle that waits for the director."""
    services.raise_obstacle(task_id=made.pk, text="Vướng", proposal="Họp", actor=world.centre_director, now=NOW)
    services.pass_obstacle_up(task_id=made.pk, text="Xin ý kiến", actor=world.office_head, now=NOW)


def another_question(world, made):
    """Answer; it is asked again."""
    services.answer_obstacle(task_id=made.pk, text="Được", actor=world.director, now=NOW)
    services.ask_again(task_id=made.pk, text="Còn kinh phí?", actor=world.centre_director, now=NOW)


def nothing(world, made):
    """Nothing waits yet."""


EXTENDING = {"date": "20/12/2026", "reason": "Theo quyết định"}
STALE = [
    pytest.param("accept-result", "result", {}, report, another_result, id="accept-another-result"),
    pytest.param("send-back-result", "result", {"reason": "Thiếu"}, report, another_result, id="send-another-back"),
    pytest.param("grant-extension", "extension", {}, ask_more, another_extension, id="grant-more-than-was-asked"),
    pytest.param("refuse-extension", "extension", {"note": "Gấp"}, ask_more, another_extension, id="refuse-another"),
    pytest.param(
        "decide-correction", "correction", {"words": "Đúng", "act": "accept"}, correct, another_correction,
        id="accept-another-correction",
    ),
    pytest.param("say", "opinions", {"text": "Đồng ý", "act": "answer"}, block, another_question, id="answer-another"),
    pytest.param("cancel", "result", {"reason": "Thôi"}, nothing, report, id="cancel-what-was-reported"),
    pytest.param("replace", "result", {"reason": "Đổi", "action": "Khác"}, nothing, report, id="replace-the-reported"),
    pytest.param("extend", "extension", EXTENDING, nothing, ask_more, id="extend-over-a-request"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "what", "form", "begin", "meanwhile"), STALE)
def test_an_old_page_decides_nothing(world, name, what, form, begin, meanwhile):
    """Two tabs: what changed under the older one is said, with who did it; the newer one decides."""
    made = task(world, due_date=TODAY + 10 * DAY, stage=Stage.IN_PROGRESS)
    begin(world, made)
    director = client_of(world.director)
    if name == "extend":
        form = form | {"document": paper(world, registered_in=world.office).pk}
    old = seen(director, made, what)
    meanwhile(world, made)
    before = snapshot()

    refused = director.post(reverse(f"tasks:{name}", args=[made.pk]), form | {"seen": old})

    assert refused.status_code == 409
    assert f"{world.centre_director.full_name}: " in refused.content.decode()
    assert snapshot() == before
    new = director.post(reverse(f"tasks:{name}", args=[made.pk]), form | {"seen": seen(director, made, what)})
    assert new.status_code == 302


@pytest.mark.parametrize("value", ["", "abc", "1", "-1.0"])
def test_a_form_that_shows_nothing_decides_nothing(world, value):
    """A decision without the page it was taken on."""
    made = task(world, stage=Stage.IN_PROGRESS)
    report(world, made)
    before = snapshot()

    refused = client_of(world.director).post(reverse("tasks:accept-result", args=[made.pk]), {"seen": value})

    assert (refused.status_code, snapshot()) == (409, before)


def test_the_desk_accepts_the_result_that_it_shows(world):
    """Its form carries the result as well."""
    made = task(world, stage=Stage.IN_PROGRESS)
    report(world, made)
    director = client_of(world.director)
    page = director.get("/").content.decode()

    assert f'name="seen" value="{made.completions.get().pk}.0"' in page


@pytest.mark.parametrize(
    ("name", "what", "form", "count"),
    [
        pytest.param("update", "updates", {"text": "Đang đo"}, lambda t: t.updates.count(), id="update"),
        pytest.param("hand-on", "parts", {"action": "Đo"}, lambda t: t.parts.count(), id="hand-on"),
        pytest.param(
            "observe", "observations", {"text": "Đang đo"}, lambda t: t.observations.count(), id="observe"
        ),
        pytest.param(
            "urge", "urgings", {"means": "phone", "text": "Đã gọi"}, lambda t: t.urgings.count(), id="urge"
        ),
        pytest.param(
            "inspect", "inspections", {"text": "Đúng", "conclusion": "Tiếp tục"}, lambda t: t.inspections.count(),
            id="inspect",
        ),
        pytest.param(
            "raise-event", "events", {"event": "Máy hỏng", "event_date": "1/6/2026"}, lambda t: t.events.count(),
            id="raise-event",
        ),
    ],
)  # fmt: skip
def test_a_double_click_makes_one_row(world, name, what, form, count):
    """The second of the same form is refused; the form of a fresh page is not."""
    made = task(world, stage=Stage.IN_PROGRESS, kind="trigger")
    # Who follows a task up is not who leads it.
    lead = client_of(world.director if name in ("observe", "urge", "inspect") else world.centre_director)
    form |= {"seen": seen(lead, made, what)} | ({"to": f"u{world.lab.pk}"} if name == "hand-on" else {})

    answers = [lead.post(reverse(f"tasks:{name}", args=[made.pk]), form) for _n in range(2)]

    assert [answer.status_code for answer in answers] == [302, 409]
    written = next((form[name] for name in ("text", "action") if name in form), "")
    assert written in answers[1].content.decode()
    assert count(made) == 1
    lead.post(reverse(f"tasks:{name}", args=[made.pk]), form | {"seen": seen(lead, made, what)})
    assert count(made) == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("act", "model"),
    [
        pytest.param(partial(services.update, text="Đang đo"), Update, id="update"),
        pytest.param(partial(services.raise_event, text="Máy hỏng", happened_on=TODAY), TriggerEvent, id="raise-event"),
    ],
)
def test_two_clicks_at_once(kept_files, act, model):
    """Whichever comes first makes the row."""
    world = worlds.build()
    made = task(world, stage=Stage.IN_PROGRESS, kind="trigger")
    click = partial(act, task_id=made.pk, seen=Seen(0), actor=world.centre_director, now=NOW)

    outcomes = at_once(click, click)

    assert sum(isinstance(outcome, errors.MovedOn) for outcome in outcomes) == 1
    assert model.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_accepted_and_sent_back_at_once(kept_files):
    """One decision holds; the other is refused."""
    world = worlds.build()
    made = task(world, stage=Stage.IN_PROGRESS)
    report(world, made)
    look = Seen(made.completions.get().pk)

    at_once(
        partial(services.accept_result, task_id=made.pk, seen=look, actor=world.director, now=NOW),
        partial(
            services.send_back_result, task_id=made.pk, reason="Thiếu", seen=look, actor=world.office_head, now=NOW
        ),
    )

    made.refresh_from_db()
    assert (made.stage, made.completions.get().verdict) in [("done", "accepted"), ("in_progress", "sent_back")]
    assert Entry.objects.filter(act__in=["tasks.accept_result", "tasks.send_back_result"]).count() == 1
