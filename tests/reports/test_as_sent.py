"""A report as it was sent: what it is compared with, its document, its workbook."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from dondoc.reports import selectors, services, structures, wording
from tests.programme import targets
from tests.reports import made
from tests.reports.test_contributing import ask
from tests.world import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=10)


@pytest.fixture
def work(world):
    """One task of each class."""
    return made.work(world)


def hand_on(report, world, *, now=NOW):
    """Freeze a report as it is."""
    report.refresh_from_db()
    return services.hand_on(report_id=report.pk, version=report.version, actor=world.centre_director, now=now)


def said_below(draft, title):
    """Return the paragraphs of a document between a heading and the next one."""
    blocks = draft.content["blocks"]
    at = next(place for place, block in enumerate(blocks) if block.get("title") == title)
    below = itertools.takewhile(lambda block: block["kind"] not in ("heading", "annex"), blocks[at + 1 :])
    return [block["text"] for block in below if block["kind"] == "paragraph"]


class TestDocument:
    """What the document says where nothing stands"""

    def test_nobody_said_that_there_is_nothing(self, world):
        """Free text that nobody wrote is not there yet; of what was counted there is none."""
        report = ask(made.report(world), world)

        draft = hand_on(report, world).draft

        assert said_below(draft, "Tồn tại, hạn chế và nguyên nhân") == [
            "(Chưa có nội dung.)", f"Đơn vị chưa gửi nội dung: {world.lab.name}; {world.farm.name}.",
        ]  # fmt: skip
        assert said_below(draft, "Kiến nghị, đề xuất") == ["(Chưa có nội dung.)"]
        # No document was named whose weak points could be answered.
        assert said_below(draft, "Khắc phục tồn tại, hạn chế đã được chỉ ra") == ["(Chưa có nội dung.)"]
        assert said_below(draft, "Khó khăn, vướng mắc đang chờ ý kiến") == ["Không."]

    def test_what_a_unit_wrote_stands(self, world):
        """As it wrote it."""
        report = ask(made.report(world), world)
        request = report.requests.get(unit=world.lab)
        services.contribute(request_id=request.pk, words="Không.", actor=world.officer, now=NOW)

        assert said_below(hand_on(report, world).draft, "Tồn tại, hạn chế và nguyên nhân") == [
            f"{world.lab.name}: Không.", f"Đơn vị chưa gửi nội dung: {world.farm.name}.",
        ]  # fmt: skip


@pytest.mark.parametrize("kind", ["months6", "notice", "follow_up"])
def test_the_classes_that_are_named_are_all_of_them(kind):
    """Whatever is nought: what is done and what is open add up to the whole."""
    sections = structures.kinds()[kind].sections
    for nought in itertools.product([True, False], repeat=3):
        names = dict(zip(("done", "in_time", "no_deadline"), nought, strict=True))
        text = "\n".join(wording.standard(section, lambda code: names.get(code, False)) for section in sections)  # noqa: B023
        for name, is_nought in names.items():
            assert is_nought or f"{{{name}}}" in text
        if not names["done"] and "{done_in_time}" in text:
            assert "{done_undated}" in text


class TestWithNow:
    """As sent and as now"""

    def test_is_for_the_day_that_was_sent(self, world, work):
        """Days went by and nothing was recorded: nothing differs, neither counts nor measures nor targets."""
        made.task(world, due_date=(NOW + dt.timedelta(days=5)).date())
        targets.target(world, measure="tasks.overdue", unit_of_measure="%", aggregation="ratio")
        report = made.report(world)
        text = "Quá hạn {overdue}, {tasks.overdue}; không tính {not_counted}."
        services.word(
            report_id=report.pk, version=1, section="overview", text=text, actor=world.centre_director, now=NOW
        )
        sent = hand_on(report, world)
        made.task(world, assigned_at=NOW + dt.timedelta(days=2))

        pairs = selectors.with_now(sent, sent.snapshots.get(), person=world.centre_director, now=LATER)

        assert {pair.code for pair in pairs} >= {"overdue", "tasks.overdue", "not_counted", "target:CT-01"}
        assert [pair.code for pair in pairs if not pair.is_same] == []

    def test_what_was_recorded_since_of_those_days_counts(self, world, work):
        """A result of a day before the report that is recorded after it."""
        sent = hand_on(made.report(world), world)
        later = work["overdue"]
        later.stage, later.done_date, later.closed_at = "done", dt.date(2026, 11, 20), LATER
        later.save()

        pairs = {
            pair.code: pair
            for pair in selectors.with_now(sent, sent.snapshots.get(), person=world.centre_director, now=LATER)
        }

        assert (pairs["overdue"].before.text, pairs["overdue"].after.text) == ("1", "0")
