"""Tasks that close on an issued document, and why a result is late."""

from __future__ import annotations

import io

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dondoc.documents.choices import State
from dondoc.tasks import lifecycle, proof_errors, selectors, services
from dondoc.tasks.choices import ClosesOn, LateReason, Stage
from dondoc.tasks.evidence import Attachment
from dondoc.tasks.issuing import issuing_words
from dondoc.tasks.proof_sources import is_draft
from tests.tasks.test_proof_sources import DAY, FILE, page, paper, reference, snapshot
from tests.world import NOW, TODAY, directive, document, task


class TestClosesOnIssuedDocument:
    """Trình chưa phải là ban hành."""

    @pytest.mark.parametrize(
        ("changes", "count"),
        [
            pytest.param({}, 1, id="a-decision-with-number-symbol-date"),
            pytest.param({"number": ""}, 0, id="number-blank"),
            pytest.param({"symbol": ""}, 0, id="symbol-blank"),
            pytest.param({"type_code": "TTr", "symbol": "TTr-TTUD", "type_name": "Tờ trình"}, 0, id="a-submission"),
            pytest.param({"subject": "Dự thảo Quyết định ban hành định mức"}, 0, id="a-draft-by-its-subject"),
            pytest.param({"text": "SỞ KH&CN\nDỰ THẢO\nQUYẾT ĐỊNH\n"}, 0, id="a-draft-by-its-head"),
            pytest.param({"state": State.UNREADABLE}, 0, id="unreadable"),
        ],
    )
    def test_what_is_issued(self, world, changes, count):
        """Reported and closed with an issued document only; else refused with the sentence, and nothing changes."""
        made = task(world, closes_on=ClosesOn.ISSUED_DOCUMENT)
        found = paper(world, **{key: value for key, value in changes.items() if key != "text"})
        type(found).objects.filter(pk=found.pk).update(**{key: changes[key] for key in ("text",) if key in changes})
        services.use_proof(task_id=made.pk, reference=reference(found), actor=world.centre_director, now=NOW)
        before = snapshot()

        if count:
            services.report(task_id=made.pk, text="Xong", actor=world.centre_director, now=NOW)
            services.accept_result(task_id=made.pk, actor=world.director, now=NOW)
            made.refresh_from_db()
            assert (made.stage, made.done_date) == (Stage.DONE, found.date)
        else:
            with pytest.raises(proof_errors.NotPromulgated) as refused:
                services.report(task_id=made.pk, text="Xong", actor=world.centre_director, now=NOW)
            assert "Trình chưa phải là ban hành" in refused.value.sentence
            assert snapshot() == before

    def test_a_file_does_not_do(self, world, kept_files):
        """However official it looks; the file is not kept either."""
        made = task(world, closes_on=ClosesOn.ISSUED_DOCUMENT)
        before = snapshot()

        with pytest.raises(proof_errors.NotPromulgated):
            services.report(task_id=made.pk, text="Xong", attachment=FILE, actor=world.centre_director, now=NOW)

        assert snapshot() == before
        assert not [path for path in kept_files.rglob("*") if path.is_file()]

    def test_closing_asks_again(self, world):
        """What was reported before the document turned out to be a draft is not accepted."""
        made, found = task(world, closes_on=ClosesOn.ISSUED_DOCUMENT), paper(world)
        services.use_proof(task_id=made.pk, reference=reference(found), actor=world.centre_director, now=NOW)
        services.report(task_id=made.pk, text="Xong", actor=world.centre_director, now=NOW)
        type(found).objects.filter(pk=found.pk).update(subject="Dự thảo Quyết định")
        before = snapshot()

        with pytest.raises(proof_errors.NotPromulgated):
            services.accept_result(task_id=made.pk, actor=world.director, now=NOW)

        assert snapshot() == before

    def test_the_button_is_greyed_and_says_why(self, world):
        """Until the document is attached."""
        made, found = task(world, closes_on=ClosesOn.ISSUED_DOCUMENT), paper(world)
        url = reverse("tasks:task", args=[made.pk])
        closed = page(world.centre_director, url)
        assert 'aria-describedby="why-not-issued"' in closed
        assert "Trình chưa phải là ban hành" in closed

        services.use_proof(task_id=made.pk, reference=reference(found), actor=world.centre_director, now=NOW)

        assert "why-not-issued" not in page(world.centre_director, url)

    def test_other_tasks_close_on_any_proof(self, world):
        """A submission proves that something was submitted."""
        made, found = task(world), paper(world, type_code="TTr", symbol="TTr-TTUD")
        services.use_proof(task_id=made.pk, reference=reference(found), actor=world.centre_director, now=NOW)

        reported = services.report(task_id=made.pk, text="Đã trình", actor=world.centre_director, now=NOW)

        facts = selectors.facts(reported, actor=world.director, today=TODAY)
        assert not lifecycle.blockers("accept_result", facts)

    @pytest.mark.parametrize(
        ("subject", "head", "draft"),
        [
            pytest.param("Dự thảo Quy chế", "", True, id="subject"),
            pytest.param("Quy chế", "UBND TỈNH\n (DỰ THẢO)\n", True, id="in-brackets-on-a-line"),
            pytest.param("Quy chế", "Xét dự thảo do Trung tâm trình", False, id="spoken-of-in-a-sentence"),
            pytest.param("Góp ý dự thảo Quy chế", "", False, id="opinion-on-a-draft"),
        ],
    )
    def test_what_calls_itself_a_draft(self, subject, head, draft):
        """A document about a draft is none."""
        assert is_draft(subject, head) is draft


class TestProposedByTheWords:
    """Only the document's own words propose an issued document."""

    @pytest.mark.parametrize(
        ("passage", "words"),
        [
            pytest.param("Ban hành Quy chế phối hợp", "ban hành", id="to-issue"),
            pytest.param("Trình Sở ban hành định mức kinh tế kỹ thuật", "trình … ban hành", id="to-submit-and-issue"),
            pytest.param("Tham mưu UBND tỉnh ban hành Kế hoạch", "tham mưu … ban hành", id="to-draft-for-others"),
            pytest.param("trình cấp thẩm quyền phê duyệt Đề án vị trí việc làm", "trình … phê duyệt", id="to-approve"),
            pytest.param("Thực hiện Đề án đã được cấp thẩm quyền phê duyệt", "", id="approved-already"),
            pytest.param("Thực hiện Kế hoạch do UBND tỉnh ban hành", "", id="issued-by-others"),
            pytest.param("Giám sát việc ban hành các văn bản", "", id="the-act-spoken-of"),
            pytest.param("Góp ý theo Luật ban hành văn bản quy phạm pháp luật", "", id="the-name-of-a-law"),
            pytest.param("Rà soát các chỉ tiêu được giao", "", id="no-such-words"),
        ],
    )
    def test_words(self, passage, words):
        """What is there already, or only spoken of, asks for nothing."""
        assert issuing_words(passage) == words

    def test_from_the_proposal_to_the_task(self, world):
        """Proposed with its reason, confirmed as it stands, handed on with the task."""
        source = document(world, [directive("Trung tâm trình Sở ban hành định mức", lead=["Trung tâm"])])
        proposal = source.directives.get().proposals.get()
        assert "trình … ban hành" in page(world.clerk, reverse("tasks:review", args=[source.pk]))

        services.confirm(proposal_id=proposal.pk, actor=world.clerk, now=NOW)
        made = services.hand_over(document=source, actor=world.clerk, now=NOW)

        assert [one.closes_on for one in made] == [ClosesOn.ISSUED_DOCUMENT]

    def test_the_reviewer_chooses(self, world):
        """In the fields of the card; the other way round, too."""
        source = document(world, [directive("Trung tâm rà soát các chỉ tiêu", lead=["Trung tâm"])])
        proposal = source.directives.get().proposals.get()
        client = Client()
        client.force_login(world.director)
        form = {"action": "Rà soát", "closes_on": "issued_document", "version": proposal.version, "act": "confirm"}

        client.post(reverse("tasks:decide", args=[proposal.pk]), form)

        proposal.refresh_from_db()
        assert proposal.closes_on == ClosesOn.ISSUED_DOCUMENT

    def test_a_part_that_is_handed_on(self, world):
        """By default any proof; the head may ask for the issued document."""
        made = task(world, stage=Stage.IN_PROGRESS, closes_on=ClosesOn.ISSUED_DOCUMENT)
        client = Client()
        client.force_login(world.centre_director)
        form = {"to": f"u{world.lab.pk}", "action": "Soạn thảo"}

        client.post(reverse("tasks:hand-on", args=[made.pk]), form | {"seen": "0.0"})
        client.post(reverse("tasks:hand-on", args=[made.pk]), form | {"closes_on": "issued_document", "seen": "1.0"})

        assert [part.closes_on for part in made.parts.order_by("pk")] == [ClosesOn.RESULT, ClosesOn.ISSUED_DOCUMENT]


class TestCauseOfDelay:
    """A result after the deadline says why, of which kind and in words."""

    LATE = Attachment(b"%PDF-1.4 muon", "Muộn.pdf", TODAY)

    @pytest.mark.parametrize(
        "said",
        [
            pytest.param({}, id="nothing"),
            pytest.param({"late_kind": LateReason.OBJECTIVE}, id="a-kind-without-words"),
            pytest.param({"late_kind": LateReason.OBJECTIVE, "late_reason": " "}, id="blank-words"),
            pytest.param({"late_reason": "Chờ vốn"}, id="words-without-a-kind"),
        ],
    )
    def test_refusal_changes_nothing(self, world, kept_files, said):
        """Kind and words, both."""
        made = task(world, due_date=TODAY - DAY)
        before = snapshot()

        with pytest.raises(proof_errors.LateReasonMissing):
            services.report(
                task_id=made.pk, text="Xong", attachment=self.LATE, actor=world.centre_director, now=NOW, **said
            )

        assert snapshot() == before

    def test_proof_in_time_needs_none(self, world, kept_files):
        """Reported late, really done in time."""
        made = task(world, due_date=TODAY - DAY)
        proof = Attachment(b"%PDF-1.4 dung han", "Đúng hạn.pdf", TODAY - DAY)

        services.report(task_id=made.pk, text="Xong", attachment=proof, actor=world.centre_director, now=NOW)

        assert made.completions.get().late_reason_kind == ""

    def test_shown_and_exported(self, world, kept_files):
        """On the page, in the log and in the column of causes."""
        made = task(world, due_date=TODAY - DAY)
        assert 'name="late_kind"' in page(world.centre_director, reverse("tasks:task", args=[made.pk]))
        client = Client()
        client.force_login(world.centre_director)
        upload = io.BytesIO(self.LATE.data)
        upload.name = "Muộn.pdf"
        form = {
            "text": "Xong",
            "file": upload,
            "date": "25/11/2026",
            "late_kind": "subjective",
            "late_reason": "Sơ suất",
        }

        client.post(reverse("tasks:report", args=[made.pk]), form)
        services.accept_result(task_id=made.pk, actor=world.director, now=NOW)

        assert page(world.director, reverse("tasks:task", args=[made.pk])).count("Chủ quan: Sơ suất") == 2
        assert "<td>Chủ quan: Sơ suất</td>" in page(world.director, reverse("tasks:print"))

    def test_an_obstacle_that_stands_fills_cause_and_proposal(self, world):
        """Nguyên nhân, Kiến nghị; one that was removed fills nothing."""
        made = task(world)
        values = {"text": "Chưa có đơn giá", "proposal": "Mời Sở Tài chính họp", "raised_by": world.centre_director}
        made.obstacles.create(**values, raised_at=NOW, lies_with=world.office)
        gone = task(world)
        gone.obstacles.create(
            **values | {"text": "Đã qua"}, raised_at=NOW, lies_with=world.office, removed_at=NOW, state="removed"
        )

        printed = page(world.director, reverse("tasks:print"))

        assert "<td>Chưa có đơn giá</td><td>Mời Sở Tài chính họp</td>" in printed
        assert "Đã qua" not in printed

    def test_the_database_holds_it_too(self, world):
        """No kind without words."""
        made = task(world)

        with pytest.raises(IntegrityError, match="late_reason_in_words"), transaction.atomic():
            made.completions.create(
                reported_by=world.officer, reported_at=NOW, done_date=TODAY, text="x", late_reason_kind="objective"
            )
