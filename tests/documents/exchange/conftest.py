"""An organisation that exchanges documents by a folder, and somebody to exchange them with."""

from __future__ import annotations

import datetime as dt
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from dondoc.documents.choices import Way
from dondoc.documents.composing.models import Draft
from dondoc.documents.exchange import services
from dondoc.documents.exchange.models import Correspondent, Delivery
from dondoc.documents.outgoing.choices import Medium
from dondoc.documents.outgoing.models import Outgoing
from tests import world as worlds
from tests.documents.test_scanning import scans  # noqa: F401 - a fixture
from tests.world import NOW, TODAY

from .messages import OURS, TEXT, THEIR_NAME, THEIRS


class Folders:
    """The folders of the exchange."""

    def __init__(self, root):
        self.root, self.out, self.inbox = root, root / "di", root / "den"
        self.failed = root / "loi"
        self.inbox.mkdir(parents=True)

    def put(self, name, data):
        """Lay a file down for the product."""
        (self.inbox / name).write_bytes(data)

    def names(self, folder):
        """Return what lies in one of them."""
        return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


@pytest.fixture
def exchange(settings, tmp_path):
    """Switch the exchange on: by a folder."""
    folders = Folders(tmp_path / "lien-thong")
    settings.EXCHANGE_FOLDER, settings.EXCHANGE_URL, settings.ORGAN_ID = str(folders.root), "", OURS
    return folders


@pytest.fixture
def their_entry(world):
    """Sở Tài chính in the address book."""
    return Correspondent.objects.create(
        name=THEIR_NAME, organ_id=THEIRS, source="Công văn 1", valid_from=dt.date(2025, 7, 1)
    )


@pytest.fixture
def notice(world, kept_files):
    """A document that the department issued, with its file and its line in the register."""
    made = worlds.document(
        world, [], number="12", place="Quảng Ngãi", data=TEXT, direction=Way.OUT, registered_in=world.department
    )
    draft = Draft.objects.create(
        type_code="TB", drafting_unit=world.office, issuing_unit=world.department, drafter=world.clerk,
        content={}, created_at=NOW, changed_at=NOW,
    )  # fmt: skip
    Outgoing.objects.create(
        draft=draft, issuer=world.department, type_code="TB", symbol=made.symbol, subject=made.subject, content={},
        medium=Medium.ELECTRONIC, signer=world.director, signed_on=TODAY, signing_recorded_by=world.clerk,
        signing_recorded_at=NOW, file=made.file, document=made,
    )  # fmt: skip
    return made


@pytest.fixture
def delivery(world, exchange, notice, their_entry):
    """The notice on its way to Sở Tài chính."""
    return a_delivery(world, notice, their_entry)


def a_delivery(world, notice, entry):
    """Send a document to somebody."""
    (made,) = services.deliver(document=notice, correspondent_ids=[entry.pk], actor=world.clerk, now=NOW)
    return made


def send(delivery, now=NOW):
    """Let a worker try."""
    services.send(delivery_id=delivery.pk, now=now)
    delivery.refresh_from_db()
    return delivery


def state_of(delivery):
    """Return how far a message has come."""
    return Delivery.objects.values_list("state", flat=True).get(pk=delivery.pk)


class Axis(ThreadingHTTPServer):
    """A server that takes messages, or does what it is told to do instead."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.got, self.answers, self.patience = [], [], threading.Event()

    @property
    def url(self):
        """Return its address."""
        return f"http://127.0.0.1:{self.server_port}/edoc"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        """Take the message and answer as told: a status, or a way to fail."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        answer = self.server.answers.pop(0) if self.server.answers else 200
        self.server.got.append((answer, body))
        if answer == "hang up":
            self.connection.close()
        elif answer == "say nothing":
            self.server.patience.wait(30)
        elif answer == "talk without end":
            self._talk()
        else:
            self.send_response(answer)
            if answer == 302:
                self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "3")
            self.end_headers()
            self.wfile.write(b"xem")

    def _talk(self):
        self.send_response(200)
        self.end_headers()
        sent = 0
        try:
            while sent < 64 * 1024 * 1024:
                sent += self.wfile.write(b"a" * 65536)
        except OSError:
            pass
        self.server.talked = sent

    def log_message(self, *words):
        """Say nothing on the screen."""


@pytest.fixture
def axis(settings, exchange):
    """A server on this machine that the exchange sends to."""
    server = Axis()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    settings.EXCHANGE_URL = server.url
    yield server
    server.patience.set()
    server.shutdown()
    thread.join()
    server.server_close()


def eventually(fact, patience=60.0):
    """Wait until the fact is true."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if fact():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come about")


@pytest.fixture
def own_certificate(tmp_path):
    """A server under a certificate that it made itself; return its address."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2120, 1, 1, tzinfo=dt.UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path / "own.pem"
    pem.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    server = Axis()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_words: None
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"https://localhost:{server.server_port}/edoc"
    server.shutdown()
    thread.join()
    server.server_close()
