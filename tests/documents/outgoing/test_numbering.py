"""Numbers: by series and year, without gap, never twice."""

from __future__ import annotations

import datetime as dt
import threading
from io import BytesIO

import openpyxl
import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.documents.composing import selectors as drafts
from dondoc.documents.composing.choices import State
from dondoc.documents.composing.errors import CannotBeSet, DraftMissing
from dondoc.documents.composing.models import Draft
from dondoc.documents.numbering import next_of
from dondoc.documents.outgoing import errors, selectors, services
from dondoc.documents.outgoing.choices import OutgoingState
from dondoc.documents.outgoing.listing import Wanted
from dondoc.documents.outgoing.models import Outgoing, Series, SeriesYear
from dondoc.home import selectors as desk
from dondoc.kernel.vietnamese import format_date
from dondoc.organization import services as organization
from dondoc.organization.people.errors import SignerLeft
from tests import world as worlds
from tests.documents.signing import authority
from tests.world import NOW, SINCE, TODAY

from . import signed

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def world():
    """The small organisation, its units with their abbreviations."""
    return signed.drafts.prepare(worlds.build())


def snapshot():
    """Return all that a refusal must leave alone."""
    return (
        list(Outgoing.objects.values()), list(SeriesYear.objects.values()), list(Series.objects.values()),
        list(Draft.objects.values()), Entry.objects.count(),
    )  # fmt: skip


class TestSigning:
    def test_a_signature_closes_the_draft(self, world):
        """What was signed is kept as content; no number yet."""
        made = signed.signed(world)

        assert (made.state, made.number_line, made.signer) == ("signed", "…/TB-TTUD", world.centre_director)
        assert made.content["subject"] == "Kết luận của Giám đốc Trung tâm tại cuộc họp tháng 11"
        assert Draft.objects.get().state == State.CLOSED
        assert Entry.objects.filter(act="outgoing.sign").count() == 1

    @pytest.mark.parametrize(
        ("change", "refusal"),
        [
            pytest.param({"actor": "officer"}, errors.MayNotIssue, id="who-keeps-no-register"),
            pytest.param({"signed_on": TODAY + DAY}, errors.SignedTooLate, id="a-day-ahead"),
            pytest.param({"draft_id": 0}, DraftMissing, id="no-such-draft"),
        ],
    )
    def test_refusal_changes_nothing(self, world, change, refusal):
        """A signature is recorded by the office, of who could sign on that day."""
        values = {"draft_id": signed.draft(world).pk, "signed_on": TODAY, "actor": "office_head"} | change
        values["actor"] = getattr(world, values["actor"])
        before = snapshot()

        with pytest.raises(refusal):
            services.record_paper_signature(**values, now=NOW)

        assert snapshot() == before

    @pytest.mark.parametrize(
        ("act", "who", "values"),
        [
            pytest.param(services.record_paper_signature, "office_head", {"signed_on": TODAY}, id="on-paper"),
            pytest.param(services.sign, "centre_director", {"key": authority.director().key_file()}, id="digitally"),
        ],
    )
    def test_what_cannot_be_printed_is_not_signed(self, world, act, who, values):
        """It would get a number and could never be issued."""
        draft = signed.draft(world)
        content = draft.content
        content["blocks"][1]["action"] = "Rà so\u00adát máy"
        Draft.objects.filter(pk=draft.pk).update(content=content)
        before = snapshot()

        with pytest.raises(CannotBeSet) as refusal:
            act(draft_id=draft.pk, actor=getattr(world, who), now=NOW, **values)

        assert "U+00AD" in refusal.value.sentence
        assert snapshot() == before

    @pytest.mark.parametrize("how", ["post-ended", "moved"])
    def test_the_post_that_was_named_counts(self, world, how):
        """Whoever left it signs nothing with another one."""
        draft = signed.draft(world)
        world.centre_director.posts.update(valid_to=TODAY)
        if how == "moved":
            organization.appoint(
                person=world.centre_director, unit=world.lab, role="unit_head", title="Trưởng phòng", valid_from=TODAY,
                is_head=False,
            )  # fmt: skip
        before = snapshot()

        with pytest.raises(SignerLeft):
            services.record_paper_signature(draft_id=draft.pk, signed_on=TODAY, actor=world.office_head, now=NOW)
        with pytest.raises(SignerLeft):
            services.sign(draft_id=draft.pk, key=authority.director().key_file(), actor=world.centre_director, now=NOW)

        assert snapshot() == before
        yesterday = TODAY - DAY
        assert services.record_paper_signature(
            draft_id=draft.pk, signed_on=yesterday, actor=world.office_head, now=NOW
        ).signed_on == yesterday  # fmt: skip

    def test_not_before_it_was_written(self, world):
        """Whose mandate has ended since does not get round it by an earlier day."""
        draft = signed.draft(world)
        before = snapshot()

        with pytest.raises(errors.SignedTooEarly) as refused:
            services.record_paper_signature(
                draft_id=draft.pk, signed_on=signed.SIGNED_ON - DAY, actor=world.office_head, now=NOW
            )

        assert (format_date(signed.SIGNED_ON) in refused.value.sentence, snapshot()) == (True, before)

    def test_not_twice(self, world):
        """The second clerk is told."""
        made = signed.signed(world)
        before = snapshot()

        with pytest.raises(errors.NotToBeSigned):
            services.record_paper_signature(draft_id=made.draft_id, signed_on=TODAY, actor=world.office_head, now=NOW)

        assert snapshot() == before


class TestNumbers:
    def test_each_series_counts_its_year_from_01(self, world):
        """The series that names the type comes before the one for all others."""
        decisions = signed.series(world, name="Quyết định", document_types=["QĐ"])
        signed.series(world)

        numbers = [signed.numbered(world) for _ in range(2)]
        Outgoing.objects.filter(pk=signed.signed(world).pk).update(type_code="QĐ", symbol="QĐ-TTUD")
        third = services.number(
            outgoing_id=Outgoing.objects.latest("pk").pk, date=TODAY, actor=world.office_head, now=NOW
        )

        assert [one.number_line for one in numbers] == ["01/TB-TTUD", "02/TB-TTUD"]
        assert (third.series, third.number) == (decisions, "01")
        assert next_of(SeriesYear, series=decisions, year=2027) == 1

    @pytest.mark.parametrize("is_taken_over", [False, True])
    def test_numbers_and_days_run_the_same_way(self, world, is_taken_over):
        """A later number is not of an earlier day; also where another series goes on from it."""
        first = signed.numbered(world)
        if is_taken_over:
            signed.series(world, name="Thông báo", document_types=["TB"])
        made = signed.signed(world)
        before = snapshot()
        values = {"outgoing_id": made.pk, "actor": world.office_head, "now": NOW}

        with pytest.raises(errors.NumbersFollowDays) as refused:
            services.number(date=TODAY - DAY, **values)

        assert (format_date(first.date) in refused.value.sentence, snapshot()) == (True, before)
        assert services.number(date=TODAY, **values).number == "02"

    @pytest.mark.parametrize(
        ("change", "refusal"),
        [
            pytest.param({"actor": "officer"}, errors.MayNotIssue, id="who-keeps-no-register"),
            pytest.param({"actor": "farm_head"}, errors.OutgoingMissing, id="who-may-not-know-of-it"),
            pytest.param({"date": TODAY + DAY}, errors.DateOutOfOrder, id="a-day-ahead"),
            pytest.param({"date": signed.SIGNED_ON - DAY}, errors.DateOutOfOrder, id="before-the-signature"),
        ],
    )
    def test_refusal_changes_nothing(self, world, change, refusal):
        """No number is used up."""
        signed.series(world)
        made = signed.signed(world)
        values = {"date": TODAY, "actor": "office_head"} | change
        values["actor"] = getattr(world, values["actor"])
        before = snapshot()

        with pytest.raises(refusal):
            services.number(outgoing_id=made.pk, **values, now=NOW)

        assert snapshot() == before

    @pytest.mark.parametrize(
        ("fields", "refusal"),
        [
            pytest.param({}, None, id="open"),
            pytest.param({"document_types": ["QĐ"]}, errors.NoSeries, id="for-other-types"),
            pytest.param({"valid_from": TODAY + DAY}, errors.NoSeries, id="not-yet"),
        ],
    )
    def test_there_is_a_series(self, world, fields, refusal):
        """Without one there is no number."""
        signed.series(world, **fields)
        made = signed.signed(world)
        before = snapshot()
        if refusal is None:
            assert services.number(outgoing_id=made.pk, date=TODAY, actor=world.office_head, now=NOW).number == "01"
            return

        with pytest.raises(refusal):
            services.number(outgoing_id=made.pk, date=TODAY, actor=world.office_head, now=NOW)

        assert snapshot() == before

    def test_last_year_is_closed(self, world):
        """Nobody slips a document into the register of a year that is over."""
        signed.series(world)
        made = signed.signed(world)
        before = snapshot()

        with pytest.raises(errors.YearOver):
            services.number(outgoing_id=made.pk, date=TODAY, actor=world.office_head, now=NOW + dt.timedelta(days=60))

        assert snapshot() == before

    def test_a_cancelled_number_stays_used(self, world):
        """The register says why; the next document gets the next number."""
        first = signed.numbered(world)

        services.void(outgoing_id=first.pk, reason="Người ký đề nghị dừng", actor=world.office_head, now=NOW)

        first.refresh_from_db()
        assert (first.state, first.void_reason) == (OutgoingState.VOID, "Người ký đề nghị dừng")
        assert signed.numbered(world).number == "02"

    @pytest.mark.parametrize(
        ("given", "reason", "refusal"),
        [
            pytest.param(True, " ", errors.ReasonMissing, id="no-reason"),
            pytest.param(False, "Dừng", errors.WrongState, id="no-number-yet"),
        ],
    )
    def test_cancelling_is_refused(self, world, given, reason, refusal):
        """And nothing changes."""
        made = signed.numbered(world) if given else signed.signed(world)
        before = snapshot()

        with pytest.raises(refusal):
            services.void(outgoing_id=made.pk, reason=reason, actor=world.office_head, now=NOW)

        assert snapshot() == before

    @pytest.mark.parametrize(
        ("ended", "opened", "type_code", "expected"),
        [
            pytest.param([], [], "TB", "04", id="one-for-all-after-one-for-all"),
            pytest.param([], ["TB"], "TB", "04", id="one-for-a-type-after-one-for-all"),
            pytest.param(["TB"], [], "TB", "04", id="one-for-all-after-one-for-a-type"),
            pytest.param([], ["TB", "QĐ"], "QĐ", "04", id="for-another-type-of-the-successor"),
            pytest.param([], ["QĐ"], "QĐ", "01", id="a-type-that-nobody-numbered"),
        ],
    )
    def test_a_successor_within_the_year_goes_on(self, world, ended, opened, type_code, expected):
        """Nobody gets the number of a document of the series before; what nobody numbered begins with 01."""
        first = signed.series(world, document_types=ended)
        for _ in range(3):
            signed.numbered(world)
        services.end_series(series_id=first.pk, valid_to=TODAY, actor=world.office_head, now=NOW)
        second = signed.series(world, document_types=opened, valid_from=TODAY)
        Outgoing.objects.filter(pk=signed.signed(world).pk).update(type_code=type_code, symbol=f"{type_code}-TTUD")

        made = services.number(
            outgoing_id=Outgoing.objects.latest("pk").pk, date=TODAY, actor=world.office_head, now=NOW
        )

        assert (made.series, made.number) == (second, expected)

    def test_none_is_dated_back_into_the_series_before(self, world):
        """Yesterday the first series still held; the later one has given a number of today since."""
        first = signed.series(world)
        signed.numbered(world)
        services.end_series(series_id=first.pk, valid_to=TODAY, actor=world.office_head, now=NOW)
        signed.series(world, valid_from=TODAY)
        assert signed.numbered(world).number == "02"

        made = signed.signed(world)
        before = snapshot()

        with pytest.raises(errors.NumbersFollowDays):
            services.number(outgoing_id=made.pk, date=TODAY - DAY, actor=world.office_head, now=NOW)

        assert snapshot() == before

    def test_a_symbol_that_is_not_of_its_type_gets_no_number_twice(self, world):
        """A decision that bears the symbol of a notice: one sentence, and no number is used up."""
        signed.series(world, name="Quyết định", document_types=["QĐ"])
        signed.series(world)
        signed.numbered(world)
        Outgoing.objects.filter(pk=signed.signed(world).pk).update(type_code="QĐ")
        before = snapshot()

        with pytest.raises(errors.NumberTaken) as refusal:
            services.number(outgoing_id=Outgoing.objects.latest("pk").pk, date=TODAY, actor=world.office_head, now=NOW)

        assert "01/TB-TTUD" in refusal.value.sentence
        assert snapshot() == before

    def test_the_database_refuses_a_number_line_twice(self, world):
        """Of another series too."""
        first, second = signed.numbered(world), signed.numbered(world)
        other = signed.series(world, name="Khác", document_types=["QĐ"])

        with pytest.raises(IntegrityError), transaction.atomic():
            Outgoing.objects.filter(pk=second.pk).update(series=other, ordinal=first.ordinal)

    def test_the_database_refuses_a_number_twice(self, world):
        """Whatever way it comes."""
        first, second = signed.numbered(world), signed.numbered(world)

        with pytest.raises(IntegrityError), transaction.atomic():
            Outgoing.objects.filter(pk=second.pk).update(ordinal=first.ordinal)


class TestAfterCancelling:
    """The draft of a cancelled number is open again: there is one way on, whatever ended the document."""

    def cancelled(self, world):
        """Return a document whose number was cancelled."""
        made = signed.numbered(world)
        return services.void(outgoing_id=made.pk, reason="Sai nơi nhận", actor=world.office_head, now=NOW)

    def test_the_draft_is_open_with_the_reason(self, world):
        """It waits for its drafter; the act writes its own entry and that of the draft."""
        made = self.cancelled(world)

        passing = made.draft.passings.latest("pk")
        assert Draft.objects.get().state == State.DRAFTING
        assert (passing.move, passing.words) == ("reopen", "Sai nơi nhận")
        assert drafts.waiting_for(world.officer, today=TODAY).get() == made.draft
        assert list(Entry.objects.order_by("-pk").values_list("act", flat=True)[:2]) == [
            "outgoing.void", "drafts.reopen",
        ]  # fmt: skip

    def test_it_is_signed_anew_under_another_number(self, world):
        """The cancelled one stays in the register as it is."""
        first = self.cancelled(world)
        Draft.objects.update(state=State.TO_SIGN)

        again = services.record_paper_signature(
            draft_id=first.draft_id, signed_on=TODAY, actor=world.office_head, now=NOW
        )
        services.number(outgoing_id=again.pk, date=TODAY, actor=world.office_head, now=NOW)

        first.refresh_from_db()
        again.refresh_from_db()
        assert (first.number, first.state, again.number) == ("01", OutgoingState.VOID, "02")
        assert selectors.signed_as(first.draft) == again

    def test_a_draft_is_signed_once_at_a_time(self, world):
        """By the database, after a cancelled number too."""
        first = self.cancelled(world)
        Draft.objects.update(state=State.TO_SIGN)
        values = {"draft_id": first.draft_id, "signed_on": TODAY, "actor": world.office_head, "now": NOW}
        again = services.record_paper_signature(**values)

        with pytest.raises(IntegrityError), transaction.atomic():
            Outgoing.objects.create(
                **{field: getattr(again, field) for field in ("draft", "issuer", "signer", "signed_on", "content")},
                medium="paper", signing_recorded_by=world.office_head, signing_recorded_at=NOW,
            )  # fmt: skip

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            pytest.param("number-outgoing", {"date": "25/11/2026"}, id="numbered-in-another-tab"),
            pytest.param("discard-outgoing", {"reason": "Sai tên"}, id="its-form-is-gone"),
            pytest.param("follow-outgoing", {"kind": "recalled", "reason": "Sai"}, id="not-issued-yet"),
        ],
    )
    def test_a_step_that_is_over_is_told(self, client, world, name, said):
        """In a tab that was left open: the page shows how things stand, and why nothing was done."""
        made = signed.numbered(world)
        before = snapshot()
        client.force_login(world.office_head)

        response = client.post(reverse(f"documents:{name}", args=[made.pk]), said)

        assert response.status_code == 422
        assert "nên không thực hiện được bước này" in response.content.decode()
        assert snapshot() == before

    def test_the_pages_tell(self, client, world):
        """Both where the document ended and where the draft stands."""
        made = signed.numbered(world)
        client.force_login(world.office_head)
        client.post(reverse("documents:void-outgoing", args=[made.pk]), {"reason": "Sai nơi nhận"})

        for address in (
            reverse("documents:outgoing", args=[made.pk]), reverse("drafts:draft", args=[made.draft_id]),
        ):  # fmt: skip
            assert "Sai nơi nhận" in client.get(address).content.decode()


class TestDiscarding:
    """A fault seen between signature and number: the signature goes on record, the draft opens again."""

    def discard(self, world, made, *, reason="Sai tên đơn vị", actor="office_head"):
        """Discard a signature."""
        return services.discard(outgoing_id=made.pk, reason=reason, actor=getattr(world, actor), now=NOW)

    def test_the_draft_is_open_again(self, world):
        """With the reason in its history; nobody is asked for a number."""
        made = signed.signed(world)
        assert desk.to_issue(world.office_head, now=NOW).get() == made

        self.discard(world, made)

        made.refresh_from_db()
        assert (made.state, made.void_reason, made.ordinal) == (OutgoingState.DISCARDED, "Sai tên đơn vị", None)
        assert Draft.objects.get().state == State.DRAFTING
        passing = made.draft.passings.latest("pk")
        assert (passing.move, passing.words) == ("reopen", "Sai tên đơn vị")
        assert not desk.to_issue(world.office_head, now=NOW).exists()
        assert drafts.waiting_for(world.officer, today=TODAY).get() == made.draft
        assert Entry.objects.filter(act="outgoing.discard", subject=f"outgoing:{made.pk}").count() == 1

    def test_it_is_signed_anew_and_numbered(self, world):
        """The first signature stays in the register, last and without a number."""
        signed.series(world)
        first = signed.signed(world)
        self.discard(world, first)
        Draft.objects.update(state=State.TO_SIGN)

        again = services.record_paper_signature(
            draft_id=first.draft_id, signed_on=TODAY, actor=world.office_head, now=NOW
        )
        services.number(outgoing_id=again.pk, date=TODAY, actor=world.office_head, now=NOW)

        assert selectors.signed_as(first.draft) == again
        assert [row.number_line for row in selectors.book(world.office_head, Wanted(), today=TODAY)] == [
            "01/TB-TTUD", "…/TB-TTUD",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("make", "values", "refusal"),
        [
            pytest.param("signed", {"reason": " "}, errors.ReasonMissing, id="no-reason"),
            pytest.param("numbered", {}, errors.WrongState, id="numbered"),
            pytest.param("signed", {"actor": "officer"}, errors.MayNotIssue, id="who-keeps-no-register"),
            pytest.param("signed", {"actor": "farm_head"}, errors.OutgoingMissing, id="a-stranger"),
        ],
    )
    def test_refusal_changes_nothing(self, world, make, values, refusal):
        """Neither the document nor its draft."""
        made = getattr(signed, make)(world)
        before = snapshot()

        with pytest.raises(refusal):
            self.discard(world, made, **values)

        assert snapshot() == before

    def test_a_discarded_signature_is_kept(self, world):
        """By the database, as an issued document is; and a draft has one signature that counts."""
        made = signed.signed(world)
        with pytest.raises(IntegrityError), transaction.atomic():
            Outgoing.objects.create(
                **{field: getattr(made, field) for field in ("draft", "issuer", "signer", "signed_on", "content")},
                medium="paper", signing_recorded_by=world.office_head, signing_recorded_at=NOW,
            )  # fmt: skip
        self.discard(world, made)

        with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
            Outgoing.objects.filter(pk=made.pk).update(state=OutgoingState.SIGNED)

    def test_the_pages_tell(self, client, world):
        """The form before, the state and the reason after; the draft says where it stands."""
        client.force_login(world.office_head)
        made = signed.signed(world)
        page = reverse("documents:outgoing", args=[made.pk])
        assert reverse("documents:discard-outgoing", args=[made.pk]) in client.get(page).content.decode()
        assert page in client.get(reverse("drafts:draft", args=[made.draft_id])).content.decode()

        assert client.post(reverse("documents:discard-outgoing", args=[made.pk]), {"reason": ""}).status_code == 422
        client.post(reverse("documents:discard-outgoing", args=[made.pk]), {"reason": "Sai tên"})

        shown = client.get(page).content.decode()
        assert ("Sai tên" in shown, "cap-so" in shown, "bo-chu-ky" in shown) == (True, False, False)
        assert "Sai tên" in client.get(reverse("drafts:draft", args=[made.draft_id])).content.decode()


class TestSeries:
    @pytest.mark.parametrize(
        ("fields", "refusal"),
        [
            pytest.param({"name": " "}, errors.GroundMissing, id="no-name"),
            pytest.param({"regulation": ""}, errors.GroundMissing, id="no-regulation"),
            pytest.param({}, errors.SeriesOverlaps, id="a-second-for-all-types"),
            pytest.param({"document_types": ["TB"]}, None, id="for-a-type-beside-it"),
        ],
    )
    def test_opening(self, world, fields, refusal):
        """Two series never take the same document."""
        signed.series(world)
        before = snapshot()
        if refusal is None:
            assert signed.series(world, **fields).document_types == ["TB"]
            return

        with pytest.raises(refusal):
            signed.series(world, **fields)

        assert snapshot() == before

    def test_one_ends_and_another_follows(self, world):
        """As when the records regulation changes; who keeps no register may not."""
        first = signed.series(world)
        before = snapshot()
        with pytest.raises(errors.MayNotIssue):
            services.end_series(series_id=first.pk, valid_to=TODAY, actor=world.officer, now=NOW)
        assert snapshot() == before

        services.end_series(series_id=first.pk, valid_to=TODAY, actor=world.office_head, now=NOW)

        assert signed.series(world, valid_from=TODAY).valid_to is None

    def test_it_ends_after_it_began(self, world):
        """And nothing changes otherwise."""
        first = signed.series(world)
        before = snapshot()

        with pytest.raises(errors.EndsTooEarly):
            services.end_series(series_id=first.pk, valid_to=SINCE, actor=world.office_head, now=NOW)

        assert snapshot() == before

    def test_nobody_keeps_the_series_of_a_unit_they_do_not_look_after(self, world):
        """A clerk of the station neither opens nor ends one of the department."""
        first = signed.series(world)
        clerk = worlds.keeps_register("thu", world.farm)
        before = snapshot()

        with pytest.raises(errors.MayNotIssue):
            services.open_series(
                issuer=world.department, name="Sổ khác", document_types=["QĐ"], regulation="Quy chế",
                valid_from=SINCE, actor=clerk, now=NOW,
            )  # fmt: skip
        with pytest.raises(errors.MayNotIssue):
            services.end_series(series_id=first.pk, valid_to=TODAY, actor=clerk, now=NOW)

        assert snapshot() == before


def test_the_register_shows_what_waits_first(world):
    """Then the latest number, on either database."""
    first, second = signed.numbered(world), signed.numbered(world)
    waiting = signed.signed(world)

    assert list(selectors.book(world.office_head, Wanted(year=TODAY.year), today=TODAY)) == [waiting, second, first]


def number_at_once(world, *batches):
    """Number documents, each batch of (document, date) by a thread of its own; return what failed."""
    failures: list[BaseException] = []

    def work(mine: list[tuple[int, dt.date]]) -> None:
        try:
            for pk, date in mine:
                services.number(outgoing_id=pk, date=date, actor=world.office_head, now=NOW)
        except BaseException as failure:  # told by the test
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(batch,)) for batch in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_get_two_numbers():
    """Ten documents numbered by two threads: 01 to 10, none twice, none left out."""
    world = signed.drafts.prepare(worlds.build())
    signed.series(world)
    waiting = [(signed.signed(world).pk, TODAY) for _ in range(10)]

    failures = number_at_once(world, waiting[::2], waiting[1::2])

    assert failures == []
    assert sorted(Outgoing.objects.values_list("ordinal", flat=True)) == list(range(1, 11))


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_in_two_series_get_two_numbers():
    """One series ended today and another took over: what is dated into either goes on in one count, by its days.

    Who is overtaken by a number of today is told that yesterday is over.
    """
    world = signed.drafts.prepare(worlds.build())
    first = signed.series(world)
    services.end_series(series_id=first.pk, valid_to=TODAY, actor=world.office_head, now=NOW)
    signed.series(world, valid_from=TODAY)
    waiting = [signed.signed(world).pk for _ in range(10)]

    failures = number_at_once(world, [(pk, TODAY - DAY) for pk in waiting[::2]], [(pk, TODAY) for pk in waiting[1::2]])

    assert {type(failure) for failure in failures} <= {errors.NumbersFollowDays}
    given = list(Outgoing.objects.exclude(ordinal=None).order_by("ordinal").values_list("ordinal", "date"))
    assert [ordinal for ordinal, _date in given] == list(range(1, len(given) + 1))
    assert [date for _ordinal, date in given].count(TODAY) == len(waiting[1::2])
    assert [date for _ordinal, date in given] == sorted(date for _ordinal, date in given)


class TestRegister:
    """As it is printed, and as a workbook: numbered documents in their order, what has no number stays away."""

    @pytest.fixture
    def rows(self, client, world):
        """Return the rows of the workbook for somebody."""
        signed.numbered(world), signed.numbered(world), signed.signed(world)

        def read(who):
            client.force_login(who)
            answer = client.get(reverse("documents:outgoing-export"), {"nam": TODAY.year})
            sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
            return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]

        return read

    def test_lists_numbers_in_order(self, world, rows):
        """With type and subject, who signed, whom it went to, where the file copy lies."""
        first, second = rows(world.office_head)

        assert (first[0], second[0]) == ("01/TB-TTUD", "02/TB-TTUD")
        assert first[2].startswith("Thông báo ")
        assert first[5] == "VT, KT"
        assert first[6] in ("", None)  # nothing says how many copies were made

    def test_is_printed_with_the_columns_of_the_book(self, client, world, rows):
        """On one sheet, whose address keeps the year."""
        rows(world.office_head)

        page = client.get(reverse("documents:outgoing-print"), {"nam": TODAY.year}).content.decode()

        assert "SỔ ĐĂNG KÝ VĂN BẢN ĐI" in page
        assert page.count("/TB-TTUD") == 2

    def test_a_year_without_documents_is_empty(self, client, world, rows):
        """And what is no year is this one."""
        rows(world.office_head)

        assert "/TB-TTUD" not in client.get(reverse("documents:outgoing-print"), {"nam": "2025"}).content.decode()
        assert "/TB-TTUD" in client.get(reverse("documents:outgoing-print"), {"nam": "99999"}).content.decode()
