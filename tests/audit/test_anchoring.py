"""The head of the chain outside: in a folder, in the post; and it finds a cut-off tail."""

from __future__ import annotations

import dataclasses
import datetime as dt
import email
import email.policy
import json
import socket
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from django.core.management import CommandError, call_command
from django.db import transaction

from dondoc.audit import anchoring, jobs, services, verifying
from dondoc.audit.errors import AnchorUnreadable
from dondoc.audit.health import anchors
from dondoc.audit.models import Entry, Seal
from dondoc.kernel.health import Context, Level
from tests.conftest import log_unguarded
from tests.world import NOW

SETTLED = NOW + dt.timedelta(hours=1)


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    """The folder of the anchors."""
    settings.ANCHORS = str(tmp_path / "anchors")
    settings.ANCHOR_MAIL = []
    return tmp_path / "anchors"


@pytest.fixture
def written(world):
    """Write an entry."""

    def write(subject="thing:1"):
        with transaction.atomic():
            return services.record(act="test.act", subject=subject, actor=world.clerk, now=NOW)

    return write


def cut_off():
    """Remove all that was sealed last."""
    with log_unguarded():
        Entry.objects.all().delete()
        Seal.objects.all().delete()


def test_the_daily_anchor_is_a_file(folder, written):
    """It seals first, and says what the head is."""
    entry = written()

    jobs.anchor(now=SETTLED)

    (anchor,) = anchoring.kept(folder)
    assert (anchor.last, anchor.digest, anchor.entries) == (entry.pk, Seal.objects.get().digest, 1)


def test_before_the_first_entry_there_is_nothing_to_keep(folder, db):
    """No file, no message."""
    jobs.anchor(now=SETTLED)

    assert not folder.exists()


@pytest.mark.parametrize(
    ("restored", "faults"),
    [
        pytest.param(dt.timedelta(hours=3), 0, id="kept-before-the-restore-it-is-lost-by-it"),
        pytest.param(dt.timedelta(minutes=90), 1, id="kept-after-the-restore-the-tail-was-cut-off"),
    ],
)
def test_what_a_restore_lost_is_not_taken_for_cut_off(folder, written, restored, faults):
    """A backup of an hour ago was put back: the entries since then are gone, and the log says by which archive."""
    written()
    made_at = SETTLED + dt.timedelta(hours=1)
    jobs.anchor(now=SETTLED)
    lost = written("thing:2")
    jobs.anchor(now=SETTLED + dt.timedelta(hours=2))
    with log_unguarded():
        Entry.objects.filter(pk=lost.pk).delete()
        Seal.objects.filter(last=lost.pk).delete()
    with transaction.atomic():
        told = services.record(
            act=verifying.RESTORE, subject="log", actor=None, now=SETTLED + restored,
            after={"archive": "dondoc-20261125T010000Z.tar.gz", "made_at": made_at.isoformat()},
        )  # fmt: skip

    report = verifying.verify(anchors=anchoring.kept(folder))

    assert (report.count, list(report.lost.values())) == (faults, [] if faults else [told.pk])
    assert [one.level for one in anchors(Context(now=told.at))] == [Level.BROKEN if faults else Level.GOOD]


def test_a_tail_that_is_cut_off_after_a_restore_is_found(folder, written):
    """Numbers began again: an anchor of what was lost and a later one know an entry of the same number."""
    written()
    jobs.anchor(now=SETTLED)
    (kept,) = anchoring.kept(folder)
    made_at = SETTLED + dt.timedelta(hours=1)
    lost = dataclasses.replace(kept, last=9, digest="a" * 64, at=(made_at + dt.timedelta(hours=1)).isoformat())
    later = dataclasses.replace(lost, digest="b" * 64, at=(made_at + dt.timedelta(hours=3)).isoformat())
    with transaction.atomic():
        told = services.record(
            act=verifying.RESTORE, subject="log", actor=None, now=made_at + dt.timedelta(hours=2),
            after={"archive": "dondoc.tar.gz", "made_at": made_at.isoformat()},
        )  # fmt: skip

    report = verifying.verify(anchors=[kept, lost, later])

    assert (report.lost, [fault.entry for fault in report.faults]) == ({lost: told.pk}, [later.last])


def test_a_cut_off_tail_is_found(folder, written, settings, tmp_path):
    """By the folder that the environment names, and by one file."""
    written()
    jobs.anchor(now=SETTLED)
    (file,) = folder.iterdir()
    call_command("audit", "verify", "--anchor", str(file))
    cut_off()
    written("thing:2")

    with pytest.raises(CommandError) as by_folder:
        call_command("audit", "verify")
    settings.ANCHORS = ""
    call_command("audit", "verify")  # nothing outside is asked: a cut-off tail cannot be known
    with pytest.raises(CommandError) as by_file:
        call_command("audit", "verify", "--anchor", str(file))

    assert (by_folder.value.returncode, by_file.value.returncode) == (1, 1)


class Box:
    """Keeps what a mail server receives."""

    def __init__(self) -> None:
        self.messages: list[email.message.EmailMessage] = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        """Keep one message."""
        self.messages.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"


def test_the_daily_anchor_goes_out_by_mail(folder, written, settings, tmp_path):
    """Through a real mail server; what is attached proves a cut-off tail."""
    box = Box()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    try:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.ANCHORS, settings.ANCHOR_MAIL = "", ["thanhtra@example.vn"]
        entry = written()
        jobs.anchor(now=SETTLED)
    finally:
        server.stop()

    (message,) = box.messages
    assert (message["To"], f"mục {entry.pk}" in message["Subject"]) == ("thanhtra@example.vn", True)
    (attached,) = message.iter_attachments()
    file = tmp_path / "anchor.json"
    file.write_bytes(attached.get_payload(decode=True))
    cut_off()
    with pytest.raises(CommandError) as failure:
        call_command("audit", "verify", "--anchor", str(file))
    assert failure.value.returncode == 1


@pytest.mark.parametrize(
    "content",
    [None, b"", b"{}", b"\xff\xfe", json.dumps({"schema": "other/1"}).encode(), b'{"schema": "dondoc.anchor/1"}'],
    ids=["absent", "empty", "no-fields", "binary", "of-something-else", "half"],
)
def test_a_file_without_an_anchor_is_refused(content, tmp_path, db):
    """In one sentence, with the exit code of what could not be checked."""
    path = tmp_path / "anchor.json"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(AnchorUnreadable):
        anchoring.read(path)
    with pytest.raises(CommandError) as failure:
        call_command("audit", "verify", "--anchor", str(path))

    assert failure.value.returncode == 2
