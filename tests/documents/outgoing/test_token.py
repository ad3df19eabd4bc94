"""Signing with the token that the administrator configured: offered, used for one act, its PIN kept nowhere."""

from __future__ import annotations

import logging

import pytest
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.documents import files
from dondoc.documents.composing.models import Draft
from dondoc.documents.outgoing.models import Outgoing
from dondoc.documents.signing.choices import Verdict
from dondoc.documents.signing.verifying import verify
from dondoc.kernel import clock
from tests import world as worlds
from tests.documents.signing import authority
from tests.documents.signing.tokens import LABEL, PIN

from . import signed
from .test_numbering import snapshot

pytestmark = [pytest.mark.django_db, pytest.mark.needs("softhsm")]


@pytest.fixture
def world():
    """The small organisation, its units with their abbreviations."""
    return signed.drafts.prepare(worlds.build())


@pytest.fixture
def page(client, world, settings, token):
    """The signing page of a draft, for its signer, on a machine with a token."""
    settings.TOKEN = {"module": token.module, "label": LABEL, "certificate": "Ký số"}
    client.force_login(world.centre_director)
    return reverse("documents:sign-draft", args=[signed.draft(world).pk])


def test_the_signer_types_the_pin_and_the_token_signs(client, page, caplog):
    """It stands in no log, no entry, no page."""
    caplog.set_level(logging.DEBUG)
    assert "Thiết bị ký số của máy chủ" in client.get(page).content.decode()

    answer = client.post(page, {"source": "token", "passphrase": PIN}, follow=True)

    made = Outgoing.objects.get()
    with files.opened(made.file) as stream:
        results = verify(stream.read(), [authority.root().der], clock.now())
    assert [(one.signer, one.verdict) for one in results] == [("Nguyễn Văn Ước", Verdict.SOUND)]
    told = answer.content.decode() + caplog.text + str(list(Entry.objects.values())) + str(list(Draft.objects.values()))
    assert PIN not in told


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param({"source": "token", "passphrase": "000000"}, "Mật khẩu hoặc mã PIN không", id="wrong-pin"),
        pytest.param({"source": "token", "passphrase": ""}, 'id="id_passphrase_error"', id="no-pin"),
        pytest.param({"source": "file", "passphrase": "x"}, "Hãy chọn tệp khóa ký.", id="a-file-that-is-none"),
        pytest.param({"passphrase": "x"}, 'id="id_source_error"', id="with-nothing"),
    ],
)
def test_refusal_signs_nothing(client, page, typed, said):
    """And is told beside the form."""
    before = snapshot()

    answer = client.post(page, typed)

    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert snapshot() == before


def test_without_one_only_a_file_is_asked_for(client, page, settings):
    """As before; what a browser sends all the same is no token."""
    settings.TOKEN = {"module": "", "label": "", "certificate": ""}

    assert 'name="source"' not in client.get(page).content.decode()
    assert client.post(page, {"source": "token", "passphrase": PIN}).status_code == 422
    assert not Outgoing.objects.exists()
