"""Single sign-on against a real provider on this machine (`oidc-provider-mock`)."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.test import Client

from dondoc.audit.models import Entry
from dondoc.organization.models import Person

from .test_signing_in import signed_in, with_totp

GO, BACK = "/dang-nhap/mot-cua/", "/dang-nhap/mot-cua/ve/"


# The provider's own libraries announce what they will change.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def provider():
    """The provider."""
    import oidc_provider_mock

    with oidc_provider_mock.run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def switched_on(provider, settings):
    """The product, knowing the provider."""
    settings.OIDC = {
        "issuer": provider, "client_id": "dondoc", "secret": "mat", "label": "SSO tỉnh", "claim": "preferred_username",
    }  # fmt: skip
    return provider


def allowed(provider, address, **claims):
    """Go to the provider as a browser would, sign in there, and return the way back."""
    requests.put(f"{provider}/users/an", json=claims, timeout=5).raise_for_status()
    answer = requests.post(address, data={"sub": "an"}, allow_redirects=False, timeout=5)
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def test_it_signs_in_who_is_here(switched_on, world):
    """By the claim that holds the user name; the sign-in page offers it, and the log has the way."""
    client = Client()
    page = client.get("/dang-nhap/", {"next": "/nhiem-vu/"}).content.decode()
    assert "Đăng nhập bằng SSO tỉnh" in page
    address = client.get(GO)["Location"]
    question = parse_qs(urlsplit(address).query)
    assert question["code_challenge_method"] == ["S256"]

    response = client.get(allowed(switched_on, address, preferred_username="duong"))

    assert response["Location"] == "/nhiem-vu/"
    assert signed_in(client)
    assert Entry.objects.get(act="organization.sign_in").actor == world.officer


@pytest.mark.parametrize("claims", [{"preferred_username": "khong-co"}, {"preferred_username": ""}, {}])
def test_nobody_is_made_silently(switched_on, world, claims):
    """A stranger to us stays one."""
    client = Client()
    before = Person.objects.count()
    response = client.get(allowed(switched_on, client.get(GO)["Location"], **claims))

    assert response.status_code == 403
    assert Person.objects.count() == before
    assert not signed_in(client)


def test_a_closed_account_stays_closed(switched_on, world):
    """Whatever the provider says."""
    Person.objects.filter(pk=world.officer.pk).update(is_active=False)
    client = Client()

    response = client.get(allowed(switched_on, client.get(GO)["Location"], preferred_username="duong"))

    assert response.status_code == 403
    assert not signed_in(client)


def test_the_second_step_is_still_asked_for(switched_on, world):
    """Of who has it on."""
    with_totp(world.officer)
    client = Client()

    response = client.get(allowed(switched_on, client.get(GO)["Location"], preferred_username="duong"))

    assert response["Location"] == "/dang-nhap/ma/"
    assert not signed_in(client)


def test_an_answer_to_somebody_else(switched_on, world):
    """Is not taken: the way back belongs to the browser that asked, and works once."""
    mine, theirs = Client(), Client()
    way = allowed(switched_on, theirs.get(GO)["Location"], preferred_username="duong")
    mine.get(GO)

    assert mine.get(way).status_code == 409
    assert not signed_in(mine)
    assert theirs.get(way).status_code == 302
    assert theirs.get(way).status_code == 409


@pytest.mark.parametrize("query", ["", "?state=x&code=y", "?error=access_denied&state=x"])
def test_a_made_up_answer(switched_on, world, query):
    """Is refused."""
    client = Client()
    client.get(GO)

    assert client.get(BACK + query).status_code == 409


def test_a_token_for_another_question(switched_on, world):
    """The nonce must be ours."""
    client = Client()
    way = allowed(switched_on, client.get(GO)["Location"], preferred_username="duong")
    session = client.session
    session["sign_in_single"] = session["sign_in_single"] | {"nonce": "khac"}
    session.save()

    assert client.get(way).status_code == 409
    assert not signed_in(client)


def test_a_provider_that_does_not_answer(settings, world):
    """The page says so; the password still works."""
    settings.OIDC = {
        "issuer": "http://localhost:1", "client_id": "dondoc", "secret": "", "label": "SSO", "claim": "sub"
    }  # fmt: skip

    assert Client().get(GO).status_code == 409


def test_off_by_default(world):
    """No button, no address."""
    assert Client().get(GO).status_code == 404
    assert GO not in Client().get("/dang-nhap/").content.decode()
