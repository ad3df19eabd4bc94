"""What is told to whoever accepts a result: on the desk, for several at once and on the task, in the same words."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dondoc.kernel import clock
from dondoc.tasks import selectors, services
from dondoc.tasks.choices import ClosesOn
from dondoc.tasks.evidence import Attachment
from dondoc.tasks.models import Task
from tests.tasks.test_proof_sources import paper, reference
from tests.world import NOW, TODAY, task

ISSUING = "Trung tâm tham mưu, trình Ủy ban nhân dân tỉnh ban hành quy chế"
GIVEN = dt.date(2026, 11, 16)  # of the documents of `world`
NEW = Attachment(b"%PDF-1.4 bien ban", "Biên bản.pdf", TODAY)
OLD = Attachment(b"%PDF-1.4 bien ban cu", "Biên bản cũ.pdf", GIVEN - dt.timedelta(days=1))
OF_THAT_DAY = Attachment(b"%PDF-1.4 bien ban", "Biên bản.pdf", GIVEN)
ASKS = "Văn bản ghi “tham mưu … ban hành”. Nếu sản phẩm là văn bản ban hành thì chỉ duyệt khi có chính văn bản đó."
OLDER = "Minh chứng ngày 15/11/2026 có trước văn bản giao nhiệm vụ, ngày 16/11/2026."
SILENT = "Phòng Hành chính - Tổng hợp chưa xác nhận phần phối hợp."
CLOSES = "Kết thúc bằng văn bản đã ban hành"


@pytest.fixture(autouse=True)
def files(kept_files):
    """Files of evidence go where they vanish."""


def reported(world, *proofs, **fields):
    """Write a task whose result waits, proved by files."""
    made = task(world, **fields)
    for proof in proofs:
        services.add_evidence(task_id=made.pk, attachment=proof, actor=world.centre_director, now=NOW)
    services.report(task_id=made.pk, text="Đã xong", actor=world.centre_director, now=NOW)
    return Task.objects.for_list().get(pk=made.pk)


class TestDoubts:
    @pytest.mark.parametrize(
        ("proofs", "fields", "expected"),
        [
            pytest.param([NEW], {}, [], id="nothing-to-ask"),
            pytest.param([NEW], {"quote": ISSUING}, [ASKS], id="a-document-is-to-be-issued-and-any-proof-closes"),
            pytest.param([NEW], {"action": ISSUING}, [ASKS], id="so-says-its-name"),
            pytest.param([OLD], {}, [OLDER], id="proof-older-than-the-order"),
            pytest.param([OLD, NEW], {}, [OLDER], id="one-of-two-is-older"),
            pytest.param([OF_THAT_DAY], {}, [], id="proof-of-the-day-of-the-order"),
            pytest.param([OLD], {"quote": ISSUING}, [ASKS, OLDER], id="all-are-told"),
        ],
    )
    def test_of_one_result(self, world, proofs, fields, expected):
        """Each fact asks its question, and only it."""
        made = reported(world, *proofs, **fields)

        assert [doubt.words for doubt in selectors.doubts_about([made])[made.pk]] == expected

    def test_what_closes_on_a_document_says_so(self, world):
        """A remark, not a doubt: without the document it is not accepted."""
        made = task(world, quote=ISSUING, closes_on=ClosesOn.ISSUED_DOCUMENT)
        services.use_proof(task_id=made.pk, reference=reference(paper(world)), actor=world.centre_director, now=NOW)
        services.report(task_id=made.pk, text="Đã ban hành", actor=world.centre_director, now=NOW)

        (doubt,) = selectors.doubts_about([Task.objects.for_list().get(pk=made.pk)])[made.pk]

        assert (doubt.words, doubt.is_remark) == (CLOSES, True)

    def test_units_that_did_not_answer_are_named(self, world):
        """Their silence blocks nothing; who accepts knows of it."""
        made = reported(world, NEW)
        made.cooperations.create(unit=world.office, printed="Phòng Hành chính")

        assert [doubt.words for doubt in selectors.doubts_about([made])[made.pk]] == [SILENT]

    def test_costs_the_same_for_many(self, world):
        """Two queries, however many results wait."""
        waiting = [reported(world, NEW), reported(world, OLD), reported(world, NEW, quote=ISSUING)]

        with CaptureQueriesContext(
            connection,
        ) as queries:
            selectors.doubts_about(waiting)

        assert len(queries) == 2

    @pytest.mark.parametrize("screen", ["desk", "several", "task"])
    def test_are_told_on_every_screen_that_accepts(self, world, client, monkeypatch, screen):
        """Who accepts from the desk, or several at once, sees what the task would have told."""
        monkeypatch.setattr(clock, "now", lambda: NOW)
        made = reported(world, OLD, quote=ISSUING)
        made.cooperations.create(unit=world.office, printed="Phòng Hành chính")
        client.force_login(world.director)

        if screen == "desk":
            response = client.get(reverse("home:desk"))
        elif screen == "several":
            response = client.post(reverse("tasks:act-on-several"), {"act": "accept_result", "task": [made.pk]})
        else:
            response = client.get(reverse("tasks:task", args=[made.pk]))

        shown = response.content.decode()
        assert [words for words in (ASKS, OLDER, SILENT) if words not in shown] == []
