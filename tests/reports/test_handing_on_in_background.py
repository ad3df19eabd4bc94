"""Handing on a report over very many tasks: in the background, with how far it is."""

from __future__ import annotations

import datetime as dt

import pytest

from dondoc.audit.models import Entry
from dondoc.background import registry
from dondoc.background.models import Job
from dondoc.background.worker import Worker
from dondoc.documents.composing import services as composing
from dondoc.documents.composing.models import Draft
from dondoc.kernel import clock
from dondoc.kernel.measures import Part
from dondoc.reports import errors, selectors, services
from dondoc.reports.choices import HandingStep
from dondoc.reports.models import FrozenFigure, Handing, Report, Request, Snapshot
from dondoc.reports.selectors.progress import GIVEN_UP
from dondoc.reports.services import handing_on
from tests.programme import targets
from tests.reports import made
from tests.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(world, monkeypatch):
    """A report on more tasks than are counted while somebody waits."""
    monkeypatch.setattr(selectors.Basis.is_large, "__kwdefaults__", {"most": 2})
    made.work(world)
    return made.report(world)


@pytest.fixture
def asked(world, many):
    """It is to be handed on."""
    return services.ask_to_hand_on(report_id=many.pk, version=1, actor=world.centre_director, now=NOW)


def run(report: Report, *, now: dt.datetime = NOW) -> object:
    """Do the background work."""
    return registry.call("reports.hand_on", {"report_id": report.pk}, now=now)


class TestAskToHandOn:
    """Asking"""

    def test_of_few_tasks_it_is_handed_on_at_once(self, world):
        """Nothing waits."""
        made.work(world)

        report = services.ask_to_hand_on(
            report_id=made.report(world).pk, version=1, actor=world.centre_director, now=NOW
        )

        assert report.draft is not None
        assert not Handing.objects.exists()

    def test_of_many_it_waits(self, world, asked):
        """The report stays as it is; who asked stands in the log."""
        assert (asked.state, asked.draft) == ("drafting", None)
        assert Job.objects.filter(name="reports.hand_on").count() == 1
        assert Entry.objects.get(act="reports.ask_to_hand_on").actor_id == world.centre_director.pk

    @pytest.mark.parametrize(
        ("actor", "version", "refusal"),
        [
            pytest.param("director", 1, errors.NotComposer, id="not-composer"),
            pytest.param("farm_head", 1, errors.ReportMissing, id="not-seen"),
            pytest.param("centre_director", 9, errors.ReportChanged, id="overtaken"),
        ],
    )
    def test_refusal_changes_nothing(self, world, many, actor, version, refusal):
        """Nothing is queued."""
        with pytest.raises(refusal):
            services.ask_to_hand_on(report_id=many.pk, version=version, actor=getattr(world, actor), now=NOW)

        assert not Handing.objects.exists()
        assert not Job.objects.filter(name="reports.hand_on").exists()


class TestInTheBackground:
    """The work itself"""

    def test_gives_what_handing_on_at_once_gives(self, world, asked, monkeypatch):
        """The same figures, the same words; and by each step it says what it does."""
        steps, compose = [], handing_on._paper

        def noted(*given, **said):
            steps.extend(Handing.objects.values_list("step", flat=True))
            return compose(*given, **said)

        monkeypatch.setattr(handing_on, "_paper", noted)
        assert run(asked) is True
        other = services.hand_on(report_id=made.report(world).pk, version=1, actor=world.centre_director, now=NOW)

        asked.refresh_from_db()
        assert (asked.state, steps[0]) == ("handed_on", HandingStep.COMPOSING)
        first, second = (one.snapshots.get() for one in (asked, other))
        figures = [list(one.figures.values_list("code", "text", "records")) for one in (first, second)]
        assert figures[0] == figures[1]
        assert first.body["sections"] == second.body["sections"]

    def test_twice_changes_nothing_more(self, asked):
        """As when its worker died after the work."""
        assert [run(asked), run(asked)] == [True, False]
        assert (Snapshot.objects.count(), Draft.objects.count()) == (1, 1)

    def test_what_came_between_counts(self, world, asked, monkeypatch):
        """A task done after the figures were counted and before they are frozen is in both, figure and records."""
        compose = handing_on._paper

        def interrupted(report, basis, tally, **said):
            found = compose(report, basis, tally, **said)
            monkeypatch.undo()
            made.done(world, dt.date(2026, 7, 1))
            return found

        monkeypatch.setattr(handing_on, "_paper", interrupted)

        assert run(asked) is True
        figure = FrozenFigure.objects.get(code="done_share")
        assert (figure.counted, figure.base, figure.text) == (4, 7, "57,1 %")
        assert "4/7 nhiệm vụ" in str(Draft.objects.get().content["blocks"])

    def test_what_was_typed_between_counts(self, world, asked, monkeypatch):
        """A figure of a target typed after the report was composed is in both, figure and records."""
        target = targets.typed_target(world)
        targets.typed(target, 5, 12, world=world)
        compose, later = handing_on._paper, []

        def interrupted(report, basis, tally, **said):
            found = compose(report, basis, tally, **said)
            monkeypatch.undo()
            later.append(targets.typed(target, 5, 13, world=world, reason="Cân lại"))
            return found

        monkeypatch.setattr(handing_on, "_paper", interrupted)

        assert run(asked) is True
        figure = FrozenFigure.objects.get(code=f"target:{target.code}")
        assert (figure.text, figure.records) == ("13", str(later[0].pk))

    def test_what_a_unit_wrote_between_is_not_lost(self, world, asked, monkeypatch):
        """It came after the report was composed: it is not frozen without those words."""
        request = Request.objects.create(
            report=asked, section="assessment", unit=world.lab, due_date=NOW.date(), asked_by=world.centre_director,
            asked_at=NOW,
        )  # fmt: skip
        compose = handing_on._paper

        def interrupted(report, basis, tally, **said):
            found = compose(report, basis, tally, **said)
            services.contribute(request_id=request.pk, words="Thiếu máy", actor=world.officer, now=NOW)
            return found

        monkeypatch.setattr(handing_on, "_paper", interrupted)

        assert run(asked) is False
        assert Handing.objects.get().refusal == str(errors.ReportChanged.message)
        assert not Snapshot.objects.exists()

    def test_a_refusal_is_told_and_changes_nothing(self, client, world, asked):
        """Somebody reworded a section meanwhile: the page says so, and it may be asked for again."""
        services.word(
            report_id=asked.pk, version=1, section="assessment", text="Khá.", actor=world.centre_director, now=NOW
        )

        assert run(asked) is False
        client.force_login(world.centre_director)
        page = client.get(asked.address).content.decode()
        assert (Snapshot.objects.count(), Draft.objects.count()) == (0, 0)
        assert str(errors.ReportChanged.message) in page
        assert "chuyen/" in page
        assert client.post(f"{asked.address}chuyen/", {"version": 2}).status_code == 302
        assert run(asked) is True


class TestAfterwards:
    """What was counted before a report was handed on is not taken for what stands now"""

    @pytest.fixture
    def sent(self, world, many):
        """It was counted, then a task was done, then it was handed on."""
        registry.call("reports.count", {"report_id": many.pk}, now=NOW)
        made.done(world, dt.date(2026, 11, 1))
        services.ask_to_hand_on(report_id=many.pk, version=1, actor=world.centre_director, now=NOW)
        run(many)
        return Report.objects.get(pk=many.pk)

    def test_nothing_changed_since(self, world, sent):
        """Figures and records are both those of now."""
        pairs = selectors.with_now(sent, sent.snapshots.get(), person=world.centre_director, now=NOW)

        assert next(pair.before.text for pair in pairs if pair.code == "done") == "4"
        assert [pair.code for pair in pairs if not pair.is_same] == []

    def test_the_page_shows_what_was_counted_last(self, client, world, sent):
        """And may be counted anew, whatever became of the report."""
        made.done(world, dt.date(2026, 11, 2))
        client.force_login(world.centre_director)
        before = client.get(sent.address).content.decode()
        answer = client.post(f"{sent.address}dem-lai/")
        registry.call("reports.count", {"report_id": sent.pk}, now=clock.now())

        assert ('so-lieu-done">4<' in before, "dem-lai/" in before) == (True, True)
        assert answer.status_code == 302
        assert 'so-lieu-done">5<' in client.get(sent.address).content.decode()

    def test_counting_anew_is_for_those_who_compose(self, world, sent):
        """Others are refused, and nothing is asked for."""
        asked = Job.objects.filter(name="reports.count").count()

        with pytest.raises(errors.NotComposer):
            services.count_anew(report_id=sent.pk, actor=world.director, now=NOW)

        assert Job.objects.filter(name="reports.count").count() == asked

    def test_as_many_records_as_the_figure_says(self, world, sent):
        """None is hidden from who may open all; none is hidden by being new."""
        made.done(world, dt.date(2026, 11, 2))

        found = selectors.behind(sent, "done_share", Part.BASE, person=world.centre_director, now=NOW)

        assert (found.total, found.hidden, found.value.parts) == (8, 0, "5/8")

    def test_is_of_the_day_on_which_it_was_counted(self, world, many):
        """Not of the day on which the page is opened."""
        registry.call("reports.count", {"report_id": many.pk}, now=NOW)
        later = NOW + dt.timedelta(days=5)
        many.refresh_from_db()
        tally = selectors.tally_of(selectors.Basis.of(many, now=later))

        paper = selectors.compose(many, person=world.centre_director, now=later, tally=tally, with_rows=False)

        assert paper.as_of == clock.day_of(NOW)

    def test_nothing_goes_on_once_it_is_open_again(self, client, world, sent):
        """The buttons are back."""
        draft = sent.draft
        composing.withdraw(draft_id=draft.pk, version=draft.version, reason="Sửa", actor=world.centre_director, now=NOW)
        services.open_again(report_id=sent.pk, version=sent.version, actor=world.centre_director, now=NOW)

        sent.refresh_from_db()
        assert selectors.progress_of(sent, now=NOW + dt.timedelta(minutes=30)) is None
        assert not Handing.objects.exists()


class TestPage:
    """What the page says meanwhile"""

    def test_shows_a_bar_and_then_the_draft(self, client, world, asked):
        """The button is gone while it goes on; the end has the draft."""
        Handing.objects.update(asked_at=clock.now())
        client.force_login(world.centre_director)
        page = client.get(asked.address).content.decode()
        Handing.objects.update(step=HandingStep.FREEZING)
        part = client.get(f"{asked.address}tien-do/", headers={"hx-request": "true"}).content.decode()
        run(asked)
        over = client.get(f"{asked.address}tien-do/", headers={"hx-request": "true"})
        after = client.get(asked.address).content.decode()

        assert '<progress max="4" value="0" aria-labelledby="tien-do-ten"' in page
        assert "chuyen/" not in page
        assert '<progress max="4" value="3"' in part
        assert over.headers["HX-Refresh"] == "true"
        assert f"/{Draft.objects.get().pk}/" in after
        assert "<progress" not in after

    def test_work_that_was_given_up_may_be_asked_for_again(self, client, world, asked):
        """After an hour without a word the button stands again."""
        Handing.objects.update(asked_at=clock.now() - GIVEN_UP)
        client.force_login(world.centre_director)

        page = client.get(asked.address).content.decode()

        assert "chuyen/" in page
        assert 'value="0" aria-labelledby' not in page


@pytest.mark.django_db(transaction=True)
def test_a_worker_hands_it_on(world, asked):
    """By the queue, as a process would."""
    Job.objects.exclude(name="reports.hand_on").delete()

    assert Worker().step() is True

    asked.refresh_from_db()
    assert asked.state == "handed_on"
    assert Job.objects.get(name="reports.hand_on").done_at is not None
