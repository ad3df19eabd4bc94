"""What a page costs: its queries stand in a committed baseline, do not grow with the data, and its HTML is small.

After a change that is meant: `pytest tests/test_page_budget.py --update-query-counts`.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dondoc.documents.case_files import services as case_files
from dondoc.documents.case_files.models import CaseFile
from dondoc.documents.choices import State
from dondoc.documents.copies.choices import Kind
from dondoc.documents.copies.services import record_copy
from dondoc.documents.exchange.models import Correspondent, Delivery, ReceivedMessage
from dondoc.documents.granting.models import ReadingGrant
from dondoc.documents.signing.models import RevocationList, TrustAnchor
from dondoc.kernel import calendar
from dondoc.organization.models import Unit
from dondoc.organization.services import add_unit
from dondoc.organization.units.models import UnitGroup
from dondoc.tasks.choices import Stage
from dondoc.tasks.models import Update
from dondoc.tasks.services import direct
from tests import world as worlds
from tests.documents.composing import drafts
from tests.documents.outgoing import signed
from tests.world import DAY, NOW, TODAY

BASELINE = Path(__file__).parent / "query_counts.json"
LARGEST_PAGE = 100_000  # bytes of HTML (design: a page ≤ 100 KB)
PAGES = (
    "home:desk", "documents:list", "documents:document", "documents:cited", "tasks:review", "tasks:list", "tasks:task",
    "organization:units", "organization:unit", "organization:unit-groups",
    "drafts:list", "drafts:draft", "drafts:versions", "documents:outgoing-book", "documents:outgoing",
    "documents:exchange", "documents:exchange-received", "documents:exchange-book",
    "documents:anchors",
    "documents:incoming-book",
    "documents:incoming", "documents:incoming-sent", "documents:case-files", "documents:case-file", "documents:copies",
    "documents:report", "documents:grants",
)  # fmt: skip
# What is asked for beside the pages themselves: by name the address and the query.
ASKED = {"search": ("tasks:list", {"q": "chỉ tiêu"})}


def fill(world, size):
    """Write documents under review, tasks in every state, and news; return the ids that pages ask for."""
    sentence = "Trung tâm rà soát, hoàn thiện quy trình kỹ thuật và báo cáo kết quả thực hiện hằng quý"
    directives = [worlds.directive(sentence, lead=["Trung tâm"]) for _ in range(size)]
    review = worlds.document(world, directives)
    for number in range(size):
        made = worlds.task(world, due_date=TODAY + dt.timedelta(days=number % 9 - 2), lead_unit=world.lab)
    parent = worlds.task(world)
    group, names = UnitGroup.objects.get_or_create(name="Các phòng thuộc Trung tâm")[0], Unit.objects.count()
    for number in range(names, names + size):
        unit = add_unit(name=f"Phòng số {number}", short_name=f"P{number}", kind="division", parent=world.lab)
        unit.former_names.create(name=f"Tổ số {number}", valid_to=TODAY, parent=world.centre)
        group.members.create(unit=unit)
    for _ in range(size):
        worlds.task(world, parent=parent, assigning_unit=world.centre, lead_unit=world.lab, assignee=world.officer)
        Update.objects.create(task=parent, author=world.officer, at=NOW, text="Đã làm một phần.")
    worked_on = worlds.task(world, lead_unit=world.lab, assignee=world.officer, stage=Stage.IN_PROGRESS)
    for _ in range(size):
        worlds.task(world, parent=worked_on, assigning_unit=world.lab, lead_unit=world.lab)
        Update.objects.create(task=worked_on, author=world.officer, at=NOW, text="Đã làm một phần.")
    for _ in range(size):
        found = TrustAnchor.objects.count()
        TrustAnchor.objects.create(
            certificate=b"", name="Cơ quan chứng thực", fingerprint=f"{found:064x}", valid_from=NOW, valid_to=NOW,
            source="Trang của cơ quan chứng thực, đối chiếu dấu vân qua điện thoại", added_by=world.office_head,
            added_at=NOW,
        )  # fmt: skip
        RevocationList.objects.create(
            content=b"", issuer="Cơ quan chứng thực", issuer_key=f"{found:064x}", issued_at=NOW,
            added_by=world.office_head, added_at=NOW,
        )  # fmt: skip
    for _ in range(size):
        source = worlds.document(world, [], reference=f"1{size}-tb", state=State.REGISTERED, date=DAY)
        absent = worlds.citation(source, f"1{size}/TBB", tasks_announced=size)
        worlds.citation(source, "2/TB", target=review)
        worlds.citation(review, "3/TB", target=source, linked_by=world.clerk)
        worlds.document(world, [], reference=f"1{size}-tbx", state=State.REGISTERED, date=DAY)
    draft = drafts.filled(world, size)
    outgoing = signed.filled(world, size)
    exchange_messages(review, size)
    came_in, file_id = fill_books(world, size)
    for unit in Unit.objects.filter(name__startswith="Phòng số")[:size]:
        ReadingGrant.objects.create(
            document=review, unit=unit, reason="Phối hợp", granted_by=world.clerk, granted_at=NOW
        )  # fmt: skip
    return {
        "drafts:draft": [draft.pk],
        "drafts:versions": [draft.pk],
        "documents:outgoing": [outgoing.pk],
        "documents:incoming": [came_in.pk],
        "documents:case-file": [file_id],
        "documents:document": [review.pk],
        "documents:cited": [absent.reference, DAY],
        "documents:report": ["den"],
        "documents:grants": [review.pk],
        "tasks:review": [review.pk],
        "tasks:task": [parent.pk],
        "tasks:update": [worked_on.pk],
        "organization:unit": [world.lab.pk],
        "last": made,
    }


def exchange_messages(document, size):
    """Write what was sent, what came, and whom documents are exchanged with."""
    known = Correspondent.objects.count()
    agency = {"organ_name": "Ủy ban nhân dân xã Bình Sơn", "message_id": "1", "made_at": NOW}
    came = {"received_at": NOW, "sender_name": agency["organ_name"], "number": "45", "symbol": "UBND-VP"}
    for number in range(known, known + size):
        organ_id = f"H48.{number}"
        Correspondent.objects.create(
            name=agency["organ_name"], organ_id=organ_id, source="Quyết định số 15/QĐ-UBND", valid_from=DAY
        )
        sent = Delivery.objects.create(
            kind="document", document=document, organ_id=organ_id, state="failed", error="HTTP 503: xem", **agency
        )
        ReceivedMessage.objects.create(
            kind="status", outcome="noted", sha256=organ_id, delivery=sent, status_code="03", **came
        )
        waiting = ReceivedMessage.objects.create(
            kind="document", outcome="waiting", sha256=organ_id, name="a", sender_id=organ_id, message_id=organ_id,
            subject=document.subject, **came,
        )  # fmt: skip
        Delivery.objects.create(kind="status", answered=waiting, code="01", organ_id=organ_id, **agency)


def fill_books(world, size):
    """Write incoming documents with directives, case files and copies; return one document and one file."""
    terms = case_files.Terms(5, is_permanent=False, rights="unit", source="Quyết định", archive_due=TODAY)
    by = {"actor": world.office_head, "now": NOW}
    number = CaseFile.objects.count()
    kept = {
        "unit_id": world.office.pk,
        "year": TODAY.year,
        "title": "Hồ sơ",
        "keeper_id": world.clerk.pk,
        "terms": terms,
    }
    files = [case_files.make(**kept, code=str(number + n), **by) for n in range(size)]
    for n in range(size):
        arrival = worlds.arrival(world, issuer="Phòng Kỹ thuật đo lường", subject=f"Công văn {n}")
        cooperating = [world.office, world.lab]
        direct(
            arrival_id=arrival.pk, text="Chủ trì rà soát", lead_unit=world.centre, cooperating=cooperating,
            is_without_deadline=True, **by,
        )  # fmt: skip
        for case_file in (files[0], files[n]) if n else files[:1]:
            case_files.put(case_file_id=case_file.pk, document_id=arrival.document_id, **by)
        record_copy(
            document_id=arrival.document_id, kind=Kind.TRUE_COPY, medium="paper", recipients="Các phòng", amount=1,
            signing_post_id=world.director.posts.get().pk, **by,
        )  # fmt: skip
    return arrival, files[0].pk


def measure(client, page, ids):
    """Return the queries and the bytes of a page, or of the answer to a search."""
    address, query = ASKED.get(page, (page, {}))
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(reverse(address, args=ids.get(page)), query)
    assert response.status_code == 200
    return len(captured), len(response.content)


def update(client, ids):
    """Return the queries of saying how a task goes on."""
    seen = client.get(reverse("tasks:task", args=ids["tasks:update"])).context["seen"]["updates"]
    with CaptureQueriesContext(connection) as captured:
        form = {"text": "Đã có dự thảo.", "seen": seen}
        response = client.post(reverse("tasks:update", args=ids["tasks:update"]), form)
    assert response.status_code == 302
    return len(captured)


def costs(reader, doer, ids):
    """Return the queries of each page and of what is done most often, and the bytes of each page."""
    measured = {page: measure(reader, page, ids) for page in (*PAGES, *ASKED)}
    queries = {page: queries for page, (queries, _size) in measured.items()}
    return queries | {"update": update(doer, ids)}, {page: size for page, (_queries, size) in measured.items()}


@pytest.fixture
def as_office_head(world):
    """Somebody who sees everything and may do most of it."""
    client = Client()
    client.force_login(world.office_head)
    calendar.forget()
    calendar.load()  # asked for once a minute in each process, not by each page
    return client


@pytest.fixture
def as_officer(world):
    """Somebody who works on tasks."""
    client = Client()
    client.force_login(world.officer)
    return client


def test_queries_do_not_grow_with_the_data_and_pages_are_small(world, as_office_head, as_officer, request):
    """No query is asked once for each row; thirty rows of real length are no large page."""
    few, _sizes = costs(as_office_head, as_officer, fill(world, 3))
    many, sizes = costs(as_office_head, as_officer, fill(world, 30))

    assert many == few
    assert {page: size for page, size in sizes.items() if size > LARGEST_PAGE} == {}
    if request.config.getoption("--update-query-counts"):
        BASELINE.write_text(json.dumps(many, indent=2) + "\n", encoding="utf-8")
    assert many == json.loads(BASELINE.read_text(encoding="utf-8"))
