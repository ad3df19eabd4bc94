"""Codes of the second step: the numbers of the RFC, and when they are taken."""

from __future__ import annotations

import base64
import datetime as dt

import pytest

from dondoc.organization.accounts import totp

# RFC 6238, appendix B: the secret, and the last six of its eight digits.
SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_the_numbers_of_the_rfc(seconds, code):
    """SHA-1, steps of thirty seconds."""
    moment = dt.datetime.fromtimestamp(seconds, dt.UTC)

    assert totp.code_at(SECRET, totp.step_of(moment)) == code


@pytest.mark.parametrize(
    ("steps_away", "after", "is_taken"),
    [
        pytest.param(0, 0, True, id="now"),
        pytest.param(-1, 0, True, id="slow-phone"),
        pytest.param(1, 0, True, id="fast-phone"),
        pytest.param(-2, 0, False, id="too-old"),
        pytest.param(2, 0, False, id="not-yet"),
        pytest.param(0, 37037037, False, id="taken-before"),
    ],
)
def test_when_a_code_is_taken(steps_away, after, is_taken):
    """A step of drift either way, and none twice."""
    now = dt.datetime.fromtimestamp(1111111111, dt.UTC)
    step = totp.step_of(now) + steps_away

    found = totp.matching_step(SECRET, totp.code_at(SECRET, step), now=now, after=after)

    assert (found == step) is is_taken
