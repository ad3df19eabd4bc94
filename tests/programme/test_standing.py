"""How a figure stands against its plan: laws, and the examples that people know."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import assume, given
from hypothesis import strategies as st

from dondoc.programme import standing
from dondoc.programme.choices import Aggregation, Direction, Standing
from dondoc.programme.standing import Question, Thresholds

RULE = Thresholds(Decimal(0), Decimal(10))
HALF = (dt.date(2024, 1, 1), dt.date(2024, 6, 30))
amounts = st.decimals(min_value=0, max_value=10**6, places=2)
plans = st.decimals(min_value=Decimal("0.01"), max_value=10**6, places=2)
days = st.dates(dt.date(2024, 1, 1), dt.date(2024, 6, 30))
directions, aggregations = st.sampled_from(Direction), st.sampled_from(Aggregation)


def asked(value, plan, as_of, *, direction=Direction.HIGHER, aggregation=Aggregation.SUM):
    """Return a question about the first half of 2024."""
    return Question(value, plan, *HALF, as_of, direction, aggregation)


@pytest.mark.parametrize(
    ("value", "plan", "expected"),
    [
        pytest.param(2186, 2400, Standing.ON_PACE, id="91.1-of-90.1"),
        pytest.param(968, 900, Standing.EXCEEDED, id="more-than-planned"),
        pytest.param(900, 900, Standing.REACHED, id="as-planned"),
        pytest.param(2740, 3200, Standing.SLIGHTLY_BEHIND, id="4.5-points-short"),
        pytest.param(8, 10, Standing.BEHIND, id="10.1-points-short"),
        pytest.param(0, 4, Standing.BEHIND, id="nothing-yet"),
        pytest.param(None, 4, Standing.UNKNOWN, id="no-figure"),
        pytest.param(3, None, Standing.UNKNOWN, id="no-plan"),
    ],
)
def test_the_first_half_on_its_164th_day(value, plan, expected):
    """The board of 12/6/2024."""
    question = asked(
        value and Decimal(value) if value is not None else None,
        plan and Decimal(plan),
        HALF[0] + dt.timedelta(days=163),
    )

    assert standing.pace(question) == Decimal(164) / 182
    assert standing.standing(question, RULE) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("99", Standing.MISSED), ("100", Standing.REACHED), ("101", Standing.EXCEEDED)],
)
@pytest.mark.parametrize("direction", Direction)
def test_after_the_last_day_there_is_no_pace(value, expected, direction):
    """Exceeded, reached or not; where less is better the other way round."""
    turned = {
        Standing.MISSED: Standing.EXCEEDED,
        Standing.EXCEEDED: Standing.MISSED,
        Standing.REACHED: Standing.REACHED,
    }
    question = asked(Decimal(value), Decimal(100), dt.date(2024, 7, 1), direction=direction)

    assert standing.standing(question, RULE) == (expected if direction == Direction.HIGHER else turned[expected])


@given(value=amounts, plan=plans, as_of=days, direction=directions, aggregation=aggregations)
def test_more_is_never_worse(value, plan, as_of, direction, aggregation):
    """A better figure never stands worse."""
    order = [
        Standing.BEHIND, Standing.SLIGHTLY_BEHIND, Standing.ON_PACE, Standing.REACHED, Standing.EXCEEDED,
    ]  # fmt: skip
    worse, better = (value, value + 1) if direction == Direction.HIGHER else (value + 1, value)
    options = {"direction": direction, "aggregation": aggregation}

    def place(figure):
        return order.index(standing.standing(asked(figure, plan, as_of, **options), RULE))

    assert place(worse) <= place(better)


@given(value=amounts, plan=plans)
def test_of_plan_turns_round_where_less_is_better(value, plan):
    """The same two numbers, one by the other."""
    assume(value > 0)

    assert standing.of_plan(value, plan, Direction.HIGHER) == value / plan
    assert standing.of_plan(value, plan, Direction.LOWER) == plan / value


@given(value=amounts, direction=directions)
def test_of_nothing_there_is_no_share(value, direction):
    """An empty denominator gives none, never 100 %."""
    plan, figure = (Decimal(0), value) if direction == Direction.HIGHER else (value, Decimal(0))

    assert standing.of_plan(figure, plan, direction) is None
    assert standing.of_baseline(value, Decimal(0)) is None
    assert standing.of_plan(None, plan, direction) is None


@given(as_of=st.dates(dt.date(2023, 1, 1), dt.date(2025, 12, 31)), aggregation=aggregations)
def test_the_pace_is_a_part_of_the_plan(as_of, aggregation):
    """Nothing before the first day, all of it from the last on; what does not add up has no pace."""
    pace = standing.pace(asked(Decimal(1), Decimal(2), as_of, aggregation=aggregation))

    assert 0 <= pace <= 1
    if aggregation != Aggregation.SUM or as_of >= HALF[1]:
        assert pace == 1
    elif as_of < HALF[0]:
        assert pace == 0


@given(value=amounts, plan=plans, as_of=days)
def test_the_forecast_agrees_with_the_standing(value, plan, as_of):
    """Who is on pace is never told that it cannot be reached, and who is not always is."""
    assume(as_of < HALF[1] and value < plan)
    question = asked(value, plan, as_of)

    with translation.override("en"):
        cannot = standing.forecast(question).startswith("Cannot")

    assert cannot == (standing.standing(question, RULE) != Standing.ON_PACE)


class TestForecast:
    @pytest.mark.parametrize(
        ("value", "plan", "expected"),
        [
            pytest.param(312, 373, "needs 3,4 a day, has 1,9", id="a-day"),
            pytest.param(8, 10, "needs 3,3 a month, has 1,5", id="a-month"),
            pytest.param(80, 96, "needs 6,2 a week, has 3,4", id="a-week"),
            pytest.param(300, 300, "", id="reached"),
        ],
    )
    def test_says_what_is_needed_and_what_there_is(self, value, plan, expected):
        """Of a slow figure a week or a month, so that no nought is printed."""
        with translation.override("en"):
            words = standing.forecast(asked(Decimal(value), Decimal(plan), dt.date(2024, 6, 12)))

        assert expected in words
        assert bool(words) == bool(expected)

    @pytest.mark.parametrize("as_of", [HALF[0] - dt.timedelta(days=1), HALF[1], HALF[1] + dt.timedelta(days=9)])
    def test_is_silent_before_and_after(self, as_of):
        """Nobody foretells what has not begun or is over."""
        assert standing.forecast(asked(Decimal(1), Decimal(10), as_of)) == ""

    def test_says_how_it_was_computed(self):
        """With the numbers of the sentence; where nothing is foretold there is no formula."""
        with translation.override("en"):
            words = standing.forecast_formula(asked(Decimal(312), Decimal(373), dt.date(2024, 6, 12)))
            silent = standing.forecast_formula(asked(Decimal(300), Decimal(300), dt.date(2024, 6, 12)))

        assert words == "has 312 ÷ 164 days gone; needs (373 − 312) ÷ 18 days left"
        assert silent == ""

    def test_of_a_limit(self):
        """Where less is better, it is whether the limit holds."""
        with translation.override("en"):
            holds = standing.forecast(asked(Decimal(1), Decimal(10), dt.date(2024, 3, 31), direction=Direction.LOWER))
            breaks = standing.forecast(asked(Decimal(9), Decimal(10), dt.date(2024, 3, 31), direction=Direction.LOWER))

        assert holds.startswith("Stays")
        assert breaks.startswith("Goes over")
