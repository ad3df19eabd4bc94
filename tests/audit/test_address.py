"""Where a request came from."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from dondoc.audit.middleware import address_of


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "expected"),
    [
        pytest.param(0, "10.0.0.7", "1.2.3.4", "10.0.0.7", id="what-the-caller-writes-is-not-believed"),
        pytest.param(1, "127.0.0.1", "10.0.0.7", "10.0.0.7", id="one-proxy"),
        pytest.param(1, "127.0.0.1", "1.2.3.4, 10.0.0.7", "10.0.0.7", id="written-before-the-proxy"),
        pytest.param(2, "127.0.0.1", "10.0.0.7, 10.0.0.1", "10.0.0.7", id="two-proxies"),
        pytest.param(1, "127.0.0.1", "", "127.0.0.1", id="asked-directly"),
        pytest.param(1, "127.0.0.1", "unknown", None, id="no-address"),
        pytest.param(0, "", "", None, id="a-socket-file"),
        pytest.param(0, "2001:DB8::1", "", "2001:db8::1", id="ipv6"),
    ],
)
def test_the_address(settings, proxies, remote, forwarded, expected):
    """Of the person, not of the proxy."""
    settings.PROXIES = proxies
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}

    assert address_of(RequestFactory().get("/", REMOTE_ADDR=remote, **headers)) == expected
