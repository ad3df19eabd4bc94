"""Setting and signing come before the transaction: what others did meanwhile stands, an end leaves nothing half."""

from __future__ import annotations

from functools import partial

import pytest
from django.db import connection, transaction

from dondoc.audit import services as audit
from dondoc.documents.composing import composition
from dondoc.documents.composing import services as composing
from dondoc.documents.composing.choices import State
from dondoc.documents.composing.models import Draft
from dondoc.documents.models import StoredFile
from dondoc.documents.outgoing import errors, services
from dondoc.documents.outgoing.models import Outgoing
from dondoc.documents.outgoing.services import numbering, signing
from dondoc.documents.signing.choices import Verdict
from dondoc.documents.signing.verifying import verify
from dondoc.reading import read
from tests import world as worlds
from tests.documents.at_once import at_once
from tests.documents.composing import drafts
from tests.documents.signing import authority
from tests.tasks.test_killed import everything, run_and_die
from tests.world import NOW, TODAY

from . import signed
from .test_electronic import bytes_of, signed_digitally
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


class TestNumbering:
    """Number and date are written into the signed file before the transaction that gives the number."""

    @pytest.mark.parametrize(
        ("times", "expected", "is_inside"),
        [
            pytest.param(0, "01", [False], id="nobody-else"),
            pytest.param(1, "02", [False, False], id="overtaken"),
            pytest.param(numbering.TRIES, "04", [False, False, False, True], id="at-last-the-others-wait"),
        ],
    )
    def test_who_is_overtaken_gets_the_next_number(self, world, monkeypatch, times, expected, is_inside):
        """In the file as in the register, whoever numbers letters on paper meanwhile; none is left out."""
        signed.series(world)
        made, others = signed_digitally(world), [signed.signed(world) for _ in range(times)]
        real, seen = numbering.enter_number, []

        def slow(*args):
            seen.append(connection.in_atomic_block)
            if others:
                give(world, others.pop())
            return real(*args)

        monkeypatch.setattr(numbering, "enter_number", slow)

        given = give(world, made)

        assert (given.number, in_file(made), seen) == (expected, expected, is_inside)
        assert sorted(Outgoing.objects.values_list("ordinal", flat=True)) == list(range(1, times + 2))

    def test_two_clerks_at_once(self, world):
        """Each file bears the number that the register says."""
        signed.series(world)
        two = signed_digitally(world), signed_digitally(world, said="Một việc khác.")

        outcomes = at_once(*(partial(give, world, one) for one in two))

        assert sorted(one.number for one in outcomes) == ["01", "02"]
        assert [in_file(one) for one in outcomes] == [one.number for one in outcomes]


def give(world, outgoing):
    """Give a document its number."""
    return services.number(outgoing_id=outgoing.pk, date=TODAY, actor=world.office_head, now=NOW)


def in_file(outgoing):
    """Return the number that stands in the file."""
    return read(bytes_of(outgoing), name="a.pdf").header.number


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


def whole(act, world, draft):
    """Take a document one step on and return what was done."""
    steps = {
        "sign": lambda: sign(world, draft),
        "number": lambda: give(world, Outgoing.objects.get()),
        "seal": lambda: services.seal(
            outgoing_id=Outgoing.objects.get().pk, key=authority.department().key_file(), actor=world.office_head,
            now=NOW,
        ),
    }  # fmt: skip
    return steps[act]()


SLOW = (
    (signing, "require_printable"), (signing, "set_pdf"), (signing, "sign_personal"), (signing, "sign_organisation"),
    (numbering, "enter_number"),
)  # fmt: skip


def done_once(act):
    """Return an act that does its work the first time, and then answers the same."""
    answers = []

    def again(*args, **values):
        if not answers:
            answers.append(act(*args, **values))
        return answers[0]

    return again


def test_a_killed_process_leaves_all_or_nothing(world, monkeypatch):
    """SIGKILL before each write of signing, numbering and sealing: nothing is there; the act done again is whole.

    What comes before the writes is done here once: the setter works in threads, which a forked process does not have.
    """
    signed.series(world)
    draft = signed.draft(world)
    for where, name in SLOW:
        monkeypatch.setattr(where, name, done_once(getattr(where, name)))

    for act in ("sign", "number", "seal"):
        with transaction.atomic():
            whole(act, world, draft)
            transaction.set_rollback(True)
        before, deaths = everything(), 0
        while run_and_die(partial(whole, act, world, draft), at=deaths + 1):
            deaths += 1
            assert everything() == before
        assert deaths >= 2
        assert everything() != before

    made = Outgoing.objects.get()
    results = verify(bytes_of(made), [authority.root().der], NOW)
    assert (made.number, in_file(made), [one.verdict for one in results]) == ("01", "01", [Verdict.SOUND] * 2)
