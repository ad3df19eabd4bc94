"""What happened to made-up tasks on their way: more time, pauses, obstacles, and who was told of it.

The rows, and the columns of the task that change with them, are what the services would have written at those moments,
audit entries and reminders aside: a test lets the services do it again and compares.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dondoc.kernel import clock
from dondoc.kernel.workdays import WorkCalendar
from dondoc.organization.models import Person, Unit
from dondoc.tasks.choices import DueOrigin, ExtensionVerdict, NoticeKind, ObstacleState, OpinionKind, Stage
from dondoc.tasks.models import DueDate, Extension, Notice, Obstacle, Opinion, Pause, Task

from .loading import insert

if TYPE_CHECKING:
    from .population import Agency

DAY = dt.timedelta(days=1)
# Shares, made up: large enough that every list has rows, small enough that none is swamped. One task meets one of the
# first three at most.
SHARES = {
    "extension": 0.08,  # of all tasks with a deadline ask for more time
    "pause": 0.02,  # of all tasks stand still for a while
    "obstacle": 0.05,  # of all tasks meet one
    "refused": 0.25,  # of the requests for more time
    "unanswered": 0.03,  # of the obstacles, however long ago they were raised
    "stopped": 0.4,  # of the answers of an office stop the clock until the obstacle is gone
    "read": 0.85,  # of the notices older than a week
    "read_soon": 0.4,  # of the later ones
}
# Notices of so many days; what somebody was told before that is on no page they open.
NOTICE_DAYS = 90
WEEK = dt.timedelta(days=7)
# How many days: until a request is decided on, an obstacle is answered, is removed; of a pause; more time asked for.
TO_DECIDE, TO_ANSWER, TO_REMOVE, STANDING, MORE_TIME = (1, 5), (1, 7), (3, 26), (5, 41), (7, 46)
# A request comes so many days before the deadline; without a deadline something happens within so many of assigning.
BEFORE_DUE, WITHIN = (0, 6), 60

REASONS = ("Đơn vị phối hợp chưa gửi đủ số liệu.", "Phải lấy thêm ý kiến các sở, ngành.",
           "Hồ sơ phải trình lại theo quy định mới.", "Nguồn kinh phí chưa được phân bổ.")  # fmt: skip
REFUSALS = ("Nhiệm vụ gấp, đề nghị bố trí thêm người để làm đúng hạn.", "Lý do nêu ra chưa đủ để gia hạn.")
PAUSES = ("Chờ văn bản hướng dẫn của bộ, ngành Trung ương.", "Chờ phê duyệt dự toán bổ sung.")
STOPS = ("Chưa có quy định về mức chi cho nội dung này.", "Thiết bị hỏng, chưa có kinh phí sửa chữa.",
         "Hai đơn vị hiểu khác nhau về phạm vi phối hợp.")  # fmt: skip
PROPOSALS = ("Đề nghị cho ý kiến để thống nhất cách làm.", "Đề nghị xem xét bổ sung kinh phí.")
ANSWERS = ("Thống nhất như đề xuất, khẩn trương thực hiện.", "Giao hai đơn vị họp, thống nhất phạm vi phối hợp.")
REMOVALS = ("Đã có hướng dẫn, tiếp tục thực hiện.", "Đã được bố trí kinh phí.")


@dataclass(slots=True)
class Story:
    """What happened to one task; `last` is its latest day, and `is_over` says that nothing of it goes on."""

    dues: list[DueDate] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    obstacles: list[Obstacle] = field(default_factory=list)
    opinions: list[Opinion] = field(default_factory=list)
    told: list[Notice] = field(default_factory=list)
    last: dt.date | None = None
    is_over: bool = True


@dataclass(slots=True)
class Teller:
    """Makes up what happened, up to a day."""

    chance: random.Random
    until: dt.date
    calendar: WorkCalendar
    answer_days: int

    def story_of(self, task: Task, unit: Unit, agency: Agency) -> Story:
        """Return what happened to a task between its assignment and now; its deadline moves along."""
        story, drawn = Story(), self.chance.random()
        day = clock.day_of(task.assigned_at) if task.assigned_at else self.until
        last = task.due_date or day + dt.timedelta(days=WITHIN)
        begins = day + dt.timedelta(days=self.chance.randint(1, (last - day).days))
        if drawn < SHARES["extension"]:
            if task.due_date is not None:
                self._extension(story, task, agency, maker_of(task, unit, agency), first=day + DAY)
        elif begins > self.until:
            pass
        elif drawn < SHARES["extension"] + SHARES["pause"]:
            self._pause(story, task, agency, since=begins)
        elif drawn < SHARES["extension"] + SHARES["pause"] + SHARES["obstacle"]:
            self._obstacle(story, task, unit, agency, raised=begins)
        return story

    def notice(self, person: Person, task: Task, kind: NoticeKind, *, day: dt.date, by: Person | None) -> list[Notice]:
        """Return the notice of a step, none of a step long ago or of who took it themselves."""
        if person is by or day <= self.until - dt.timedelta(days=NOTICE_DAYS):
            return []
        at, is_old = moment(day), day < self.until - WEEK
        is_read = self.chance.random() < SHARES["read" if is_old else "read_soon"]
        hours = self.chance.randint(1, 100 if is_old else 1)
        return [Notice(person=person, task=task, kind=kind, at=at, read_at=at + dt.timedelta(hours=hours) if is_read
                       else None)]  # fmt: skip

    def _extension(self, story: Story, task: Task, agency: Agency, maker: Person, *, first: dt.date) -> None:
        due, director, office = task.due_date, agency.director, agency.office_head
        if due is None or director is None or office is None:
            return
        asked = max(first, due - self._days(BEFORE_DUE))
        if asked > self.until:
            return
        row = Extension(task=task, asked_by=maker, asked_at=moment(asked), due_then=due, reason=self._one(REASONS),
                        asked_date=due + self._days(MORE_TIME))  # fmt: skip
        story.extensions.append(row)
        story.told += self.notice(office, task, NoticeKind.EXTENSION_ASKED, day=asked, by=maker)
        decided = asked + self._days(TO_DECIDE)
        if decided > self.until:
            story.last, story.is_over = asked, False
            return
        story.last = decided
        row.decided_by, row.decided_at = director, moment(decided)
        if self.chance.random() < SHARES["refused"]:
            row.verdict, row.decided_note = ExtensionVerdict.REFUSED, self._one(REFUSALS)
            kind = NoticeKind.EXTENSION_REFUSED
        else:
            row.verdict, row.due = ExtensionVerdict.GRANTED, self._move(
                story, task, row.asked_date, DueOrigin.EXTENSION, day=decided, by=director
            )  # fmt: skip
            kind = NoticeKind.EXTENSION_GRANTED
        story.told += self.notice(maker, task, kind, day=decided, by=director)

    def _pause(self, story: Story, task: Task, agency: Agency, *, since: dt.date) -> None:
        row = Pause(task=task, since=since, reason=self._one(PAUSES), recorded_at=moment(since),
                    recorded_by=agency.director)  # fmt: skip
        story.pauses.append(row)
        self._restart(story, task, row, day=since + self._days(STANDING), by=agency.director)

    def _restart(self, story: Story, task: Task, row: Pause, *, day: dt.date, by: Person | None) -> None:
        """Let the clock run again from a day on; one that lies ahead leaves it standing."""
        if day > self.until:
            story.last, story.is_over = row.since, False
            return
        story.last = day
        row.until, row.ended_at, row.ended_by = day, moment(day), by
        if task.due_date is not None and task.due_date >= row.since:
            self._move(story, task, task.due_date + (day - row.since), DueOrigin.PAUSE, day=day, by=by)

    def _obstacle(self, story: Story, task: Task, unit: Unit, agency: Agency, *, raised: dt.date) -> None:
        """Let the work be stopped: the head answers who was given it, the office answers the head."""
        maker, is_asked_above = maker_of(task, unit, agency), task.assignee is None
        level, head = (agency.office, agency.office_head) if is_asked_above else (unit, agency.heads[unit.pk])
        if head is None:
            return
        task.stage, story.last, story.is_over = Stage.IN_PROGRESS, raised, False
        row = Obstacle(
            task=task, text=self._one(STOPS), proposal=self._one(PROPOSALS), raised_by=maker, lies_with=level,
            raised_at=moment(raised), answer_by=self.calendar.add(raised, self.answer_days, "working_day"),
        )  # fmt: skip
        story.obstacles.append(row)
        story.told += self.notice(head, task, NoticeKind.OBSTACLE, day=raised, by=maker)
        answered = raised + self._days(TO_ANSWER)
        if answered > self.until or self.chance.random() < SHARES["unanswered"]:
            return
        row.state, story.last = ObstacleState.ANSWERED, answered
        answer = self._say(story, row, OpinionKind.ANSWER, self._one(ANSWERS), head, agency, day=answered)
        story.told += self.notice(maker, task, NoticeKind.OPINION, day=answered, by=head)
        pause = None
        if is_asked_above and self.chance.random() < SHARES["stopped"]:
            pause = Pause(task=task, obstacle=row, since=answered, reason=answer.text, recorded_at=answer.at,
                          recorded_by=head)  # fmt: skip
            story.pauses.append(pause)
        removed = answered + self._days(TO_REMOVE)
        if removed > self.until:
            return
        row.state, row.removed_at = ObstacleState.REMOVED, moment(removed)
        story.last, story.is_over = removed, True
        self._say(story, row, OpinionKind.REMOVED, self._one(REMOVALS), maker, agency, day=removed)
        if pause is not None:
            self._restart(story, task, pause, day=removed, by=maker)

    def _say(
        self, story: Story, row: Obstacle, kind: OpinionKind, text: str, author: Person, agency: Agency, *, day: dt.date
    ) -> Opinion:
        made = Opinion(obstacle=row, kind=kind, text=text, author=author, post=agency.titles[author.pk], at=moment(day))
        story.opinions.append(made)
        return made

    def _move(
        self, story: Story, task: Task, date: dt.date, origin: DueOrigin, *, day: dt.date, by: Person | None
    ) -> DueDate:
        """Put a deadline in force."""
        task.due_date, task.due_recorded_at = date, moment(day)
        story.dues.append(DueDate(task=task, date=date, origin=origin, recorded_at=moment(day), recorded_by=by))
        return story.dues[-1]

    def _days(self, span: tuple[int, int]) -> dt.timedelta:
        return dt.timedelta(days=self.chance.randrange(*span))

    def _one(self, words: tuple[str, ...]) -> str:
        return self.chance.choice(words)


def maker_of(task: Task, unit: Unit, agency: Agency) -> Person:
    """Return who works on a task: who was given it, else the head of the lead unit."""
    return task.assignee or agency.heads[unit.pk]


def moment(day: dt.date) -> dt.datetime:
    """Return the middle of a working day."""
    return clock.start_of(day) + dt.timedelta(hours=10)


def write(stories: Iterable[Story]) -> None:
    """Write what happened; the tasks have their keys."""
    known = list(stories)
    for rows in ("dues", "extensions", "obstacles", "opinions", "pauses", "told"):
        insert(row for story in known for row in getattr(story, rows))
