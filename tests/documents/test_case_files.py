"""Case files: the list of the year, documents put in, frozen once closed, and who may open what."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.documents.case_files import errors, selectors, services
from dondoc.documents.case_files.choices import FileState
from dondoc.documents.case_files.models import CaseFile, CaseFileEntry, CaseFileTerm, Reopening
from dondoc.documents.case_files.services import Terms
from dondoc.documents.errors import DocumentMissing
from tests import world as worlds
from tests.documents.at_once import at_once
from tests.world import NOW, TODAY

TERMS = Terms(5, is_permanent=False, rights="unit", source="Thông tư về thời hạn bảo quản")


def make(world, *, who="clerk", **change):
    """Enter a file into the list of the office."""
    base = {"unit_id": world.office.pk, "year": 2026, "code": "01-VP", "title": "Hồ sơ chuẩn đo lường",
            "keeper_id": world.clerk.pk, "terms": TERMS}  # fmt: skip
    return services.make(**(base | change), actor=getattr(world, who), now=NOW)


@pytest.fixture
def case_file(world):
    """An open file of the office, kept by the clerk."""
    return make(world)


def letters(world, *days):
    """Write letters of the given days of November 2026; None: without a date."""
    return [
        worlds.document(
            world, [], number=str(n), symbol="SKHCN", reference=f"{n}-skhcn", subject=f"Công văn {n}",
            date=day and dt.date(2026, 11, day),
        )
        for n, day in enumerate(days, start=1)
    ]  # fmt: skip


def put(case_file, *documents, actor, **change):
    """Put documents into a file."""
    return [
        services.put(case_file_id=case_file.pk, document_id=document.pk, actor=actor, now=NOW, **change)
        for document in documents
    ]


@pytest.fixture
def closed(world, case_file):
    """A closed file with two letters."""
    put(case_file, *letters(world, 10, 11), actor=world.clerk)
    return services.close(case_file_id=case_file.pk, actor=world.clerk, now=NOW)


def everything():
    """Return all that an act on a file may change."""
    models = (CaseFile, CaseFileEntry, CaseFileTerm, Reopening, Entry)
    rows = [list(model.objects.order_by("pk").values()) for model in (CaseFile, CaseFileEntry)]
    return [model.objects.count() for model in models], rows


class TestMake:
    def test_enters_it_into_the_list(self, world, case_file):
        """With what holds of it from today on."""
        found = selectors.get(case_file.pk, person=world.clerk, today=TODAY)

        assert (found.code, found.years, found.rights, found.archive_due) == ("01-VP", 5, "unit", None)
        assert Entry.objects.latest("pk").act == "documents.make_case_file"

    @pytest.mark.parametrize(
        ("change", "who", "refusal"),
        [
            pytest.param({}, "officer", errors.MayNotMakeFile, id="who-keeps-no-list"),
            pytest.param({}, "lab_head", errors.UnitOutside, id="the-list-of-another-unit"),
            pytest.param({"code": "01-VP "}, "clerk", errors.CodeTaken, id="a-code-that-is-taken"),
            pytest.param({"code": "2", "keeper_id": 0}, "clerk", errors.KeeperUnknown, id="nobody-keeps-it"),
            pytest.param(
                {"code": "2", "terms": Terms(None, is_permanent=False, rights="unit", source="QĐ")}, "clerk",
                errors.RetentionOpen, id="retention-left-open",
            ),
            pytest.param(
                {"code": "2", "terms": Terms(5, is_permanent=True, rights="unit", source="QĐ")}, "clerk",
                errors.RetentionOpen, id="years-and-for-ever",
            ),
        ],
    )  # fmt: skip
    def test_refusal_changes_nothing(self, world, case_file, change, who, refusal):
        """And the list is as it was."""
        before = everything()

        with pytest.raises(refusal):
            make(world, who=who, **change)

        assert everything() == before


class TestPut:
    def test_one_document_in_several_files_is_not_copied(self, world, case_file):
        """Each file says who put it there and when."""
        other = make(world, code="02-VP", title="Hồ sơ khác")
        [letter] = letters(world, 10)

        put(case_file, letter, actor=world.clerk)
        put(other, letter, actor=world.clerk)

        assert [(row.case_file_id, row.put_by, row.put_at) for row in letter.case_file_entries.order_by("pk")] == [
            (case_file.pk, world.clerk, NOW), (other.pk, world.clerk, NOW),
        ]  # fmt: skip
        assert worlds.StoredFile.objects.count() == 1

    def test_order(self, world, case_file):
        """As put in; then by date, those without one last; then as moved."""
        put(case_file, *letters(world, 12, None, 10), actor=world.clerk)

        def order():
            entries = case_file.entries.order_by("position").select_related("document")
            return [entry.document.number for entry in entries]

        assert order() == ["1", "2", "3"]
        services.order_by_date(case_file_id=case_file.pk, actor=world.clerk, now=NOW)
        assert order() == ["3", "1", "2"]
        services.move_up(entry_id=case_file.entries.get(document__number="2").pk, actor=world.clerk, now=NOW)
        assert order() == ["3", "2", "1"]
        services.move_up(entry_id=case_file.entries.get(document__number="3").pk, actor=world.clerk, now=NOW)
        assert order() == ["3", "2", "1"]

    def test_taken_out_it_stays_in_the_register(self, world, case_file):
        """And the log says what was taken out."""
        [letter] = letters(world, 10)
        [entry] = put(case_file, letter, actor=world.clerk)

        services.take_out(entry_id=entry.pk, actor=world.clerk, now=NOW)

        letter.refresh_from_db()
        assert case_file.entries.count() == 0
        assert Entry.objects.latest("pk").before == {"titled": letter.pk}

    @pytest.mark.parametrize(
        ("who", "refusal"),
        [
            pytest.param("officer", errors.CaseFileMissing, id="who-may-not-open-the-file"),
            pytest.param("director", None, id="who-acts-for-the-unit-above"),
            pytest.param("administrator", errors.MayNotKeep, id="who-opens-it-but-does-not-keep-it"),
        ],
    )
    def test_who_may(self, world, case_file, who, refusal):
        """The keeper, the clerk, the head of the unit or above."""
        [letter] = letters(world, 10)
        before = everything()
        if refusal is None:
            assert put(case_file, letter, actor=getattr(world, who))
            return

        with pytest.raises(refusal):
            put(case_file, letter, actor=getattr(world, who))

        assert everything() == before

    @pytest.mark.parametrize(
        ("kind", "refusal"),
        [
            pytest.param("again", errors.AlreadyInFile, id="twice"),
            pytest.param("unread", DocumentMissing, id="what-was-not-read"),
            pytest.param("workbook", DocumentMissing, id="a-workbook-of-rows"),
        ],
    )
    def test_refusal_changes_nothing(self, world, case_file, kind, refusal):
        """Nothing lies there that is no document, or twice."""
        [letter] = letters(world, 10)
        put(case_file, letter, actor=world.clerk)
        other = {
            "again": letter,
            "unread": worlds.document(world, [], state="reading"),
            "workbook": worlds.document(
                world, [], media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            ),
        }[kind]
        before = everything()

        with pytest.raises(refusal):
            put(case_file, other, actor=world.clerk)

        assert everything() == before


class TestClosed:
    def test_tells_who_closed_it(self, world, closed):
        """And when."""
        assert (closed.state, closed.closed_by, closed.closed_at) == (FileState.CLOSED, world.clerk, NOW)

    def test_an_empty_file_is_not_closed(self, world, case_file):
        """There would be nothing to keep."""
        before = everything()

        with pytest.raises(errors.FileEmpty):
            services.close(case_file_id=case_file.pk, actor=world.clerk, now=NOW)

        assert everything() == before

    @pytest.mark.parametrize("act", ["put", "take_out", "move_up", "order", "close"])
    def test_the_service_refuses(self, world, closed, act):
        """Every act on what lies in it."""
        [letter] = letters(world, 20)
        entry = closed.entries.last()
        common = {"actor": world.clerk, "now": NOW}
        acts = {
            "put": partial(services.put, case_file_id=closed.pk, document_id=letter.pk, **common),
            "take_out": partial(services.take_out, entry_id=entry.pk, **common),
            "move_up": partial(services.move_up, entry_id=entry.pk, **common),
            "order": partial(services.order_by_date, case_file_id=closed.pk, **common),
            "close": partial(services.close, case_file_id=closed.pk, **common),
        }
        before = everything()

        with pytest.raises(errors.FileClosed):
            acts[act]()

        assert everything() == before

    @pytest.mark.parametrize(
        "statement",
        [
            pytest.param("DELETE FROM documents_casefileentry WHERE id = {entry}", id="delete-an-entry"),
            pytest.param("UPDATE documents_casefileentry SET position = 99 WHERE id = {entry}", id="move-an-entry"),
            pytest.param(
                "UPDATE documents_casefileentry SET case_file_id = {file} WHERE id = {other}", id="move-one-in"
            ),
            pytest.param(
                "INSERT INTO documents_casefileentry (case_file_id, document_id, position, note, put_by_id, put_at)"
                " VALUES ({file}, {document}, 9, '', {person}, '2026-11-25 00:00:00+00')", id="insert-an-entry",
            ),
            pytest.param("UPDATE documents_casefile SET title = 'Khác' WHERE id = {file}", id="rename-the-file"),
            pytest.param("DELETE FROM documents_casefile WHERE id = {file}", id="delete-the-file"),
        ],
    )  # fmt: skip
    def test_the_database_refuses(self, world, closed, statement):
        """Whoever writes past the service."""
        [letter] = letters(world, 20)
        open_one = make(world, code="02-VP", title="Hồ sơ đang mở")
        [other] = put(open_one, letter, actor=world.clerk)
        ids = {"entry": closed.entries.first().pk, "file": closed.pk, "other": other.pk, "document": letter.pk,
               "person": world.clerk.pk}  # fmt: skip
        before = everything()

        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement.format(**ids))

        assert everything() == before

    def test_is_opened_again_by_an_administrator_with_a_reason(self, world, closed):
        """Which stays on record; then documents are put in again."""
        reopened = services.reopen(
            case_file_id=closed.pk, reason="Thiếu công văn trả lời", actor=world.administrator, now=NOW
        )

        assert (reopened.state, reopened.closed_by, Reopening.objects.get().reason) == (
            FileState.OPEN, None, "Thiếu công văn trả lời",
        )  # fmt: skip
        assert put(closed, *letters(world, 20), actor=world.clerk)

    @pytest.mark.parametrize(
        ("who", "reason", "refusal"),
        [
            pytest.param("clerk", "Thiếu", errors.MayNotReopen, id="the-clerk"),
            pytest.param("director", "Thiếu", errors.MayNotReopen, id="the-director"),
            pytest.param("office_head", "  ", errors.ReasonMissing, id="without-a-reason"),
        ],
    )
    def test_others_do_not_open_it_again(self, world, closed, who, reason, refusal):
        """And it stays closed."""
        before = everything()

        with pytest.raises(refusal):
            services.reopen(case_file_id=closed.pk, reason=reason, actor=getattr(world, who), now=NOW)

        assert everything() == before

    def test_goes_to_the_archive_and_stays(self, world, closed):
        """Nobody opens it again there."""
        services.hand_in(case_file_id=closed.pk, to="Lưu trữ cơ quan", day=TODAY, actor=world.clerk, now=NOW)
        before = everything()

        with pytest.raises(errors.FileNotClosed):
            services.reopen(case_file_id=closed.pk, reason="Thiếu", actor=world.administrator, now=NOW)

        assert everything() == before

    @pytest.mark.parametrize(
        ("change", "who", "refusal"),
        [
            pytest.param({}, "director", errors.MayNotHandIn, id="who-does-not-register"),
            pytest.param({"to": " "}, "clerk", errors.ReceiverMissing, id="to-nobody"),
            pytest.param({"day": TODAY + dt.timedelta(days=1)}, "clerk", errors.HandedInAhead, id="tomorrow"),
            pytest.param({"day": TODAY - dt.timedelta(days=1)}, "clerk", errors.HandedInAhead, id="before-it-closed"),
        ],
    )
    def test_is_not_handed_in(self, world, closed, change, who, refusal):
        """And it stays where it is."""
        before = everything()

        with pytest.raises(refusal):
            services.hand_in(
                **({"case_file_id": closed.pk, "to": "Lưu trữ", "day": TODAY} | change),
                actor=getattr(world, who), now=NOW,
            )  # fmt: skip

        assert everything() == before

    def test_a_step_that_is_over_is_told(self, world, case_file, client):
        """Opened again in another tab: the page says why nothing was done."""
        client.force_login(world.administrator)
        before = everything()

        response = client.post(reverse("documents:case-file-reopen", args=[case_file.pk]), {"reason": "Thiếu"})

        assert response.status_code == 422
        assert [str(message) for message in response.context["messages"]] == [
            errors.FileNotClosed(state=FileState.OPEN.label).sentence
        ]
        assert everything() == before


class TestTerms:
    def change(self, world, case_file, *, who="clerk", day=TODAY, is_confirmed=False, **terms):
        """Record other terms."""
        base = {"years": 5, "is_permanent": False, "rights": "unit", "source": "Quyết định 7", "archive_due": None}
        return services.set_terms(
            case_file_id=case_file.pk, terms=Terms(**(base | terms)), valid_from=day, is_confirmed=is_confirmed,
            actor=getattr(world, who), now=NOW,
        )  # fmt: skip

    def test_hold_from_a_day_on(self, world, case_file):
        """What held before stays on record."""
        tomorrow = TODAY + dt.timedelta(days=1)
        self.change(world, case_file, years=None, is_permanent=True, day=tomorrow)

        today = selectors.get(case_file.pk, person=world.clerk, today=TODAY)
        later = selectors.get(case_file.pk, person=world.clerk, today=tomorrow)
        assert (today.years, later.is_permanent) == (5, True)

    def test_a_change_of_rights_is_confirmed(self, world, case_file):
        """It says from what to what; nothing is recorded before."""
        before = everything()
        with pytest.raises(errors.RightsChange) as warning:
            self.change(world, case_file, rights="agency")
        assert everything() == before
        assert set(warning.value.params) == {"before", "after"}

        self.change(world, case_file, rights="agency", is_confirmed=True)

        assert case_file in selectors.visible_to(world.officer, today=TODAY)

    def test_a_double_click_records_once(self, world, case_file):
        """The same terms from the same day are there already."""
        self.change(world, case_file, years=10)
        before = everything()

        self.change(world, case_file, years=10)

        assert everything() == before

    @pytest.mark.parametrize(
        ("rights", "expected"),
        [
            pytest.param("keeper", "office_head clerk administrator", id="keeper"),
            pytest.param("unit", "director office_head clerk administrator", id="unit"),
            pytest.param(
                "agency",
                "director office_head clerk centre_director lab_head officer farm_head administrator",
                id="agency",
            ),
        ],
    )
    def test_rights_say_who_opens_the_file(self, world, rights, expected):
        """The office registers, the administrator opens again; the others by the rights of the file."""
        case_file = make(world, terms=Terms(5, is_permanent=False, rights=rights, source="QĐ"))
        people = ("director", "office_head", "clerk", "centre_director", "lab_head", "officer", "farm_head",
                  "administrator")  # fmt: skip

        seen = [who for who in people if case_file in selectors.visible_to(getattr(world, who), today=TODAY)]

        assert seen == expected.split()

    @pytest.mark.parametrize(
        ("days", "told"),
        [
            pytest.param(31, False, id="31-days-before"),
            pytest.param(30, True, id="30-days-before"),
            pytest.param(-1, True, id="past"),
            pytest.param(None, False, id="no-day-was-set"),
        ],
    )
    def test_it_is_told_30_days_before_the_archive(self, world, case_file, client, days, told):
        """On the page of the list."""
        due = None if days is None else TODAY + dt.timedelta(days=days)
        self.change(world, case_file, archive_due=due)

        assert (case_file in selectors.due_for_archive(world.clerk, today=TODAY)) == told


def test_the_file_does_not_open_its_documents(world, client):
    """Who may open the file sees that something lies there, not what."""
    case_file = make(world, terms=Terms(5, is_permanent=False, rights="agency", source="QĐ"))
    put(case_file, *letters(world, 10), actor=world.clerk)
    client.force_login(world.officer)

    page = client.get(reverse("documents:case-file", args=[case_file.pk])).content.decode()
    contents = client.get(reverse("documents:case-file-contents-print", args=[case_file.pk])).content.decode()

    assert "Công văn 1" not in page
    assert "Công văn 1" not in contents
    assert "Văn bản không thuộc phạm vi được xem" in contents


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(3))
def test_putting_and_closing_at_once(kept_files, round_):
    """Either the document lies there and then it was closed, or it was refused: never put into a closed file."""
    world = worlds.build()
    case_file = make(world)
    first, second = letters(world, 10, 11)
    put(case_file, first, actor=world.clerk)

    placed, closed = at_once(
        partial(services.put, case_file_id=case_file.pk, document_id=second.pk, actor=world.clerk, now=NOW),
        partial(services.close, case_file_id=case_file.pk, actor=world.office_head, now=NOW),
    )

    assert isinstance(closed, CaseFile)
    count = Entry.objects.get(act="documents.close_case_file").after["count"]
    assert case_file.entries.count() == count == (2 if isinstance(placed, CaseFileEntry) else 1)


@pytest.mark.django_db(transaction=True)
def test_two_clerks_enter_the_same_code_at_once(kept_files):
    """One file, and the other clerk is told."""
    world = worlds.build()

    outcomes = at_once(partial(make, world), partial(make, world, who="office_head"))

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["CaseFile", "CodeTaken"]
