"""A small made-up organisation for tests: one department, its office, one centre with two divisions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from dondoc.documents import citing, files
from dondoc.documents.choices import State
from dondoc.documents.events import DocumentRegistered
from dondoc.documents.incoming.models import Arrival
from dondoc.documents.incoming.numbering import give_number
from dondoc.documents.models import Citation, Directive, Document, StoredFile
from dondoc.kernel import events
from dondoc.organization import services as organization
from dondoc.organization.access import Ability, Scope
from dondoc.organization.choices import Role, UnitKind
from dondoc.organization.models import Person, RoleRight, Unit
from dondoc.tasks.choices import Stage
from dondoc.tasks.models import Awaited, Proposal, Task

# The moment at which the tests play: a Wednesday morning in Việt Nam.
NOW = dt.datetime(2026, 11, 25, 2, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 25)
SINCE = dt.date(2020, 1, 1)
# The date of the documents that others cite.
DAY = dt.date(2024, 2, 26)


@dataclass(frozen=True)
class World:
    """The units and the people, by what they are."""

    department: Unit
    office: Unit
    centre: Unit
    lab: Unit
    farm: Unit
    director: Person
    office_head: Person
    clerk: Person
    centre_director: Person
    lab_head: Person
    officer: Person
    farm_head: Person
    administrator: Person

    @property
    def by_role(self) -> dict[str, Person]:
        """Return one person for each role."""
        return {
            Role.DEPARTMENT_DIRECTOR: self.director,
            Role.OFFICE_HEAD: self.office_head,
            Role.CLERK: self.clerk,
            Role.CENTRE_DIRECTOR: self.centre_director,
            Role.UNIT_HEAD: self.lab_head,
            Role.OFFICER: self.officer,
            Role.ADMINISTRATOR: self.administrator,
        }


def build() -> World:
    """Write the organisation to the database."""
    add = organization.add_unit
    department = add(name="Sở Khoa học và Công nghệ", short_name="Sở KH&CN", kind=UnitKind.DEPARTMENT, aliases=("Sở",))
    office = add(
        name="Phòng Hành chính - Tổng hợp", short_name="P. HC-TH", kind=UnitKind.OFFICE, parent=department,
        aliases=("Phòng Hành chính Tổng hợp",),
    )  # fmt: skip
    centre = add(
        name="Trung tâm Ứng dụng và Dịch vụ khoa học công nghệ", short_name="Trung tâm UD&DV", kind=UnitKind.CENTRE,
        parent=department, aliases=("Trung tâm",),
    )  # fmt: skip
    lab = add(name="Phòng Kỹ thuật đo lường", short_name="P. Kỹ thuật", kind=UnitKind.DIVISION, parent=centre)
    farm = add(name="Trại nghiên cứu thực nghiệm", short_name="Trại", kind=UnitKind.DIVISION, parent=centre)
    return World(
        department, office, centre, lab, farm,
        director=person("phuc", "Lê Hoàng Phúc", department, Role.DEPARTMENT_DIRECTOR, "Giám đốc Sở"),
        office_head=person("dung", "Trần Thị Mỹ Dung", office, Role.OFFICE_HEAD, "Trưởng phòng HC-TH"),
        clerk=person("van", "Nguyễn Thị Thanh Vân", office, Role.CLERK, "Văn thư"),
        centre_director=person("ha", "Nguyễn Minh Hà", centre, Role.CENTRE_DIRECTOR, "Giám đốc Trung tâm"),
        lab_head=person("loc", "Hồ Tấn Lộc", lab, Role.UNIT_HEAD, "Trưởng phòng Kỹ thuật"),
        officer=person("duong", "Đặng Thị Thùy Dương", lab, Role.OFFICER, "Viên chức"),
        farm_head=person("hoa", "Đặng Văn Hòa", farm, Role.UNIT_HEAD, "Trưởng Trại"),
        administrator=person("quan", "Bùi Hữu Quân", office, Role.ADMINISTRATOR, "Quản trị hệ thống"),
    )  # fmt: skip


def person(username: str, full_name: str, unit: Unit, role: Role, title: str) -> Person:
    """Add somebody with a post."""
    somebody = organization.add_person(username=username, full_name=full_name)
    organization.appoint(person=somebody, unit=unit, role=role, title=title, valid_from=SINCE)
    return somebody


def keeps_register(username: str, unit: Unit) -> Person:
    """Add an officer who keeps the register of one unit, as an administrator gave officers the right."""
    RoleRight.objects.update_or_create(
        role=Role.OFFICER, defaults={"abilities": [Ability.REGISTER], "scope": Scope.UNIT}
    )
    return person(username, "Phạm Thị Thu", unit, Role.OFFICER, "Văn thư đơn vị")


def directive(sentence: str, **said: Any) -> dict[str, Any]:
    """Return what a reading says of one sentence; by default that it names nobody and no date."""
    nothing = {"kind": "none", "date": None, "time": None, "phrase": None, "span": None, "rule": ""}
    lead = [{"name": name, "resolved": None, "source": "explicit", "span": None} for name in said.pop("lead", [])]
    cooperate = [
        {"name": name, "resolved": None, "source": "explicit", "span": None} for name in said.pop("cooperate", [])
    ]
    base = {
        "path": "2.(1)", "kind": "task", "action": sentence, "lead": lead, "cooperate": cooperate,
        "deadline": nothing | said.pop("deadline", {}), "report_to": None, "citations": [], "rule": "duty_verb",
        "confidence": "sure",
    }  # fmt: skip
    return base | said


def document(world: World, directives: list[dict[str, Any]], *, data: bytes | None = None, **fields: Any) -> Document:
    """Write a registered document of these sentences, with its proposals; `data`: the bytes of its file, if any."""
    text, spans = "THÔNG BÁO\n", []
    for item in directives:
        spans.append([len(text), len(text) + len(item["action"])])
        text += item["action"] + ".\n"
    for item, span in zip(directives, spans, strict=True):
        item["span"] = span
    if data is None:
        count = StoredFile.objects.count()
        file = StoredFile.objects.create(sha256=f"{count:064x}", size=len(text), content=f"00/{count:064x}")
    else:
        with files.stored(data) as file:
            pass
    reading = {
        "header": {"where": {}, "signer": None}, "outline": [], "directives": directives, "citations": [],
        "definitions": [], "coverage": [], "findings": [], "source": {"losses": []},
    }  # fmt: skip
    defaults = {
        "file_name": "thong-bao.txt", "media_type": "text/plain", "symbol": "TB-SKHCN", "type_code": "TB",
        "type_name": "Thông báo", "issuer": "Sở Khoa học và Công nghệ", "date": dt.date(2026, 11, 16),
        "subject": "Kết luận của Giám đốc Sở", "registered_in": world.office, "registered_by": world.clerk,
        "registered_at": NOW,
    }  # fmt: skip
    made = Document.objects.create(file=file, text=text, reading=reading, **(defaults | fields))
    Directive.objects.bulk_create(
        Directive(
            document=made, position=n, path=item["path"], start=item["span"][0], end=item["span"][1],
            quote=item["action"], kind=item["kind"], rule=item["rule"], confidence=item["confidence"], data=item,
        )
        for n, item in enumerate(directives, start=1)
    )  # fmt: skip
    events.announce(DocumentRegistered(document_id=made.pk))
    return made


def arrival(world: World, directives: list[dict[str, Any]] | None = None, **fields: Any) -> Arrival:
    """Write a document that came in under the next number."""
    return give_number(document(world, directives or [], **fields))


def citation(source: Document, cited: str, **fields: Any) -> Citation:
    """Write that the whole text of a document cites another, with so many tasks of it."""
    number, _slash, symbol = cited.partition("/")
    position = source.citations.count() + 1
    source.reading["citations"].append({"span": [0, len(source.text)]})
    source.save()
    defaults = {"type_name": "Thông báo", "date": DAY, "reference": citing.reference_of(number, symbol)}
    return source.citations.create(position=position, number=number, symbol=symbol, **(defaults | fields))


def task(world: World, **fields: Any) -> Task:
    """Write a task of the centre, as if handed on from a document."""
    source = document(world, [directive("Trung tâm rà soát các chỉ tiêu", lead=["Trung tâm"])], state=State.HANDED_ON)
    defaults = {
        "document": source, "directive": source.directives.get(), "action": "Rà soát các chỉ tiêu", "kind": "task",
        "quote": "Trung tâm rà soát các chỉ tiêu",
        "lead_unit": world.centre, "assigning_unit": world.department, "assigned_by": world.clerk,
        "assigned_at": NOW, "search_text": "ra soat cac chi tieu",
    }  # fmt: skip
    if fields.get("due_date"):
        defaults |= {"due_recorded_at": NOW, "original_due_date": fields["due_date"]}
    made = Task.objects.create(**(defaults | fields))
    if made.due_date:
        made.due_dates.create(
            date=made.due_date, origin="document", recorded_at=made.due_recorded_at, recorded_by=made.assigned_by
        )
    return made


def awaited(spoken_of: Citation, body: Unit, number: int = 1) -> Task:
    """Write a task that waits for the document which a citation means."""
    said = {"quote": "Đối với các nhiệm vụ được giao", "action": f"Nhiệm vụ thứ {number}", "kind": "task"}
    made = Task.objects.create(document=spoken_of.document, assigning_unit=body, stage=Stage.AWAITED, **said)
    row = {"citation": spoken_of, "reference": spoken_of.reference, "date": spoken_of.date, "number": number}
    Awaited.objects.create(task=made, quote=said["quote"], **row)
    return made


def proposal(source: Document, position: int = 1) -> Proposal:
    """Return the proposal of one sentence."""
    return Proposal.objects.filter(directive__document=source, directive__position=position).earliest("pk")
