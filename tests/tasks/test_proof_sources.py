"""Evidence besides files: documents of the register, and pieces that serve other tasks already."""

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
from dondoc.tasks import errors, proof_errors, proof_sources, selectors, services
from dondoc.tasks.choices import ClosesOn, Stage
from dondoc.tasks.evidence import Attachment, Reference
from dondoc.tasks.models import Completion, Evidence, Task
from dondoc.tasks.proof_sources import ProofRecord, ProofSource
from tests.world import NOW, TODAY, document, task

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
