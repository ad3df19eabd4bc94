"""Every address × every role: what a person gets who asks for it. An address missing from the table fails."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from dondoc.documents.choices import State
from dondoc.organization.choices import Role
from dondoc.tasks.choices import Stage
from tests import world as worlds
from tests.world import NOW

ROLES = [*Role, "nobody"]
SIGN_IN = 302

# What each role gets, in the order of `ROLES`: department director, office head, clerk, centre director, unit head,
# officer, nobody signed in. The task belongs to the lab and was assigned by the centre; the document was handed on to
# the centre; the other document is under review in the office. 422 and 409 mean: may, but the empty form does not do.
MATRIX: dict[str, tuple[str, list[int]]] = {
    "home:desk": ("GET", [200, 200, 200, 200, 200, 200, SIGN_IN]),
    "organization:sign-in": ("GET", [302, 302, 302, 302, 302, 302, 200]),
    "organization:demo-sign-in": ("POST", [404, 404, 404, 404, 404, 404, 404]),
    "organization:sign-out": ("POST", [302, 302, 302, 302, 302, 302, SIGN_IN]),
    "set_language": ("POST", [302, 302, 302, 302, 302, 302, 302]),
    "web:styleguide": ("GET", [200, 200, 200, 200, 200, 200, SIGN_IN]),
    "documents:list": ("POST", [422, 422, 422, 422, 422, 422, SIGN_IN]),
    "documents:document": ("GET", [200, 200, 200, 404, 404, 404, SIGN_IN]),
    "documents:file": ("GET", [200, 200, 200, 404, 404, 404, SIGN_IN]),
    "documents:page": ("GET", [404, 404, 404, 404, 404, 404, SIGN_IN]),
    "documents:keep": ("POST", [403, 302, 302, 404, 404, 404, SIGN_IN]),
    "tasks:review": ("GET", [200, 200, 200, 403, 403, 403, SIGN_IN]),
    "tasks:hand-over": ("POST", [409, 409, 409, 404, 404, 404, SIGN_IN]),
    "tasks:decide": ("POST", [302, 302, 302, 403, 403, 403, SIGN_IN]),
    "tasks:list": ("GET", [200, 200, 200, 200, 200, 200, SIGN_IN]),
    "tasks:task": ("GET", [200, 200, 200, 200, 200, 200, SIGN_IN]),
    "tasks:name-lead": ("POST", [404, 404, 404, 404, 404, 404, SIGN_IN]),
    "tasks:set-deadline": ("POST", [422, 422, 422, 422, 422, 422, SIGN_IN]),
    "tasks:take-over": ("POST", [403, 403, 403, 403, 302, 403, SIGN_IN]),
    "tasks:decline": ("POST", [422, 422, 422, 422, 422, 422, SIGN_IN]),
    "tasks:hand-on": ("POST", [404, 404, 404, 404, 404, 404, SIGN_IN]),
    "tasks:update": ("POST", [422, 422, 422, 422, 422, 422, SIGN_IN]),
    "tasks:add-evidence": ("POST", [422, 422, 422, 422, 422, 422, SIGN_IN]),
    "tasks:report": ("POST", [422, 422, 422, 422, 422, 422, SIGN_IN]),
    "tasks:accept-result": ("POST", [409, 409, 409, 409, 409, 409, SIGN_IN]),
    "tasks:send-back-result": ("POST", [409, 409, 409, 409, 409, 409, SIGN_IN]),
    "tasks:evidence": ("GET", [200, 200, 200, 200, 200, 200, SIGN_IN]),
}


def addresses(patterns, namespace=""):
    """Yield the names of all addresses."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"


def test_every_address_stands_in_the_table():
    """And the table names no address that is gone."""
    assert sorted(MATRIX) == sorted(addresses(get_resolver().url_patterns))


@pytest.fixture
def places(world, settings, tmp_path):
    """One thing for each kind of address."""
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }
    review = worlds.document(world, [worlds.directive("Rà soát các chỉ tiêu")])
    handed_on = worlds.task(world, lead_unit=world.lab, assigning_unit=world.centre)
    evidence = handed_on.evidence.create(
        file=review.file, file_name="a.pdf", date=NOW.date(), added_by=world.lab_head, added_at=NOW
    )
    path = tmp_path / review.file.content.name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"%PDF-1.4")
    assert (review.state, handed_on.stage) == (State.REVIEWING, Stage.ASSIGNED)
    return {
        "document_id": review.pk,
        "task_id": handed_on.pk,
        "evidence_id": evidence.pk,
        "proposal_id": worlds.proposal(review).pk,
    }


def address(name, places):
    """Return the address, with the ids it asks for."""
    sets = [{}, *({key: value} for key, value in places.items()), {"document_id": places["document_id"], "number": 1}]
    for ids in sets:
        try:
            return reverse(name, kwargs=ids)
        except NoReverseMatch:
            continue
    raise AssertionError(name)


@pytest.mark.parametrize("name", MATRIX)
@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_gets(world, places, name, role):
    """Hidden and absent answer alike; a stranger is asked to sign in."""
    method, expected = MATRIX[name]
    client = Client(raise_request_exception=True)
    if role != "nobody":
        client.force_login(world.by_role[role])

    response = client.get(address(name, places)) if method == "GET" else client.post(address(name, places))

    assert response.status_code == expected[ROLES.index(role)]
    if hasattr(response, "streaming_content"):
        response.close()
    if role == "nobody" and response.status_code == SIGN_IN and name not in ("set_language",):
        assert response["Location"].startswith(reverse("organization:sign-in"))
