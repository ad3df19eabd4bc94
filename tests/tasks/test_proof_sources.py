"""Evidence besides files: documents of the register, pieces in use, and tasks that close on an issued document."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.documents.choices import State
from dondoc.tasks import errors, lifecycle, proof_errors, proof_sources, selectors, services
from dondoc.tasks.choices import ClosesOn, LateReason, Stage
from dondoc.tasks.evidence import Attachment, Reference
from dondoc.tasks.issuing import issuing_words
from dondoc.tasks.models import Completion, Evidence, Task
from dondoc.tasks.proof_sources import ProofRecord, ProofSource, is_draft
from tests.world import NOW, TODAY, directive, document, task

DAY = dt.timedelta(days=1)
FILE = Attachment(b"%PDF-1.4 bien ban", "Biên bản.pdf", TODAY)
ISSUED = {
    "number": "128", "symbol": "QĐ-SKHCN", "type_code": "QĐ", "type_name": "Quyết định", "date": TODAY - 3 * DAY,
    "subject": "Về việc ban hành định mức kinh tế - kỹ thuật", "state": State.REGISTERED,
}  # fmt: skip


def snapshot():
    """Return all that a refusal must leave alone."""
    return (
        list(Task.objects.values()),
        list(Evidence.objects.values()),
        Completion.objects.count(),
        Entry.objects.count(),
    )


def paper(world, **changes):
    """Write a document of the register; by default an issued decision of the centre."""
    fields = {"registered_in": world.centre, "search_text": "quyet dinh 128/qd-skhcn dinh muc"}
    return document(world, [], **(ISSUED | fields | changes))


def reference(found):
    """Return a document as it is named as evidence."""
    return Reference("documents", found.pk)


def page(person, url):
    """Return a page as a person sees it."""
    client = Client()
    client.force_login(person)
    return client.get(url).content.decode()


class TestUseProof:
    """A document of the register, or a piece that serves another task."""

    def test_a_document_bears_its_own_date(self, world):
        """And the result is dated by it."""
        made, decision = task(world), paper(world)

        services.use_proof(task_id=made.pk, reference=reference(decision), actor=world.centre_director, now=NOW)
        services.report(task_id=made.pk, text="Đã ban hành", actor=world.centre_director, now=NOW)

        piece = made.evidence.get()
        assert (piece.file, piece.source, piece.record_id) == (None, "documents", decision.pk)
        assert (piece.date, made.completions.get().done_date) == (decision.date, decision.date)
        assert [entry.act for entry in Entry.objects.about(f"task:{made.pk}")][-1] == "tasks.add_evidence"

    def test_one_file_serves_many_tasks(self, world, kept_files):
        """The bytes are kept once; each task has a piece of its own."""
        first, second = task(world), task(world)
        services.add_evidence(task_id=first.pk, attachment=FILE, actor=world.centre_director, now=NOW)
        piece = first.evidence.get()

        services.use_proof(
            task_id=second.pk, reference=Reference("evidence", piece.pk), actor=world.centre_director, now=NOW
        )

        again = second.evidence.get()
        assert (again.file, again.date, again.file_name) == (piece.file, piece.date, piece.file_name)

    def test_one_document_serves_many_tasks(self, world):
        """Through the piece of another task, too."""
        first, second, decision = task(world), task(world), paper(world)
        services.use_proof(task_id=first.pk, reference=reference(decision), actor=world.centre_director, now=NOW)

        services.use_proof(
            task_id=second.pk, reference=Reference("evidence", first.evidence.get().pk), actor=world.centre_director,
            now=NOW,
        )  # fmt: skip

        assert second.evidence.get().record_id == decision.pk

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            pytest.param({"date": None}, proof_errors.ProofUndated, id="without-a-date"),
            pytest.param({"date": TODAY + DAY}, proof_errors.ProofUndated, id="of-tomorrow"),
            pytest.param({"registered_in": "farm"}, proof_errors.ProofMissing, id="of-another-unit"),
            pytest.param({"state": State.REFUSED}, proof_errors.ProofMissing, id="being-destroyed"),
            pytest.param({"source": "nothing"}, proof_errors.ProofMissing, id="no-such-source"),
            pytest.param({"source": "evidence"}, proof_errors.ProofMissing, id="no-such-piece"),
            pytest.param({"actor": "director"}, errors.NotDoer, id="the-assigning-side"),
            pytest.param({"actor": "farm_head"}, errors.TaskMissing, id="a-stranger"),
            pytest.param({"stage": Stage.REPORTED}, errors.WrongStage, id="waits-for-acceptance"),
        ],
    )
    def test_refusal_changes_nothing(self, world, changes, refusal):
        """What the actor may see, with a date, while the work is open."""
        made = task(world, lead_unit=world.lab, assigning_unit=world.centre)
        Task.objects.filter(pk=made.pk).update(**{key: changes[key] for key in ("stage",) if key in changes})
        fields = {key: value for key, value in changes.items() if key in ("date", "state")}
        unit = getattr(world, changes.get("registered_in", "lab"))
        named = Reference(changes.get("source", "documents"), paper(world, registered_in=unit, **fields).pk)
        before = snapshot()

        with pytest.raises(refusal):
            services.use_proof(
                task_id=made.pk, reference=named, actor=getattr(world, changes.get("actor", "lab_head")), now=NOW
            )

        assert snapshot() == before

    def test_the_order_proves_nothing(self, world):
        """The document that lays the duty is not its result."""
        made = task(world)
        made.document.registered_in = world.centre
        made.document.save()
        before = snapshot()

        with pytest.raises(proof_errors.ProofIsTheOrder):
            services.use_proof(
                task_id=made.pk, reference=reference(made.document), actor=world.centre_director, now=NOW
            )

        assert snapshot() == before

    def test_the_same_document_twice(self, world):
        """Is told with its date."""
        made, decision = task(world), paper(world)
        services.use_proof(task_id=made.pk, reference=reference(decision), actor=world.centre_director, now=NOW)
        before = snapshot()

        with pytest.raises(errors.EvidenceAgain):
            services.use_proof(task_id=made.pk, reference=reference(decision), actor=world.centre_director, now=NOW)

        assert snapshot() == before

    def test_a_piece_of_a_hidden_task_is_hidden(self, world, kept_files):
        """Hidden and absent answer alike."""
        hidden = task(world, lead_unit=world.farm, assigning_unit=world.centre)
        services.add_evidence(task_id=hidden.pk, attachment=FILE, actor=world.farm_head, now=NOW)
        made = task(world, lead_unit=world.lab, assigning_unit=world.centre)
        before = snapshot()

        with pytest.raises(proof_errors.ProofMissing):
            services.use_proof(
                task_id=made.pk, reference=Reference("evidence", hidden.evidence.get().pk), actor=world.lab_head,
                now=NOW,
            )  # fmt: skip

        assert snapshot() == before

    @pytest.mark.parametrize(
        "columns",
        [
            pytest.param({"source": "", "record_id": None}, id="neither"),
            pytest.param({"source": "documents", "record_id": None}, id="a-source-without-record"),
            pytest.param({"source": "", "record_id": 5}, id="a-record-without-source"),
        ],
    )
    def test_the_database_holds_file_or_record(self, world, columns):
        """One of them, never neither."""
        with pytest.raises(IntegrityError, match="file_or_record"), transaction.atomic():
            task(world).evidence.create(
                file_name="x", date=TODAY, added_by=world.centre_director, added_at=NOW, **columns
            )

    def test_a_record_gives_way_to_a_record(self, world):
        """With a reason; its date is not typed."""
        made, wrong, right = task(world), paper(world), paper(world, number="129", date=TODAY - DAY)
        services.use_proof(task_id=made.pk, reference=reference(wrong), actor=world.centre_director, now=NOW)
        sent = {"task_id": made.pk, "evidence_id": made.evidence.get().pk, "reason": "Nhầm văn bản"}
        before = snapshot()
        with pytest.raises(proof_errors.ProofOfRecord):
            services.supersede_evidence(**sent, date=TODAY, actor=world.centre_director, now=NOW)
        assert snapshot() == before

        new = services.supersede_evidence(**sent, reference=reference(right), actor=world.centre_director, now=NOW)

        assert (new.record_id, new.date, new.supersedes.record_id) == (right.pk, TODAY - DAY, wrong.pk)
        assert list(selectors.proofs(made)) == [new]


class TestOffer:
    """What may be named: by words, of the family of the task, of late."""

    def test_the_register_is_searched(self, world):
        """Without marks; of others' units nothing."""
        made, found = task(world), paper(world)
        paper(world, number="7", registered_in=world.department)

        offer = selectors.offer_for(made, words="ĐỊNH MỨC", person=world.centre_director, today=TODAY)

        assert [[record.record_id for record in records] for _name, records in offer.records] == [[found.pk]]

    def test_what_closes_the_task_is_told(self, world):
        """Of a task that asks for an issued document; another closes on either."""
        decision = paper(world)
        submission = paper(world, number="5", type_code="TTr", symbol="TTr-TTUD")

        told = []
        for closes_on in (ClosesOn.ISSUED_DOCUMENT, ClosesOn.RESULT):
            made = task(world, closes_on=closes_on)
            offer = selectors.offer_for(made, words="", person=world.centre_director, today=TODAY)
            told.append({one.record_id: one.closes for one in offer.records[0][1]})

        assert told == [{decision.pk: True, submission.pk: False}, {decision.pk: True, submission.pk: True}]

    def test_family_and_late_ones(self, world, kept_files):
        """Each piece once; what the task has already is left out."""
        whole, elsewhere = task(world), task(world)
        part = task(world, parent=whole, lead_unit=world.lab, assigning_unit=world.centre)
        services.add_evidence(task_id=part.pk, attachment=FILE, actor=world.lab_head, now=NOW)
        services.add_evidence(task_id=elsewhere.pk, attachment=FILE, actor=world.centre_director, now=NOW)
        other = Attachment(b"%PDF-1.4 khac", "Khác.pdf", TODAY)
        services.add_evidence(task_id=elsewhere.pk, attachment=other, actor=world.centre_director, now=NOW)

        offer = selectors.offer_for(whole, words="", person=world.centre_director, today=TODAY)

        assert [piece.file_name for piece in offer.related] == ["Biên bản.pdf"]
        assert [piece.file_name for piece in offer.lately] == ["Khác.pdf"]

    def test_the_page_offers_and_takes(self, world):
        """One click; the task shows the document with a link."""
        made, found = task(world), paper(world)
        client = Client()
        client.force_login(world.centre_director)
        offered = client.get(reverse("tasks:choose-proof", args=[made.pk]), {"q": "128"}).content.decode()
        assert f'value="documents:{found.pk}"' in offered

        client.post(reverse("tasks:use-proof", args=[made.pk]), {"proof": f"documents:{found.pk}"})

        shown = page(world.centre_director, reverse("tasks:task", args=[made.pk]))
        assert f'href="{reverse("documents:document", args=[found.pk])}"' in shown
        again = page(world.centre_director, reverse("tasks:choose-proof", args=[made.pk]))
        assert f'value="documents:{found.pk}"' not in again

    @pytest.mark.parametrize("proof", ["", "documents", "documents:", "documents:x", ":5", "documents:" + "9" * 30])
    def test_nothing_chosen(self, world, proof):
        """Is told, and nothing changes."""
        made = task(world)
        client = Client()
        client.force_login(world.centre_director)
        before = snapshot()

        response = client.post(reverse("tasks:use-proof", args=[made.pk]), {"proof": proof})

        assert (response.status_code, snapshot()) == (404, before)

    def test_another_part_of_the_product_offers_its_records(self, world, monkeypatch):
        """By one small class."""

        class Deliveries(ProofSource):
            code, name = "deliveries", "Nghiệm thu"

            def search(self, words, *, person, today, most):
                return [self.visible([3], person=person, today=today)[3]]

            def visible(self, ids, *, person, today):
                return {pk: ProofRecord(self.code, pk, f"Nghiệm thu {pk}", TODAY, "/nghiem-thu/3/") for pk in ids}

        monkeypatch.setattr(proof_sources, "SOURCES", dict(proof_sources.SOURCES))
        proof_sources.register(Deliveries())
        made = task(world, closes_on=ClosesOn.ISSUED_DOCUMENT)

        services.use_proof(task_id=made.pk, reference=Reference("deliveries", 3), actor=world.centre_director, now=NOW)

        assert "Nghiệm thu 3" in page(world.centre_director, reverse("tasks:task", args=[made.pk]))
        assert selectors.facts(made, actor=world.centre_director, today=TODAY).issued == 0


class TestWhoSeesIt:
    """Who sees the task does not see every record."""

    @pytest.fixture
    def proved(self, world):
        """A finished task whose proof the officer may not open."""
        made = task(world, lead_unit=world.centre, assignee=world.officer, assigning_unit=world.department)
        secret = paper(world, subject="Chỉ dành cho lãnh đạo")
        services.use_proof(task_id=made.pk, reference=reference(secret), actor=world.centre_director, now=NOW)
        services.report(task_id=made.pk, text="Xong", actor=world.centre_director, now=NOW)
        services.accept_result(task_id=made.pk, actor=world.director, now=NOW)
        return made, secret

    @pytest.mark.parametrize(
        ("who", "sees"),
        [pytest.param("director", True, id="may-open-it"), pytest.param("officer", False, id="may-not")],
    )
    def test_page_print_and_workbook(self, world, proved, who, sees):
        """The date stands for everybody, name and link for who may open it; the log names nothing."""
        made, secret = proved
        person = getattr(world, who)
        client = Client()
        client.force_login(person)
        book = client.get(reverse("tasks:export")).content
        cell = openpyxl.load_workbook(io.BytesIO(book)).active["I5"]
        seen = [
            page(person, reverse("tasks:task", args=[made.pk])),
            page(person, reverse("tasks:print")),
            str(cell.value),
        ]

        assert [secret.subject in text for text in seen] == [sees] * 3
        assert ["22/11/2026" in text or "22/11" in text for text in seen] == [True] * 3
        assert bool(cell.hyperlink) is sees
        assert [reverse("documents:document", args=[secret.pk]) in text for text in seen[:2]] == [sees] * 2


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

        client.post(reverse("tasks:hand-on", args=[made.pk]), form)
        client.post(reverse("tasks:hand-on", args=[made.pk]), form | {"closes_on": "issued_document"})

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
