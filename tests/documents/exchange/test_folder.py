"""The folder that messages come in by: each file is taken in and moved, a bad one with the reason beside it."""

from __future__ import annotations

import os

import pytest
from django.db import OperationalError

from dondoc.background.worker import TimeLimitReached
from dondoc.documents.exchange import edxml, services
from dondoc.documents.exchange.choices import Outcome
from dondoc.documents.exchange.models import Delivery, ReceivedMessage
from dondoc.documents.exchange.services import receiving
from tests.world import NOW

from .messages import document_message, status_message

pytestmark = pytest.mark.usefixtures("kept_files", "world")


def read():
    """Let a worker look into the folder."""
    return services.read_folder(now=NOW)


def files_of(exchange):
    """Return what lies in any of the folders but that of messages going out."""
    return sorted(
        path.name for path in exchange.root.rglob("*") if path.is_file() and not path.is_relative_to(exchange.out)
    )


def test_off_without_a_folder(settings):
    """Nothing is looked for."""
    settings.EXCHANGE_FOLDER = ""

    assert read() == 0


def test_a_message_is_taken_in_and_gone(exchange):
    """The store keeps it; a copy in the folder would outlive it."""
    exchange.put("a.edxml", edxml.encode(document_message()))

    assert read() == 1
    assert files_of(exchange) == []
    assert ReceivedMessage.objects.get().outcome == Outcome.WAITING
    assert read() == 0


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        pytest.param("a.edxml", b"<html/>", "không phải tin edXML", id="no-message"),
        pytest.param("b.xml", b"", "không có nội dung", id="nothing"),
        pytest.param("c.edxml", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a/>', "DOCTYPE", id="hostile"),
    ],
)
def test_a_bad_one_lies_apart_with_the_reason(exchange, name, data, words):
    """And does not stop the others."""
    exchange.put(name, data)
    exchange.put("z.edxml", edxml.encode(document_message()))

    assert read() == 2
    assert exchange.names(exchange.failed) == [name, f"{name}.ly-do.txt"]
    assert words in (exchange.failed / f"{name}.ly-do.txt").read_text("utf-8")
    assert exchange.names(exchange.inbox) == []


def test_of_a_refused_one_nothing_lies_about(exchange):
    """It was read and answered; its scans, which nobody has read, may be anything."""
    exchange.put("a.edxml", edxml.encode(document_message()))
    exchange.put("b.edxml", edxml.encode(document_message(subject="Lần hai")))

    read()

    assert files_of(exchange) == []
    assert [answer.code for answer in Delivery.objects.order_by("pk")] == ["01", "02"]


def test_of_a_secret_one_not_even_the_file_stays(exchange):
    """Nothing of it is kept anywhere."""
    exchange.put("a.edxml", edxml.encode(document_message("TỐI MẬT\n\nNội dung".encode())))

    assert read() == 1
    assert files_of(exchange) == []


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(".a.edxml", id="not-finished"),
        pytest.param("a.edxml.tmp", id="named-for-later"),
        pytest.param("ghi-chu.txt", id="something-else"),
    ],
)
def test_what_is_no_finished_message_is_left_alone(exchange, name):
    """Its writer will rename it."""
    exchange.put(name, b"half")

    assert read() == 0
    assert exchange.names(exchange.inbox) == [name]


def test_a_link_leads_nowhere(exchange, tmp_path):
    """A file elsewhere on this machine is not read, whatever points at it."""
    (tmp_path / "secret").write_bytes(edxml.encode(document_message()))
    (exchange.inbox / "a.edxml").symlink_to(tmp_path / "secret")
    os.mkfifo(exchange.inbox / "b.edxml")
    (exchange.inbox / "c.edxml").mkdir()

    read()

    assert ReceivedMessage.objects.count() == 0
    assert (tmp_path / "secret").exists()


def test_one_that_ends_the_worker_is_set_apart(exchange, monkeypatch):
    """Its attempts are noted before it is read; after three the others pass it."""
    exchange.put("a.edxml", edxml.encode(document_message()))
    exchange.put("z.edxml", edxml.encode(status_message("01", document_id="x")))
    take_in = receiving.take_in

    def over_its_time(*, data, name, now):
        if name == "a.edxml":
            raise TimeLimitReached
        return take_in(data=data, name=name, now=now)

    monkeypatch.setattr(receiving, "take_in", over_its_time)
    for _attempt in range(3):
        with pytest.raises(TimeLimitReached):
            read()
    assert read() == 2
    assert exchange.names(exchange.failed) == ["a.edxml", "a.edxml.ly-do.txt"]
    assert "ba lần" in (exchange.failed / "a.edxml.ly-do.txt").read_text("utf-8")
    assert exchange.names(exchange.inbox) == []


def test_one_that_fails_does_not_stop_the_others(exchange, monkeypatch):
    """It is tried with three runs, then set apart; put back, it has three more."""
    exchange.put("a.edxml", edxml.encode(document_message()))
    exchange.put("z.edxml", edxml.encode(status_message("01", document_id="x")))
    with monkeypatch.context() as broken:
        broken.setattr(receiving, "_receive", lambda *_words, **_more: 1 / 0)
        assert [read() for _run in range(4)] == [1, 0, 0, 1]
    assert exchange.names(exchange.failed) == ["a.edxml", "a.edxml.ly-do.txt"]

    (exchange.failed / "a.edxml").rename(exchange.inbox / "a.edxml")

    assert read() == 1
    assert ReceivedMessage.objects.filter(outcome=Outcome.WAITING).count() == 1


def test_a_database_that_is_away_is_no_fault_of_the_file(exchange, monkeypatch):
    """However often."""
    exchange.put("a.edxml", edxml.encode(document_message()))
    with monkeypatch.context() as away:
        away.setattr(receiving, "take_in", lambda **_words: (_ for _ in ()).throw(OperationalError))
        for _run in range(4):
            with pytest.raises(OperationalError):
                read()

    assert read() == 1
    assert ReceivedMessage.objects.count() == 1


def test_killed_before_the_file_was_removed(exchange, monkeypatch):
    """The next run removes it; the message is taken in once, and no sender hears of a duplicate."""
    exchange.put("a.edxml", edxml.encode(document_message()))
    take_in = receiving.take_in

    def killed(**given):
        take_in(**given)
        raise KeyboardInterrupt

    with monkeypatch.context() as context:
        context.setattr(receiving, "take_in", killed)
        with pytest.raises(KeyboardInterrupt):
            read()
    assert "a.edxml" in exchange.names(exchange.inbox)

    assert read() == 1
    assert files_of(exchange) == []
    assert [answer.code for answer in Delivery.objects.all()] == ["01"]


def test_an_earlier_file_of_the_same_name_stays(exchange):
    """Both lie among those that could not be taken."""
    for data in (b"<html/>", b"<body/>"):
        exchange.put("a.xml", data)
        read()

    assert exchange.names(exchange.failed) == ["a.1.xml", "a.1.xml.ly-do.txt", "a.xml", "a.xml.ly-do.txt"]


def test_what_we_send_another_installation_reads(exchange, delivery, settings, tmp_path):
    """Out of one folder, into the other; the answer goes the way back and ends at the delivery."""
    services.send(delivery_id=delivery.pk, now=NOW)
    (sent,) = exchange.out.iterdir()

    message = edxml.decode(sent.read_bytes())
    answer = status_message("03", document_id=message.head.document_id)
    exchange.put("tra-loi.edxml", edxml.encode(answer))
    read()

    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_status) == ("acknowledged", "03")
