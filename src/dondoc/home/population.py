"""A made-up province of any size for trying the product at scale: seeded, plausible, written in bulk.

Every name and every sentence is made up. The rows are what the acts would have written, audit entries aside: a task
that is done has a result with dated evidence that somebody else accepted; every file is really kept. What happened to a
task on its way is made up in `happenings`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from dondoc.documents.choices import State
from dondoc.documents.models import Directive, Distribution, Document, StoredFile
from dondoc.kernel import calendar, clock
from dondoc.kernel.vietnamese import fold
from dondoc.organization.choices import HEADS, Role, UnitKind
from dondoc.organization.models import Person, Post, Unit
from dondoc.tasks import selectors
from dondoc.tasks.choices import NoticeKind, Stage, Verdict
from dondoc.tasks.models import Completion, Cooperation, DueDate, Evidence, Task, Update

from . import happenings
from .happenings import DAY, Story, Teller, maker_of, moment
from .loading import insert

SEED = 20_261_125
# An agency has this many units; a document lays down this many tasks; documents written in one transaction.
UNITS_PER_AGENCY = 20
TASKS_PER_DOCUMENT = 40
DOCUMENTS_AT_A_TIME = 25
# The documents are spread over so many days up to today.
DAYS = 900
SINCE = dt.date(2020, 1, 1)

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Hoàng", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô")
MIDDLES = ("Văn", "Thị", "Minh", "Thanh", "Quốc", "Ngọc", "Hữu", "Đức", "Thùy", "Xuân", "Hoài", "Bích")
GIVEN = ("An", "Bình", "Châu", "Dung", "Đạt", "Giang", "Hà", "Hải", "Hạnh", "Hiếu", "Hòa", "Khánh", "Lan", "Linh",
         "Long", "Mai", "Nam", "Nga", "Phúc", "Phương", "Quân", "Quỳnh", "Sơn", "Tâm", "Thảo", "Trang", "Tuấn",
         "Yến")  # fmt: skip
FIELDS = ("Khoa học và Công nghệ", "Nông nghiệp và Môi trường", "Tài chính", "Xây dựng", "Công Thương", "Nội vụ",
          "Y tế", "Giáo dục và Đào tạo", "Tư pháp", "Văn hóa, Thể thao và Du lịch")  # fmt: skip
DIVISIONS = ("Kế hoạch - Tài chính", "Tổ chức - Hành chính", "Quản lý chuyên ngành", "Thanh tra", "Kỹ thuật",
             "Chuyển đổi số", "Pháp chế", "Quản lý dịch vụ", "Ứng dụng công nghệ")  # fmt: skip
VERBS = ("Rà soát", "Báo cáo", "Xây dựng kế hoạch", "Tham mưu ban hành", "Hoàn thành", "Kiểm tra", "Đôn đốc",
         "Tổng hợp", "Triển khai", "Đề xuất phương án")  # fmt: skip
OBJECTS = ("các chỉ tiêu theo Chương trình công tác năm", "kết quả giải ngân vốn đầu tư công",
           "công tác cải cách hành chính và chuyển đổi số", "định mức kinh tế - kỹ thuật dịch vụ sự nghiệp công",
           "việc khai thác máy móc, trang thiết bị đã đầu tư", "hồ sơ tuyển dụng viên chức theo Đề án vị trí việc làm",
           "các nhiệm vụ khoa học và công nghệ cấp cơ sở", "kiến nghị của cử tri trước kỳ họp Hội đồng nhân dân",
           "việc kiểm định phương tiện đo trên địa bàn", "các dịch vụ công sử dụng ngân sách nhà nước")  # fmt: skip
AREAS = ("thuộc lĩnh vực phụ trách", "trên địa bàn tỉnh", "tại các đơn vị trực thuộc", "theo kết luận của lãnh đạo",
         "gắn với kế hoạch năm", "bảo đảm chất lượng, đúng tiến độ")  # fmt: skip
NEWS = ("Đã có dự thảo, đang lấy ý kiến các phòng.", "Đang chờ số liệu của đơn vị phối hợp.",
        "Đã họp thống nhất đề cương.", "Đã trình lãnh đạo đơn vị xem xét.")  # fmt: skip

NO_DEADLINE = {"kind": "none", "date": None, "phrase": None, "rule": ""}


@dataclass(slots=True)
class Agency:
    """One agency: its top, the units below, who leads each, who registers, who works where."""

    top: Unit
    office: Unit
    divisions: list[Unit] = field(default_factory=list)
    heads: dict[int, Person] = field(default_factory=dict)
    officers: dict[int, list[Person]] = field(default_factory=dict)
    clerk: Person | None = None
    director: Person | None = None
    office_head: Person | None = None
    titles: dict[int, str] = field(default_factory=dict)


def populate(*, tasks: int, people: int, units: int, now: dt.datetime) -> Iterator[int]:
    """Write the province and yield how many tasks are there, batch by batch.

    Args:
        tasks: how many tasks; documents come to one for each `TASKS_PER_DOCUMENT`.
        people: at least three for each agency and one for each unit are made.
        units: agencies come to one for each `UNITS_PER_AGENCY`.
    """
    chance = random.Random(SEED)  # noqa: S311 - plausible data, no secret
    with transaction.atomic():
        agencies = _organization(people=people, units=units, chance=chance)
    answer = selectors.answer_time()
    # Nothing of today: a moment of the day may not have come yet.
    until = clock.day_of(now) - DAY
    teller = Teller(chance, until, calendar.load(), answer.working_days if answer else 0)
    made = 0
    for number in itertools.count(1):
        if made >= tasks:
            return
        with transaction.atomic():
            made += _documents(agencies, left=tasks - made, batch=number, teller=teller)
        yield made


def _organization(*, people: int, units: int, chance: random.Random) -> list[Agency]:
    """Write the units, level by level because a path names those above, and the people in their posts."""
    count = max(1, units // UNITS_PER_AGENCY)
    tops = _units(None, [_agency_name(n) for n in range(count)], UnitKind.DEPARTMENT)
    offices = [_units(top, ["Văn phòng"], UnitKind.OFFICE)[0] for top in tops]
    agencies = [Agency(top, office) for top, office in zip(tops, offices, strict=True)]
    for n, agency in enumerate(agencies):
        wanted = units // count + (1 if n < units % count else 0) - 2
        names = [f"Phòng {DIVISIONS[i % len(DIVISIONS)]}{f' {i // len(DIVISIONS) + 1}' if i >= len(DIVISIONS) else ''}"
                 for i in range(max(1, wanted))]  # fmt: skip
        agency.divisions = _units(agency.top, names, UnitKind.DIVISION)
    _people(agencies, people=people, chance=chance)
    return agencies


def _agency_name(number: int) -> str:
    name = f"Sở {FIELDS[number % len(FIELDS)]}"
    return f"{name} vùng {number // len(FIELDS) + 1}" if number >= len(FIELDS) else name


def _units(parent: Unit | None, names: Sequence[str], kind: UnitKind) -> list[Unit]:
    made = Unit.objects.bulk_create(
        Unit(parent=parent, kind=kind, name=name, short_name=name[:80], path="") for name in names
    )
    for unit in made:
        unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    Unit.objects.bulk_update(made, ["path"])
    return made


def _people(agencies: list[Agency], *, people: int, chance: random.Random) -> None:
    numbers = itertools.count(1)
    posts: list[Post] = []
    employers: list[Agency] = []

    def hire(agency: Agency, unit: Unit, role: Role, title: str) -> Person:
        name = f"{chance.choice(FAMILIES)} {chance.choice(MIDDLES)} {chance.choice(GIVEN)}"
        person = Person(username=f"nguoi{next(numbers):06d}", full_name=name, is_demo=True, password="!")  # noqa: S106
        is_head = role in HEADS
        employers.append(agency)
        posts.append(Post(person=person, unit=unit, role=role, title=title, is_head=is_head, valid_from=SINCE))
        return person

    for agency in agencies:
        agency.director = hire(agency, agency.top, Role.DEPARTMENT_DIRECTOR, "Giám đốc Sở")
        agency.office_head = hire(agency, agency.office, Role.OFFICE_HEAD, "Chánh Văn phòng")
        agency.clerk = hire(agency, agency.office, Role.CLERK, "Văn thư")
        for unit in agency.divisions:
            agency.heads[unit.pk] = hire(agency, unit, Role.UNIT_HEAD, f"Trưởng {unit.name.lower()}")
            agency.officers[unit.pk] = []
    places = [(agency, unit) for agency in agencies for unit in agency.divisions]
    for n in range(max(0, people - len(posts))):
        agency, unit = places[n % len(places)]
        agency.officers[unit.pk].append(hire(agency, unit, Role.OFFICER, "Chuyên viên"))
    insert(post.person.compute() for post in posts)
    insert(posts)
    for agency, post in zip(employers, posts, strict=True):
        agency.titles[post.person_id] = post.title


def _documents(agencies: list[Agency], *, left: int, batch: int, teller: Teller) -> int:
    """Write some documents with their tasks and return how many tasks there are."""
    plans = []
    for number in range(DOCUMENTS_AT_A_TIME):
        size = min(TASKS_PER_DOCUMENT, left)
        if size <= 0:
            break
        left -= size
        serial = (batch - 1) * DOCUMENTS_AT_A_TIME + number + 1
        plans.append(_Plan(teller.chance.choice(agencies), serial, size, teller))
    texts = [plan.text.encode() for plan in plans]
    files = insert(
        StoredFile(
            sha256=(digest := hashlib.sha256(text).hexdigest()), size=len(text), content=f"{digest[:2]}/{digest}"
        )
        for text in texts
    )
    for file, text in zip(files, texts, strict=True):
        name = f"{file.sha256[:2]}/{file.sha256}"
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(text))
    documents = insert(plan.document(file) for plan, file in zip(plans, files, strict=True))
    directives = insert(
        directive for plan, document in zip(plans, documents, strict=True) for directive in plan.directives(document)
    )
    sources = iter(directives)
    tasks = insert(
        task for plan, document in zip(plans, documents, strict=True) for task in plan.tasks(document, sources)
    )
    insert(
        {
            (d.pk, u): Distribution(document=d, unit_id=u)
            for t in tasks
            for d, u in [(t.document, t.lead_unit_id)]
            if u
        }.values()
    )
    _histories(tasks, agencies, teller)
    insert(update for plan in plans for update in plan.news)
    happenings.write(story for plan in plans for story in plan.stories)
    return len(tasks)


def _histories(tasks: list[Task], agencies: list[Agency], teller: Teller) -> None:
    """Write what every task has: its deadline, cooperation, news, results with their proof; who was told of them."""
    chance = teller.chance
    by_document: dict[int, list[int | None]] = {}
    for task in tasks:
        by_document.setdefault(task.document_id, []).append(task.lead_unit_id)
    insert(
        DueDate(
            task=t, date=t.original_due_date, origin="document", recorded_at=t.assigned_at, recorded_by=t.assigned_by
        )
        for t in tasks
        if t.original_due_date and t.assigned_at
    )
    shared = insert(
        Cooperation(task=t, unit_id=unit, printed="Đơn vị phối hợp")
        for t in tasks
        if chance.random() < 0.3 and (unit := chance.choice(by_document[t.document_id])) and unit != t.lead_unit_id
    )
    heads = {unit: person for agency in agencies for unit, person in agency.heads.items()}
    offices = {agency.top.pk: agency.office_head for agency in agencies}
    makers = {t.pk: t.assignee or heads[t.lead_unit_id] for t in tasks if t.lead_unit_id}
    done = [t for t in tasks if t.stage == Stage.DONE and t.closed_at and t.done_date]
    proofs = insert(
        Evidence(
            task=t, file_id=t.document.file_id, file_name="ket-qua.txt", date=t.done_date,
            added_by=makers[t.pk], added_at=closed_at,
        )
        for t in done
        if (closed_at := t.closed_at)
    )  # fmt: skip
    results = insert(
        Completion(
            task=t, reported_by=makers[t.pk], reported_at=closed_at, done_date=day, text="Đã hoàn thành.",
            verdict=Verdict.ACCEPTED, decided_by=t.assigned_by, decided_at=closed_at,
        )
        for t in done
        if (closed_at := t.closed_at) and (day := t.done_date)
    )  # fmt: skip
    rests_on: Any = Completion.evidence.through
    insert(rests_on(completion=result, evidence=proof) for result, proof in zip(results, proofs, strict=True))
    steps = [
        *((makers[t.pk], t, NoticeKind.ASSIGNED, t.assigned_at, t.assigned_by) for t in tasks),
        *((heads[c.unit_id], c.task, NoticeKind.COOPERATE, c.task.assigned_at, c.task.assigned_by) for c in shared
          if c.unit_id),
        *((offices[t.assigning_unit_id], t, NoticeKind.REPORTED, t.closed_at, makers[t.pk]) for t in done),
        *((makers[t.pk], t, NoticeKind.ACCEPTED, t.closed_at, t.assigned_by) for t in done),
    ]  # fmt: skip
    insert(
        notice
        for person, t, kind, at, by in steps
        if person and at
        for notice in teller.notice(person, t, kind, day=clock.day_of(at), by=by)
    )


class _Plan:
    """One document before it is written: its sentences and what becomes of each."""

    def __init__(self, agency: Agency, serial: int, size: int, teller: Teller) -> None:
        self.agency, self.serial, self.teller, self.chance = agency, serial, teller, teller.chance
        self.stories: list[Story] = []
        self.news: list[Update] = []
        chance = teller.chance
        self.date = teller.until - dt.timedelta(days=chance.randrange(DAYS))
        self.units = [chance.choice(agency.divisions) for _number in range(size)]
        self.sentences = [
            f"{unit.name} {chance.choice(VERBS).lower()} {chance.choice(OBJECTS)} {chance.choice(AREAS)}"
            for unit in self.units
        ]
        self.text = f"THÔNG BÁO số {serial}/TB\n" + "".join(f"{words}.\n" for words in self.sentences)

    def document(self, file: StoredFile) -> Document:
        """Return the row of the document."""
        agency = self.agency
        subject = f"Kết luận giao ban {agency.top.name} ngày {self.date.day}/{self.date.month}/{self.date.year}"
        reading = {
            "header": {"where": {}, "signer": None}, "source": {"losses": []}, "outline": [], "directives": [],
            "citations": [], "definitions": [], "coverage": [], "findings": [],
        }  # fmt: skip
        return Document(
            file=file, file_name=f"thong-bao-{self.serial}.txt", media_type="text/plain", state=State.HANDED_ON,
            number=str(self.serial), symbol="TB", date=self.date, issuer=agency.top.name, type_code="TB",
            type_name="Thông báo", subject=subject, text=self.text, reading=reading, registered_in=agency.office,
            registered_by=agency.clerk, registered_at=moment(self.date), identity=f"quy mo {self.serial}",
            reference=f"{self.serial}/tb",
        )  # fmt: skip

    def directives(self, document: Document) -> Iterator[Directive]:
        """Yield the passages."""
        start = self.text.index("\n") + 1
        for position, words in enumerate(self.sentences, start=1):
            yield Directive(
                document=document, position=position, path=f"2.({position})", start=start, end=start + len(words),
                quote=words, kind="task", rule="duty_verb", confidence="sure",
                data={"lead": [], "cooperate": [], "deadline": dict(NO_DEADLINE)},
            )  # fmt: skip
            start += len(words) + 2

    def tasks(self, document: Document, sources: Iterator[Directive]) -> Iterator[Task]:
        """Yield the tasks, older ones mostly done."""
        for unit, words in zip(self.units, self.sentences, strict=True):
            yield self._task(document, next(sources), unit, words)

    def _task(self, document: Document, directive: Directive, unit: Unit, words: str) -> Task:
        chance, assigned_at = self.chance, moment(self.date)
        due = self.date + dt.timedelta(days=chance.randrange(10, 120)) if chance.random() < 0.6 else None
        age = (self.teller.until - self.date).days
        officers = self.agency.officers[unit.pk]
        task = Task(
            document=document, directive=directive, quote=words, action=words[len(unit.name) + 1 :].capitalize(),
            kind="task", lead_printed=unit.name, lead_unit=unit, assigning_unit=self.agency.top,
            assigned_by=self.agency.director, assigned_at=assigned_at, due_date=due, original_due_date=due,
            due_recorded_at=assigned_at if due else None, deadline_kind="date" if due else "none",
            assignee=chance.choice(officers) if officers and chance.random() < 0.7 else None,
            search_text=fold(f"{words} {self.serial}/TB"),
        )  # fmt: skip
        story = self.teller.story_of(task, unit, self.agency)
        self.stories.append(story)
        if story.last is not None:
            task.last_news_at = moment(story.last)
        if story.is_over and age > 30 and chance.random() < (0.97 if age > 200 else 0.6):
            day = (task.due_date or self.date) + dt.timedelta(days=chance.randrange(-8, 25))
            first = story.last + DAY if story.last else self.date
            if first <= self.teller.until:
                task.stage, task.done_date = Stage.DONE, max(first, min(day, self.teller.until))
                task.closed_at = task.last_news_at = moment(task.done_date)
        elif chance.random() < 0.8:
            task.stage = Stage.IN_PROGRESS
            at = moment(self.date + dt.timedelta(days=chance.randrange(0, max(1, min(age, 60)))))
            task.last_news_at = max(at, task.last_news_at or at)
            maker = maker_of(task, unit, self.agency)
            self.news.append(Update(task=task, author=maker, at=at, text=chance.choice(NEWS)))
        return task
