"""Cited documents become links, in both orders of arrival; nothing is guessed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from dondoc.documents import citing, selectors
from dondoc.documents.models import Citation, Document
from dondoc.reading.model import Citation as Cited
from tests import world as worlds
from tests.world import TODAY

DAY = dt.date(2024, 2, 26)


def cite(number="335", symbol="TB-SKHCN", date=DAY, provision=None):
    """Return a citation as a reading gives it."""
    return Cited((0, 1), "Thông báo", number, symbol, date, provision)


def registered(world, *citations, number="", symbol="TB-SKHCN", date=DAY):
    """Register a document with a number that cites others."""
    made = worlds.document(world, [worlds.directive("Rà soát")], number=number, symbol=symbol, date=date)
    made.reference = citing.reference_of(number, symbol)
    made.save()
    citing.enter(made, citations)
    return made


@pytest.mark.parametrize(
    ("number", "symbol", "expected"),
    [
        pytest.param("335", "TB-SKHCN", "335-tb-skhcn", id="plain"),
        pytest.param("0335", "TB-SKHCN", "335-tb-skhcn", id="leading-zero"),
        pytest.param("144", "2002/QĐ/BTC", "144-2002-qd-btc", id="old-form"),
        pytest.param(None, "TB-SKHCN", "", id="no-number"),
    ],
)
def test_reference(number, symbol, expected):
    """However it is printed, one document has one key."""
    assert citing.reference_of(number, symbol) == expected


def test_a_citation_finds_the_document_that_is_here(world):
    """By number, symbol and date."""
    earlier = registered(world, number="335")

    later = registered(world, cite())

    assert later.citations.get().target == earlier


def test_a_document_that_comes_later_fills_the_gap(world):
    """The stub becomes a link when the real document arrives."""
    first = registered(world, cite())
    assert first.citations.get().target is None

    came = registered(world, number="335")

    assert first.citations.get().target == came


@pytest.mark.parametrize(
    "citation",
    [
        pytest.param(cite(number="336"), id="another-number"),
        pytest.param(cite(symbol="TB-UBND"), id="another-symbol"),
        pytest.param(cite(date=DAY + dt.timedelta(days=1)), id="another-day"),
        pytest.param(cite(number=None), id="no-number"),
    ],
)
def test_what_does_not_fit_stays_a_stub(world, citation):
    """In either order of arrival."""
    before = registered(world, citation)
    registered(world, number="335")
    after = registered(world, citation)

    assert [one.citations.get().target for one in (before, after)] == [None, None]


def test_two_that_fit_are_none(world):
    """Without a date, two years' number 335 cannot be told apart."""
    registered(world, number="335")
    registered(world, number="335", date=DAY.replace(year=2023))

    assert registered(world, cite(date=None)).citations.get().target is None


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        pytest.param(None, DAY.replace(year=2025), None, id="a-later-one-is-not-cited"),
        pytest.param(DAY.replace(year=2023), None, "earlier", id="the-only-one-that-was-there"),
        pytest.param(DAY.replace(year=2023), DAY.replace(year=2025), "earlier", id="only-one-of-two-was-there"),
        pytest.param(DAY.replace(year=2022), DAY.replace(year=2023), None, id="both-were-there"),
    ],
)
@pytest.mark.parametrize("first", ["citing", "cited"])
def test_without_a_date_only_the_one_that_was_there_is_meant(world, first, earlier, later, expected):
    """In whichever order they come into the register."""
    come = {}

    def cited():
        for name, day in (("earlier", earlier), ("later", later)):
            if day is not None:
                come[name] = registered(world, number="335", date=day)

    if first == "cited":
        cited()
    source = registered(world, cite(date=None), number="9", symbol="KH", date=DAY)
    if first == "citing":
        cited()

    assert source.citations.get().target == come.get(expected)


def test_many_citations_ask_one_question(world, django_assert_max_num_queries):
    """Whatever their number."""
    made = worlds.document(world, [worlds.directive("Rà soát")], number="1", symbol="KH", reference="1-kh")
    cited = [cite(number=str(number)) for number in range(2, 60)]

    with django_assert_max_num_queries(4):
        citing.enter(made, cited)


def test_a_link_shows_only_to_those_who_may_open_it(world):
    """For others it looks like a document that is not here."""
    registered(world, number="335")
    later = registered(world, cite())
    later.distributions.create(unit=world.centre)

    seen = [
        selectors.cited_in(later, person=person, today=TODAY)[0].is_here
        for person in (world.clerk, world.centre_director)
    ]

    assert seen == [True, False]


def section(label, *children, path=""):
    """Return a section of an outline as its reading gives it."""
    return {"label": label, "path": path or label, "children": list(children)}


@pytest.mark.parametrize(
    ("provision", "expected"),
    [
        pytest.param("điểm b khoản 2", "2.b", id="inside-out"),
        pytest.param("khoản 2 điểm b", "2.b", id="outside-in"),
        pytest.param("khoản 1", "1", id="one-level"),
        pytest.param("điểm b", "2.b", id="a-level-skipped"),
        pytest.param("điểm a", "", id="two-of-that-name"),
        pytest.param("điểm x khoản 2", "", id="no-such-point"),
        pytest.param("", "", id="none"),
    ],
)
def test_a_point_opens_that_point(provision, expected):
    """Exactly one place or none."""
    outline = [
        section("1", section("a)", path="1.a")),
        section("2", section("a)", path="2.a"), section("b)", path="2.b")),
    ]

    assert citing.place_of(provision, outline) == expected


def test_rows_are_written_once(world):
    """In the order of the text."""
    made = registered(world, cite(), cite(number="12"))

    assert list(Citation.objects.filter(document=made).values_list("position", "number")) == [(1, "335"), (2, "12")]
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Đối với 10 nhiệm vụ được giao tại ", 10, id="as-in-a-conclusion"),
        pytest.param("Đã xong 5 nhiệm vụ. Thực hiện ", 0, id="of-the-sentence-before"),
        pytest.param("Thực hiện các nhiệm vụ tại ", 0, id="no-count"),
        pytest.param("theo Kế hoạch 12/2024 nhiệm vụ tại ", 0, id="a-year-is-no-count"),
    ],
)
def test_tasks_of_a_document_that_is_not_here_are_told(text, expected):
    """They wait for their content; the number is the sentence's, nothing is made up."""
    assert citing.tasks_announced(text + "Thông báo số 335/TB-SKHCN", len(text)) == expected


def test_the_page_says_that_they_wait(world, client):
    """Until the document comes."""
    client.force_login(world.clerk)
    made = worlds.document(world, [worlds.directive("Rà soát 10 nhiệm vụ giao tại Thông báo số 335/TB-SKHCN")])
    made.reading["citations"] = [{"span": [made.text.index("Thông báo số"), 60]}]
    made.save()
    citing.enter(made, [Cited((made.text.index("Thông báo số"), 60), "Thông báo", "335", "TB-SKHCN")])

    assert "10 nhiệm vụ của văn bản đó chờ có nội dung" in page_of(client, made)

    registered(world, number="335")
    assert "chờ có nội dung" not in page_of(client, made)


def page_of(client, document):
    """Return the page of a document."""
    return client.get(reverse("documents:document", args=[document.pk])).content.decode()
