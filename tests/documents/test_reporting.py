"""Reports on documents: every figure opens exactly what it counts, of what the reader may see."""

from __future__ import annotations

import datetime as dt
import random
from io import BytesIO
from itertools import count as counter

import openpyxl
import pytest
from django.http import QueryDict
from django.urls import reverse

from dondoc.documents.incoming.choices import Handling
from dondoc.documents.incoming.numbering import give_another
from dondoc.documents.models import StoredFile
from dondoc.documents.outgoing.models import Outgoing, Series
from dondoc.documents.reporting.counting import Asked, count
from dondoc.documents.reporting.ways import WAYS
from dondoc.documents.services import distribute
from tests import world as worlds
from tests.documents.outgoing import signed
from tests.world import NOW, TODAY

SEED = 30_2020
SINCE, UNTIL = dt.date(2025, 2, 10), dt.date(2026, 11, 20)
DAYS = {"tu": f"{SINCE:%d/%m/%Y}", "den": f"{UNTIL:%d/%m/%Y}"}
ROWS = 24


def query(**said):
    """Return an address's query as a view reads it."""
    made = QueryDict(mutable=True)
    made.update(said)
    return made


def incoming(world, chance):
    """Write entries with random facts, in the books of two bodies, some of them sent on."""
    answer = worlds.document(world, [], direction="out")
    for number in range(ROWS):
        made = worlds.arrival(
            world, number=str(number), registered_in=chance.choice([world.office, world.centre]),
            type_code=chance.choice(["QĐ", "TB", "CV", ""]), is_scan=chance.random() < 0.5,
        )  # fmt: skip
        rows = [made]
        if chance.random() < 0.3:
            rows.append(give_another(made.document, unit=world.lab, day=TODAY))
        if chance.random() < 0.3:
            distribute(document=made.document, units=[world.farm])
        for row in rows:
            answered = {"answered_by": answer, "answered_at": NOW, "state": Handling.ANSWERED}
            day = SINCE + dt.timedelta(days=chance.randrange(-60, 700) if number else 0)
            facts = {"arrived_on": day} | (answered if chance.random() < 0.5 else {})
            type(row).objects.filter(pk=row.pk).update(**facts)


def outgoing(world, chance):
    """Write numbered and cancelled documents of two series."""
    first = signed.numbered(world)
    second = Series.objects.create(
        issuer=world.department, name="Quyết định", document_types=["QĐ"], regulation="Quy chế",
        valid_from=worlds.SINCE, recorded_by=world.clerk, recorded_at=NOW,
    )  # fmt: skip
    draft, series, ordinals = first.draft, first.series, counter(100)
    for number in range(ROWS):
        first.pk, first.ordinal = None, next(ordinals)
        first.series = chance.choice([series, second])
        first.issuer = first.series.issuer
        first.date = SINCE + dt.timedelta(days=chance.randrange(-60, 700) if number else 0)
        first.year, first.type_code = first.date.year, chance.choice(["QĐ", "TB", "CV"])
        first.medium = chance.choice(["paper", "electronic"])
        first.state, first.void_reason = "void", "Soạn lại"
        first.draft, first._state.adding = draft, True
        first.save()
    assert Outgoing.objects.count() == ROWS + 1


@pytest.fixture
def filled(world):
    """Both books, with facts by chance; the same chance every time."""
    chance = random.Random(SEED)
    incoming(world, chance)
    outgoing(world, chance)
    return world


class TestFigures:
    @pytest.mark.parametrize("way", WAYS)
    def test_each_opens_as_many_rows_as_it_says(self, filled, way):
        """Whatever the report is split by, and whoever reads it: the rows that their book shows at its address."""
        totals = {}
        for who in ("office_head", "centre_director", "farm_head"):
            person, sums = getattr(filled, who), set()
            for by in WAYS[way].splits:
                asked = Asked.of(way, query(theo=by, **DAYS), today=TODAY)
                rows, total = count(asked, person=person, today=TODAY)

                for figure in [figure for row in [*rows, total] for figure in row.figures if figure.count]:
                    wanted = asked.way.wanted(QueryDict(figure.url.partition("?")[2]), today=TODAY)
                    assert asked.way.find(person, wanted, today=TODAY).count() == figure.count, figure
                sums.add(tuple(figure.count for figure in total.figures))

            everything = asked.way.find(person, asked.wanted, today=TODAY).count()
            assert [total[0] for total in sums] == [everything]
            totals[who] = everything

        assert totals["office_head"] >= totals["centre_director"] > totals["farm_head"]
        assert totals["farm_head"] > 0 or way == "di"

    def test_answered_and_not_make_the_whole(self, filled):
        """So do electronic and scanned."""
        asked = Asked.of("den", query(theo="thang", **DAYS), today=TODAY)
        rows, _total = count(asked, person=filled.office_head, today=TODAY)

        assert rows
        for row in rows:
            whole, answered, unanswered, electronic, scanned = (figure.count for figure in row.figures)
            assert answered + unanswered == electronic + scanned == whole


class TestPages:
    @pytest.mark.parametrize("way", WAYS)
    def test_its_figures_lead_to_the_book_and_go_out_as_they_are(self, filled, client, way):
        """The book counts the same, the days of a month cut to the report's; print and workbook have the same rows."""
        client.force_login(filled.office_head)
        asked = {"theo": "thang", **DAYS}
        page = client.get(reverse("documents:report", args=[way]), asked)
        first = page.context["page"].object_list[0].figures[0]

        book = client.get(first.url)
        workbook = client.get(reverse("documents:report-export", args=[way]), asked)
        printed = client.get(reverse("documents:report-print", args=[way]), asked | {"don-vi": filled.centre.pk})

        assert book.context["page"].paginator.count == first.count
        assert book.context["wanted"].since == SINCE
        cells = [[cell.value for cell in row] for row in openpyxl.load_workbook(BytesIO(workbook.content)).active.rows]
        shown = [*page.context["page"].object_list, page.context["total"]]
        assert cells[4:] == [[row.name, *(figure.count for figure in row.figures)] for row in shown]
        assert cells[1][0] == "Từ ngày 10/2/2025 đến ngày 20/11/2026"
        assert WAYS[way].title in printed.content.decode()
        assert filled.centre.name in printed.content.decode()

    @pytest.mark.parametrize(
        ("said", "days"),
        [
            pytest.param({}, (dt.date(2026, 1, 1), TODAY), id="this-year-until-today"),
            pytest.param({"den": "31/12/2024"}, (dt.date(2024, 1, 1), dt.date(2024, 12, 31)), id="the-year-of-the-end"),
            pytest.param({"tu": "hôm qua", "theo": "?", "don-vi": "x"}, (dt.date(2026, 1, 1), TODAY), id="no-sense"),
            pytest.param({"tu": "1/12/2026"}, (dt.date(2026, 12, 1), dt.date(2026, 12, 1)), id="a-day-to-come"),
        ],
    )
    @pytest.mark.parametrize("way", WAYS)
    def test_days_not_given_are_those_of_a_year(self, way, said, days):
        """Split by type unless it says otherwise."""
        asked = Asked.of(way, query(**said), today=TODAY)

        assert (asked.wanted.since, asked.wanted.until, asked.by) == (*days, "loai")

    def test_there_is_no_third_report(self, world, client):
        """A way that no document goes."""
        client.force_login(world.clerk)

        assert client.get(reverse("documents:report", args=["len"])).status_code == 404

    def test_nothing_to_count(self, world, client):
        """Says so, and counts nothing."""
        client.force_login(world.clerk)

        page = client.get(reverse("documents:report", args=["den"]))

        assert (page.status_code, StoredFile.objects.count()) == (200, 0)
