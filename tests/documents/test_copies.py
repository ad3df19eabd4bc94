"""Copies: numbered in their series, by whom and for whom, never without a document that was read."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.documents.choices import State
from dondoc.documents.copies import errors, selectors, services
from dondoc.documents.copies.choices import Form, Kind
from dondoc.documents.copies.models import Copy, CopyForm, CopySeries
from dondoc.documents.errors import DocumentMissing
from dondoc.documents.incoming.numbering import give_another
from dondoc.documents.services import distribute
from dondoc.organization.choices import Role
from tests import world as worlds
from tests.documents.at_once import at_once
from tests.world import NOW, TODAY


@pytest.fixture
def document(world):
    """A document that came in."""
    return worlds.arrival(world).document


def record(world, document, *, who="clerk", now=NOW, **change):
    """Enter a copy signed by the director."""
    base = {"kind": Kind.TRUE_COPY, "medium": "to_paper", "signing_post_id": world.director.posts.get().pk,
            "recipients": "Các phòng", "amount": 3}  # fmt: skip
    return services.record_copy(document_id=document.pk, **(base | change), actor=getattr(world, who), now=now)


def extract(**change):
    """Return what makes a copy an extract."""
    return {"kind": Kind.EXTRACT, "extract": "Điều 2"} | change


def everything():
    """Return all that entering a copy may change."""
    return [model.objects.count() for model in (Copy, CopyForm, Entry)], list(CopySeries.objects.values_list("last"))


def test_numbers_run_through_all_kinds(world, document):
    """From 1, each with the abbreviation of its kind and the agency's symbol."""
    world.department.symbol = "SKHCN"
    world.department.save()

    made = [record(world, document), record(world, document, **extract()), record(world, document)]

    assert [copy.line for copy in made] == ["01/SY-SKHCN", "02/TrS-SKHCN", "03/SY-SKHCN"]
    assert (made[0].signer, made[0].signer_title, made[0].copied_on) == (world.director, "Giám đốc Sở", TODAY)
    assert Entry.objects.latest("pk").after["copy"] == "03/SY-SKHCN"


def test_the_series_start_anew_each_year(world, document):
    """On 1 January, Vietnam time."""
    record(world, document)

    assert record(world, document, now=dt.datetime(2026, 12, 31, 17, tzinfo=dt.UTC)).line == "01/SY"


def test_a_series_for_each_kind_once_an_administrator_says_so(world, document):
    """As a regulation may have it; not in a year in which numbers were given."""
    apart = {kind: Form(form.abbreviation, form.abbreviation) for kind, form in selectors.forms().items()}
    services.set_forms(forms=apart, source="Quy chế văn thư", actor=world.administrator, now=NOW)
    assert [record(world, document).line, record(world, document, **extract()).line] == ["01/SY", "01/TrS"]
    before = everything()

    with pytest.raises(errors.SeriesInUse):
        services.set_forms(
            forms={kind: Form(form.abbreviation, "BS") for kind, form in apart.items()}, source="Khác",
            actor=world.administrator, now=NOW,
        )  # fmt: skip

    assert everything() == before


def test_who_holds_two_posts_enters_into_the_book_of_the_one_that_keeps_it(world, document):
    """Not of the one that they held first."""
    worlds.organization.appoint(
        person=world.officer, unit=world.office, role=Role.CLERK, title="Văn thư kiêm nhiệm", valid_from=worlds.SINCE
    )

    assert record(world, document, who="officer").unit == world.office


def test_the_book_names_a_document_only_to_who_may_open_it(client, world, document):
    """The row stays, and so does its number: numbers have no gap."""
    record(world, document)
    document.state = State.REFUSED
    document.save()
    client.force_login(world.clerk)

    for name in ("documents:copies", "documents:copies-print"):
        page = client.get(reverse(name)).content.decode()
        assert "01/SY" in page
        assert document.title not in page


def test_a_double_click_takes_one_number(world, document):
    """The second finds what the first entered."""
    record(world, document, seen=0)
    before = everything()

    with pytest.raises(errors.CopiedMeanwhile):
        record(world, document, seen=0)

    assert everything() == before
    assert record(world, document, seen=1).number == 2


def test_another_body_does_not_know_for_whom_copies_were_made(client, world, document):
    """A document that both hold: each sees the copies of its own units, and enters its own."""
    record(world, document, recipients="Thanh tra Sở")
    other = worlds.keeps_register("phamthu", world.centre)
    distribute(document=document, units=[world.centre])
    give_another(document, unit=world.centre, day=TODAY)
    client.force_login(other)
    address = reverse("documents:copy-record", args=[document.pk])

    page = client.get(address)

    assert (page.status_code, list(page.context["copies"])) == (200, [])
    assert "Thanh tra Sở" not in page.content.decode()
    assert selectors.copies_of(document.pk, person=world.clerk, today=TODAY).count() == 1


@pytest.mark.parametrize(
    ("change", "who", "refusal"),
    [
        pytest.param({}, "director", errors.MayNotCopy, id="who-does-not-register"),
        pytest.param({"signing_post_id": 0}, "clerk", errors.SignerUnknown, id="signed-by-nobody"),
        pytest.param({"recipients": " "}, "clerk", errors.RecipientsMissing, id="for-nobody"),
        pytest.param({"amount": 0}, "clerk", errors.AmountMissing, id="no-copy"),
        pytest.param(extract(extract=""), "clerk", errors.ExtractMissing, id="an-extract-of-nothing"),
        pytest.param({"extract": "Điều 2"}, "clerk", errors.ExtractMissing, id="a-whole-copy-with-an-extract"),
    ],
)
def test_refusal_takes_no_number(world, document, change, who, refusal):
    """And nothing is entered."""
    before = everything()

    with pytest.raises(refusal):
        record(world, document, who=who, **change)

    assert everything() == before


def test_of_what_was_not_read_no_copy_is_made(world):
    """It is no document yet."""
    scan = worlds.document(world, [], state="reading")
    before = everything()

    with pytest.raises(DocumentMissing):
        record(world, scan)

    assert everything() == before


def test_only_an_administrator_sets_the_series(world):
    """The clerk does not."""
    before = everything()

    with pytest.raises(errors.MayNotSetSeries):
        services.set_forms(forms=selectors.forms(), source="Phụ lục I", actor=world.clerk, now=NOW)

    assert everything() == before


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"number": 9}, id="its-number"),
        pytest.param({"pages": "2"}, id="the-pages-it-takes"),
        pytest.param({"signature": {"authority": [], "title": "GIÁM ĐỐC", "name": "Khác"}}, id="who-signs-it"),
        pytest.param({"recipients": "Nơi khác"}, id="whom-it-is-made-for"),
    ],
)
def test_the_database_keeps_a_copy(world, document, change):
    """Whatever the code does."""
    copy = record(world, document)
    before = list(Copy.objects.values())

    with pytest.raises(IntegrityError), transaction.atomic():
        Copy.objects.filter(pk=copy.pk).update(**change)

    assert list(Copy.objects.values()) == before


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once(kept_files):
    """No number twice, none left out."""
    world = worlds.build()
    document = worlds.arrival(world).document

    at_once(*(partial(record, world, document, who=who) for who in ("clerk", "office_head", "clerk")))

    assert list(Copy.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
