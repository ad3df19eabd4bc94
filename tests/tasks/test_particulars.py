"""Product, quantity and urgency of a task: filled in and corrected by the assigning side, shown and taken out."""

from __future__ import annotations

import dataclasses
import io
import re
from decimal import Decimal
from typing import ClassVar

import openpyxl
import pytest
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.tasks import errors, forms, life_errors, proof_errors, services
from dondoc.tasks.choices import Stage
from dondoc.tasks.models import ParticularsChange, Proposal, Task
from dondoc.tasks.services import Particulars
from dondoc.tasks.services.reviewing import Choice
from tests import world as worlds
from tests.world import NOW, task

SAID = Particulars("Sổ tay hướng dẫn", Decimal(3), "bộ", "khan")


def change(world, made, **given):
    """Record product and urgency; any field of them may be given in another way."""
    names = {field.name for field in dataclasses.fields(Particulars)}
    said = dataclasses.replace(SAID, **{name: value for name, value in given.items() if name in names})
    act = {"actor": world.director, "now": NOW} | {name: value for name, value in given.items() if name not in names}
    return services.change_particulars(task_id=made.pk, said=said, **act)


class TestChangeParticulars:
    """A dated row; what stood there before stays on record."""

    @pytest.mark.parametrize("stage", [Stage.ASSIGNED, Stage.IN_PROGRESS])
    def test_is_a_row_and_an_entry(self, world, stage):
        """The first time it needs no reason; the stage stays."""
        made = task(world, stage=stage)

        change(world, made)

        made = Task.objects.get()
        assert (made.product_line, made.urgency, made.stage) == ("Sổ tay hướng dẫn: 3 bộ", "khan", stage)
        row = ParticularsChange.objects.get()
        assert (row.before, row.after, row.by, row.at) == ("", "Sổ tay hướng dẫn: 3 bộ; Khẩn", world.director, NOW)
        assert (Entry.objects.get().act, Entry.objects.get().after["after"]) == ("tasks.change_particulars", row.after)

    def test_a_correction_says_why(self, world):
        """What it was and what it is now."""
        made = task(world, product="Báo cáo")

        change(world, made, product="Báo cáo", quantity=None, unit="", urgency="hoa_toc", reason="Gấp")

        row = ParticularsChange.objects.get()
        assert (row.before, row.after, row.reason) == ("Báo cáo", "Báo cáo; Hỏa tốc", "Gấp")

    def test_goes_on_with_a_task_that_replaces_it(self, world):
        """Nothing of it is lost on the way."""
        made = task(world)
        change(world, made)

        other = services.replace(task_id=made.pk, reason="Gộp", action="Làm chung", actor=world.director, now=NOW)

        assert (other.product_line, other.urgency) == ("Sổ tay hướng dẫn: 3 bộ", "khan")

    @pytest.mark.parametrize(
        ("fields", "given", "refusal"),
        [
            pytest.param({"stage": Stage.REPORTED}, {}, errors.WrongStage, id="a-result-is-reported"),
            pytest.param({}, {"actor": "centre_director"}, errors.NotAssigner, id="the-lead"),
            pytest.param({}, {"unit": " "}, proof_errors.QuantityUnfit, id="of-what"),
            pytest.param({}, {"quantity": None}, proof_errors.QuantityUnfit, id="how-many"),
            pytest.param({}, {"quantity": Decimal(0)}, proof_errors.QuantityUnfit, id="none"),
            pytest.param(
                {}, {"product": "", "quantity": None, "unit": "", "urgency": ""}, proof_errors.ParticularsThose,
                id="nothing-changes",
            ),
            pytest.param({"product": "Báo cáo"}, {}, errors.ReasonEmpty, id="another-without-a-reason"),
            pytest.param(
                {"is_collective": True, "lead_unit": None}, {}, life_errors.CollectiveTask, id="whole-of-several"
            ),
            pytest.param({}, {"actor": "farm_head"}, errors.TaskMissing, id="who-does-not-see-it"),
        ],
    )  # fmt: skip
    def test_a_refusal_changes_nothing(self, world, fields, given, refusal):
        """Neither the task nor a row."""
        made = task(world, **fields)
        before = Task.objects.values().get()
        given = {name: getattr(world, value) if name == "actor" else value for name, value in given.items()}

        with pytest.raises(refusal):
            change(world, made, **given)

        assert Task.objects.values().get() == before
        assert (ParticularsChange.objects.count(), Entry.objects.count()) == (0, 0)

    def test_the_database_wants_what_is_counted(self, world):
        """Whoever writes around the services meets the constraint."""
        with pytest.raises(IntegrityError), transaction.atomic():
            Task.objects.filter(pk=task(world).pk).update(product_quantity=3)


@pytest.mark.parametrize(
    ("written", "quantity"),
    [
        ("", None), ("3", Decimal(3)), ("1.200", Decimal(1200)), ("2,5", Decimal("2.5")),
        ("1.2", proof_errors.QuantityUnfit), ("ba", proof_errors.QuantityUnfit), ("-1", proof_errors.QuantityUnfit),
    ],
)  # fmt: skip
def test_a_quantity_is_read_as_vietnamese_writes_it(written, quantity):
    """Points between thousands, a comma before decimals."""
    data = QueryDict(mutable=True)
    data.update({"quantity": written, "unit": "bộ"})
    if quantity is proof_errors.QuantityUnfit:
        with pytest.raises(quantity):
            forms.particulars_of(data)
    else:
        assert forms.particulars_of(data).quantity == quantity


def confirmed(world, source, **choice):
    """Confirm the passage of a document as the clerk, with what is said of its product."""
    found = worlds.proposal(source)
    given = {"lead_printed": found.lead_printed, "lead_unit": found.lead_unit, "said": SAID} | choice
    return services.confirm(
        proposal_id=found.pk, choice=Choice(action=found.action, **given), actor=world.clerk, now=NOW
    )


@pytest.fixture
def source(world):
    """A document that lays one duty on the centre."""
    return worlds.document(world, [worlds.directive("Trung tâm biên soạn sổ tay", lead=["Trung tâm"])])


class TestConfirming:
    """While a proposal is confirmed, before there is a task: the same row stays, of whoever confirmed it."""

    def test_goes_into_the_task_with_a_row(self, world, source):
        """Who said it is the clerk, whoever hands the tasks over."""
        confirmed(world, source)

        (made,) = services.hand_over(document=source, actor=world.director, now=NOW)

        assert (made.product_line, made.urgency) == ("Sổ tay hướng dẫn: 3 bộ", "khan")
        row = ParticularsChange.objects.get()
        assert (row.task, row.before, row.after) == (made, "", "Sổ tay hướng dẫn: 3 bộ; Khẩn")
        assert (row.by, row.at) == (world.clerk, NOW)
        entry = Entry.objects.get(act="tasks.confirm_proposal")
        assert entry.after["product"] == row.after

    def test_nothing_said_is_no_row(self, world, source):
        """What the document does not say stays empty, and visible as empty."""
        confirmed(world, source, said=Particulars())

        (made,) = services.hand_over(document=source, actor=world.clerk, now=NOW)

        assert (made.product_line, made.product_quantity, made.urgency) == ("", None, "")
        assert not ParticularsChange.objects.exists()

    def test_of_several_leads_each_task_has_it(self, world):
        """The whole and the task of each unit."""
        source = worlds.document(
            world, [worlds.directive("Trung tâm, Trại biên soạn", lead=["Trung tâm", "Trại nghiên cứu thực nghiệm"])]
        )
        confirmed(world, source, leads=[world.centre, world.farm], lead_unit=None)

        services.hand_over(document=source, actor=world.clerk, now=NOW)

        assert {task.product_line for task in Task.objects.all()} == {"Sổ tay hướng dẫn: 3 bộ"}
        assert (Task.objects.count(), ParticularsChange.objects.count()) == (3, 3)

    def test_a_correction_afterwards_says_why(self, world, source):
        """What was said while confirming is on record, so it is not overwritten in silence."""
        confirmed(world, source)
        (made,) = services.hand_over(document=source, actor=world.clerk, now=NOW)

        with pytest.raises(errors.ReasonEmpty):
            change(world, made, quantity=Decimal(4))

        assert Task.objects.get().product_quantity == 3

    @pytest.mark.parametrize(
        "said",
        [
            pytest.param({"unit": ""}, id="of-what"), pytest.param({"quantity": None}, id="how-many"),
            pytest.param({"quantity": Decimal(-1)}, id="below-zero"),
        ],
    )  # fmt: skip
    def test_a_refusal_changes_nothing(self, world, source, said):
        """Neither the proposal nor the log."""
        before = list(Proposal.objects.values())

        with pytest.raises(proof_errors.QuantityUnfit):
            confirmed(world, source, said=dataclasses.replace(SAID, **said))

        assert (list(Proposal.objects.values()), Entry.objects.count()) == (before, 0)

    def test_the_database_wants_what_is_counted(self, world, source):
        """Whoever writes around the services meets the constraint."""
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.update(product_quantity=3)

    def test_from_the_page(self, world, client, source):
        """The fields stand in the form of the proposal, are kept there, and show on the card."""
        found = worlds.proposal(source)
        client.force_login(world.clerk)
        address, page = reverse("tasks:decide", args=[found.pk]), reverse("tasks:review", args=[source.pk])
        form = client.get(f"{page}?sua=1").content.decode()
        for name in ("product", "quantity", "unit", "urgency"):
            assert f'name="{name}"' in form

        said = {"product": "Sổ tay", "quantity": "1.200,5", "unit": "trang", "urgency": "hoa_toc"}
        lead = {"action": "Biên soạn sổ tay", "lead_unit": world.centre.name, "lead_printed": "Trung tâm"}
        client.post(address, said | lead | {"act": "confirm", "version": found.version})

        found.refresh_from_db()
        assert Particulars.of(found) == Particulars("Sổ tay", Decimal("1200.5"), "trang", "hoa_toc")
        shown = client.get(page).content.decode()
        assert ("Sổ tay: 1.200,5 trang" in shown, "Hỏa tốc" in shown) == (True, True)
        assert 'value="1.200,5"' in client.get(f"{page}?sua=1").content.decode()


class TestPages:
    def test_from_the_page(self, world, client):
        """The assigning side sees the form; everybody sees what was recorded."""
        made = task(world)
        address, page = (reverse(f"tasks:{name}", args=[made.pk]) for name in ("change-particulars", "task"))
        client.force_login(world.centre_director)
        assert address not in client.get(page).content.decode()
        client.force_login(world.director)
        assert address in client.get(page).content.decode()

        client.post(address, {"product": "Sổ tay", "quantity": "1.200,5", "unit": "trang", "urgency": "khan"})

        client.force_login(world.centre_director)
        shown = client.get(page).content.decode()
        assert "Sổ tay: 1.200,5 trang" in shown
        assert "Khẩn" in shown

    def test_in_the_list_and_in_the_workbook(self, world, client):
        """As columns of the list; in the office's workbook with the product, and as a note."""
        change(world, task(world))
        client.force_login(world.director)

        shown = client.get(reverse("tasks:list") + "?cot=san-pham&cot=do-khan").content.decode()
        book = openpyxl.load_workbook(io.BytesIO(client.get(reverse("tasks:export")).content))

        assert ("Sổ tay hướng dẫn: 3 bộ" in shown, ">Khẩn<" in shown) == (True, True)
        cells = [cell.value for cell in book.worksheets[0][5]]
        assert (cells[6], cells[12]) == ("Sổ tay hướng dẫn: 3 bộ", "Khẩn")


class TestSaidWhenGiven:
    """Who gives a directive or hands a part on may say what is to come of it, and how urgent it is."""

    WRITTEN: ClassVar = {"product": "Sổ tay hướng dẫn", "quantity": "3", "unit": "bộ", "urgency": "khan"}

    @pytest.fixture(params=["directive", "directive-of-an-opinion", "part", "part-of-an-opinion"])
    def giving(self, request, world):
        """Return who gives it, at which address, with which words, and the status of a page that refuses."""
        if request.param == "directive":
            came = worlds.arrival(world, issuer="Ủy ban nhân dân tỉnh")
            form = {"text": "Làm", "lead_unit": world.centre.pk, "is_without_deadline": "on", "closes_on": "result"}
            return world.director, reverse("tasks:direct", args=[came.pk]), form
        made = task(world)
        if request.param == "part":
            return world.centre_director, reverse("tasks:hand-on", args=[made.pk]), {
                "to": f"u{world.lab.pk}", "action": "Làm", "seen": "0.0",
            }  # fmt: skip
        lead = task(world, lead_unit=world.lab, assigning_unit=world.centre) if "directive" in request.param else made
        raiser = world.lab_head if lead is not made else world.centre_director
        services.raise_obstacle(task_id=lead.pk, text="Thiếu", proposal="Mượn", actor=raiser, now=NOW)
        if lead is made:
            services.answer_obstacle(task_id=lead.pk, text="Làm", actor=world.office_head, now=NOW)
            opinion = lead.obstacles.get().opinions.latest("pk")
            return raiser, reverse("tasks:turn-into-part", args=[opinion.pk]), {
                "to": f"u{world.lab.pk}", "action": "Làm",
            }  # fmt: skip
        services.answer_obstacle(task_id=lead.pk, text="Làm", actor=world.centre_director, now=NOW)
        opinion = lead.obstacles.get().opinions.latest("pk")
        form = {"text": "Làm", "lead_unit": world.farm.pk, "is_without_deadline": "on", "closes_on": "result"}
        return world.centre_director, reverse("tasks:direct-from-opinion", args=[opinion.pk]), form

    def test_is_kept_with_a_row(self, client, giving):
        """As while a proposal is confirmed."""
        who, address, form = giving
        client.force_login(who)

        client.post(address, form | self.WRITTEN)

        made = Task.objects.latest("pk")
        assert (made.product_line, made.urgency) == ("Sổ tay hướng dẫn: 3 bộ", "khan")
        row = ParticularsChange.objects.get()
        assert (row.task, row.before, row.after, row.by) == (made, "", "Sổ tay hướng dẫn: 3 bộ; Khẩn", who)

    def test_may_be_left_open(self, client, giving):
        """Nothing is said for who says nothing."""
        who, address, form = giving
        client.force_login(who)

        client.post(address, form)

        made = Task.objects.latest("pk")
        assert (made.product_line, made.urgency, ParticularsChange.objects.count()) == ("", "", 0)

    @pytest.mark.parametrize("changes", [{"unit": ""}, {"quantity": ""}, {"quantity": "0"}, {"quantity": "ba"}])
    def test_refusal_changes_nothing(self, client, giving, changes):
        """A number says of what; what was to be done need not be written again."""
        who, address, form = giving
        client.force_login(who)
        before = Task.objects.count(), Entry.objects.count()

        page = client.post(address, form | self.WRITTEN | changes)

        assert page.status_code == 422
        assert re.search(r"<textarea[^>]*>\s*Làm</textarea>", page.content.decode())
        assert (Task.objects.count(), Entry.objects.count()) == before
