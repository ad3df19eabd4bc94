"""Setting and signing come before the transaction: what others did meanwhile stands, an end leaves nothing half."""

from __future__ import annotations

import pytest
from django.db import connection

from dondoc.audit import services as audit
from dondoc.documents.composing import composition
from dondoc.documents.composing import services as composing
from dondoc.documents.composing.choices import State
from dondoc.documents.composing.models import Draft
from dondoc.documents.models import StoredFile
from dondoc.documents.outgoing import errors, services
from dondoc.documents.outgoing.models import Outgoing
from dondoc.documents.outgoing.services import signing
from tests import world as worlds
from tests.documents.composing import drafts
from tests.documents.signing import authority
from tests.world import NOW, TODAY

from . import signed
from .test_electronic import signed_digitally
from .test_numbering import snapshot


@pytest.fixture
def world(transactional_db, kept_files):
    """The small organisation; every transaction is a real one."""
    return signed.drafts.prepare(worlds.build())


def kept(folder):
    """Return the files of the store."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def meanwhile(monkeypatch, name, act):
    """Let somebody act while a signature is made; no transaction waits for it."""
    real = getattr(signing, name)

    def slow(*args, **values):
        assert not connection.in_atomic_block
        act()
        return real(*args, **values)

    monkeypatch.setattr(signing, name, slow)


def sign(world, draft):
    """Sign as the director of the centre."""
    return services.sign(draft_id=draft.pk, key=authority.director().key_file(), actor=world.centre_director, now=NOW)


def passed_back(world, draft):
    """Return the draft unsigned, with the reason."""
    drafts.act(composing.return_draft, draft, by=world.office_head, reason="Sai tên")


def said_anew(world, draft):
    """Change a word and pass the draft on again, as if it had gone the whole way."""
    passed_back(world, draft)
    drafts.act(composing.edit_block, draft, by=world.officer, block_id="b1", blocks=composition.paragraphs("Lời khác."))
    Draft.objects.filter(pk=draft.pk).update(state=State.TO_SIGN)


@pytest.mark.parametrize("act", [passed_back, said_anew])
def test_what_changed_meanwhile_is_not_signed(world, kept_files, monkeypatch, act):
    """One sentence; the act of the other stands alone."""
    draft, done = signed.draft(world), []

    def once():
        act(world, draft)
        done.append((snapshot(), kept(kept_files)))

    meanwhile(monkeypatch, "sign_personal", once)

    with pytest.raises(errors.ChangedMeanwhile):
        sign(world, draft)

    assert (snapshot(), kept(kept_files)) == done[0]
    assert not Outgoing.objects.exists()


def test_on_paper_too(world, monkeypatch):
    """The check that it can be printed takes as long."""
    draft, real = signed.draft(world), signing.require_printable

    def slow(found, *, today):
        real(found, today=today)
        said_anew(world, draft)

    monkeypatch.setattr(signing, "require_printable", slow)

    with pytest.raises(errors.ChangedMeanwhile):
        services.record_paper_signature(draft_id=draft.pk, signed_on=TODAY, actor=world.office_head, now=NOW)

    assert not Outgoing.objects.exists()


def test_two_seals_at_once(world, kept_files, monkeypatch):
    """The first stands; the second is told."""
    signed.series(world)
    made = signed_digitally(world)
    services.number(outgoing_id=made.pk, date=TODAY, actor=world.office_head, now=NOW)
    values = {"outgoing_id": made.pk, "key": authority.department().key_file(), "actor": world.office_head, "now": NOW}
    real, done = signing.sign_organisation, []

    def first():
        monkeypatch.setattr(signing, "sign_organisation", real)
        services.seal(**values)
        done.append((snapshot(), kept(kept_files)))

    meanwhile(monkeypatch, "sign_organisation", first)

    with pytest.raises(errors.ChangedMeanwhile):
        services.seal(**values)

    assert (snapshot(), kept(kept_files)) == done[0]


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize(
    ("where", "name"),
    [
        pytest.param(signing, "sign_personal", id="while-it-is-signed"),
        pytest.param(signing, "take_signature", id="when-the-file-is-kept"),
        pytest.param(signing.composing, "close", id="when-the-document-is-written"),
        pytest.param(audit, "record", id="before-the-entry"),
    ],
)
def test_an_end_in_between_leaves_nothing(world, kept_files, monkeypatch, where, name):
    """Neither a document nor a file nor an entry; afterwards it is signed as if nothing had been."""
    draft = signed.draft(world)
    before = (snapshot(), kept(kept_files), StoredFile.objects.count())

    def end(*_args, **_values):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(where, name, end)
        with pytest.raises(Killed):
            sign(world, draft)

    assert (snapshot(), kept(kept_files), StoredFile.objects.count()) == before
    assert Draft.objects.get(pk=draft.pk).state == State.TO_SIGN
    made, _advice = sign(world, draft)
    assert made.file is not None
