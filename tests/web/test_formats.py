"""Days, moments, numbers and names as Vietnamese offices write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.template import Context, Template

from dondoc.web.templatetags import dondoc

# 23:30 UTC is the morning of the next day at the office.
LATE = dt.datetime(2024, 6, 29, 23, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("filter_", "value", "printed"),
    [
        pytest.param(dondoc.vn_date, dt.date(2024, 6, 2), "2/6/2024", id="day"),
        pytest.param(dondoc.vn_date, LATE, "30/6/2024", id="day-of-a-moment-at-the-office"),
        pytest.param(dondoc.vn_date, None, "", id="no-day"),
        pytest.param(dondoc.vn_datetime, LATE, "06:30, 30/6/2024", id="moment"),
        pytest.param(dondoc.vn_datetime, None, "", id="no-moment"),
        pytest.param(dondoc.vn_weekday, dt.date(2024, 6, 30), "Chủ nhật", id="sunday"),
        pytest.param(dondoc.vn_weekday, LATE, "Chủ nhật", id="weekday-at-the-office"),
        pytest.param(dondoc.vn_weekday, None, "", id="no-weekday"),
        pytest.param(dondoc.vn_number, 1234567.8, "1.234.567,8", id="number"),
        pytest.param(dondoc.vn_number, Decimal("-0.5"), "−0,5", id="negative"),
        pytest.param(dondoc.vn_number, 0, "0", id="zero"),
        pytest.param(dondoc.vn_percent, 20 / 48, "41,7 %", id="share"),
        pytest.param(dondoc.vn_percent, 0.0, "0,0 %", id="share-none-of-some"),
        pytest.param(dondoc.vn_percent, None, "—", id="share-of-nothing"),
        pytest.param(dondoc.vn_number, None, "", id="no-number"),
        pytest.param(dondoc.initials, "Đỗ Thị Như Ngọc", "NN", id="initials"),
        pytest.param(dondoc.initials, "Ánh", "Á", id="one-name"),
        pytest.param(dondoc.initials, "", "", id="no-name"),
    ],
)
def test_format(filter_, value, printed):
    assert filter_(value) == printed


def test_number_with_places():
    assert dondoc.vn_number(2400, 2) == "2.400,00"


@pytest.mark.parametrize(
    ("source", "value", "printed"),
    [
        pytest.param("{% day x %}", dt.date(2024, 6, 2), '<time datetime="2024-06-02">2/6/2024</time>', id="day"),
        pytest.param("{% day x %}", LATE, '<time datetime="2024-06-30">30/6/2024</time>', id="day-of-moment"),
        pytest.param(
            "{% moment x %}",
            LATE,
            '<time datetime="2024-06-30T06:30:00+07:00">06:30, 30/6/2024</time>',
            id="moment",
        ),
        pytest.param("{% day x %}", None, "", id="no-day"),
        pytest.param("{% moment x %}", None, "", id="no-moment"),
    ],
)
def test_time_element(source, value, printed):
    assert Template("{% load dondoc %}" + source).render(Context({"x": value})) == printed
