"""Charts as SVG."""

from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.kernel.vietnamese import format_number
from dondoc.web.charts import (
    NAME_WIDTH,
    NUMBER_WIDTH,
    WIDTH,
    Row,
    bullet,
    bullets,
    key_of_form,
    of_form,
    series,
    stacked_bars,
)

PARTS = [("done", "Hoàn thành"), ("doing", "Trong hạn"), ("late", "Quá hạn"), ("open", "Không có hạn")]
COUNTS = st.lists(st.tuples(*[st.integers(min_value=0, max_value=10**6)] * 4), min_size=1, max_size=8)


def drawn(svg: str) -> ElementTree.Element:
    """Return the drawing; it is whole XML."""
    return ElementTree.fromstring(svg)


class TestStackedBars:
    """Bars of parts"""

    @given(COUNTS)
    def test_say_every_sum_and_stay_inside(self, counts):
        """The sum stands after each bar; no part begins or ends outside the drawing."""
        rows = [Row(f"Đơn vị {n}", one) for n, one in enumerate(counts)]

        found = drawn(stacked_bars(rows, PARTS, title="Theo đơn vị"))

        sums = [text.text.replace(".", "") for text in found.iter("text") if text.get("class") == "val"]
        assert sums == [str(sum(one)) for one in counts]
        parts = [one for one in found.iter("rect") if (one.get("class") or "").startswith("part ")]
        assert len(parts) == sum(bool(count) for one in counts for count in one)
        for part in parts:
            left, width = float(part.get("x", "")), float(part.get("width", ""))
            assert left >= NAME_WIDTH
            assert left + width <= WIDTH

    def test_are_told_apart_without_colour(self):
        """A pattern lies over each part."""
        found = drawn(stacked_bars([Row("P. Kỹ thuật", [3, 2, 1, 4])], PARTS, title="x", ident="a"))

        fills = [one.get("fill") for one in found.iter("rect") if one.get("class") == "hatch"]
        assert fills == ["url(#a-done)", "url(#a-doing)", "url(#a-late)", "url(#a-open)"]
        assert {one.get("id") for one in found.iter("pattern")} == {"a-done", "a-doing", "a-late", "a-open"}

    def test_names_are_words_and_nothing_else(self):
        """Whatever a unit is called."""
        svg = stacked_bars([Row('<script>"A" & B', [1, 0, 0, 0])], PARTS, title="<b>")

        assert "<script>" not in svg
        assert drawn(svg).find("title").text == "<b>"


class TestSeries:
    """Columns over time"""

    def test_draws_what_is_known_only(self):
        """A month without a figure has no column, and its name still stands."""
        found = drawn(series([("Tháng 1", 312), ("Tháng 2", None)], plan=[400, None], title="x"))

        assert len(list(found.iter("rect"))) == 1
        assert len([one for one in found.iter("line") if one.get("class") == "plan"]) == 1
        assert [one.text for one in found.iter("text") if one.get("class") == "lb"] == ["Tháng 1", "Tháng 2"]


class TestBullets:
    """How far each has come of its plan"""

    @given(st.lists(st.tuples(st.integers(0, 10**6), st.none() | st.integers(0, 100)), min_size=1, max_size=8))
    def test_stay_inside_with_their_numbers(self, counts):
        """The plan stands at one place for all; a row without a pace has no mark of it."""
        rows = [("Chỉ tiêu", Decimal(reached) / 10, pace) for reached, pace in counts]

        found = drawn(bullets(rows, title="Chỉ tiêu"))

        plans = [one.get("x1") for one in found.iter("line") if one.get("class") == "plan"]
        assert (len(plans), len(set(plans))) == (len(rows), 1)
        paces = [one for one in found.iter("line") if one.get("class") == "pace"]
        assert len(paces) == sum(pace is not None for _reached, pace in counts)
        ends = [float(one.get("x", "")) + float(one.get("width", "")) for one in found.iter("rect")]
        assert max(ends) <= WIDTH - NUMBER_WIDTH
        assert [one.text for one in found.iter("text") if one.get("class") == "val"] == [
            f"{format_number(reached)} %" for _name, reached, _pace in rows
        ]


class TestOfForm:
    """Charts as documents hold them"""

    @pytest.mark.parametrize(
        ("form", "drawn_as", "samples"),
        [
            pytest.param("bars", "chart--bars", ["seg--done", "seg--doing"], id="bars"),
            pytest.param("bullets", "chart--bullets", ["k-bar", "k-pace", "k-plan"], id="bullets"),
            pytest.param("series", 'class="chart"', ["k-bar", "k-line"], id="series"),
        ],
    )
    def test_each_has_its_drawing_and_its_key(self, form, drawn_as, samples):
        """Tenths are drawn as what they are."""
        parts = ["Đạt", "Cần"]

        svg = of_form(form, parts, [("A", [911, 880])], decimals=1, title="x", ident="a")
        key = key_of_form(form, parts, plan="Kế hoạch")

        assert drawn_as in svg
        assert [one.get("class") for one in drawn(key).iter("i")] == samples
        assert form == "bars" or "91,1" in svg


class TestBullet:
    """How far something has come"""

    @pytest.mark.parametrize(("percent", "width"), [(50, "90.9"), (0, "0.0"), (300, "200.0"), (Decimal("-5"), "0.0")])
    def test_stays_inside(self, percent, width):
        """What lies beyond the ground ends at its edge."""
        found = drawn(bullet(percent, 90, state="ok", label="x"))

        assert next(one for one in found.iter("rect") if one.get("class") == "bullet-done").get("width") == width

    def test_not_known_is_not_nought(self):
        """It says so instead."""
        assert "svg" not in bullet(None, 50, state="ok", label="Chưa có số liệu")
