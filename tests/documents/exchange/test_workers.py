"""Real workers that are killed: a message goes out once, and where nobody knows, that is said."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
from django.db import connection

from dondoc.documents.choices import Way
from dondoc.documents.exchange import services
from dondoc.documents.exchange.choices import DeliveryState
from dondoc.documents.exchange.models import Delivery
from dondoc.kernel import clock
from tests import world as worlds

from .conftest import a_delivery, eventually, state_of
from .messages import OURS

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# A worker as in the product, with a lease short enough to see it end.
WORK = """
import datetime as dt, django
django.setup()
from dondoc.background.worker import Worker
Worker(lease=dt.timedelta(seconds=4), heartbeat=0.3).run()
"""


@pytest.fixture
def world(transactional_db, kept_files):
    """The organisation in a database that other processes see."""
    return worlds.build()


@pytest.fixture
def start(settings, tmp_path, kept_files):
    """Start workers over the database and the files of this test."""
    name = str(connection.settings_dict["NAME"])
    address = os.environ.get("DATABASE_URL", "")
    address = f"{address.rsplit('/', 1)[0]}/{name}" if address.startswith("postgres") else f"sqlite:///{name}"
    (tmp_path / "files").symlink_to(kept_files)
    running = []

    def start():
        environment = os.environ | {
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DONDOC_HOME": str(tmp_path),
            "DONDOC_EXCHANGE_URL": settings.EXCHANGE_URL,
            "DONDOC_EXCHANGE_FOLDER": settings.EXCHANGE_FOLDER,
            "DONDOC_ORGAN_ID": OURS,
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        }
        running.append(subprocess.Popen([sys.executable, "-c", WORK], env=environment))
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.wait()


def test_killed_while_the_message_is_on_its_way(world, axis, notice, their_entry, start):
    """Nobody knows whether it arrived; the next worker says so and does not send; a person does, once."""
    axis.answers = ["say nothing"]
    delivery = a_delivery(world, notice, their_entry)
    worker = start()
    eventually(lambda: axis.got)
    assert state_of(delivery) == DeliveryState.CLAIMED
    worker.send_signal(signal.SIGKILL)
    worker.wait()

    start()
    eventually(lambda: state_of(delivery) == DeliveryState.UNKNOWN)
    assert len(axis.got) == 1

    services.resend(delivery_id=delivery.pk, actor=world.clerk, now=clock.now())
    eventually(lambda: state_of(delivery) == DeliveryState.SENT)
    assert [answer for answer, _body in axis.got] == ["say nothing", 200]


def test_two_workers_send_each_message_once(world, axis, their_entry, kept_files, start):
    """However they hurry."""
    for number in range(6):
        data = f"Trung tam bao cao {number}.".encode()
        made = worlds.document(
            world, [], number=str(number + 1), data=data, direction=Way.OUT, registered_in=world.department
        )
        a_delivery(world, made, their_entry)

    start()
    start()

    eventually(lambda: len(axis.got) >= 6)
    eventually(lambda: all(state == DeliveryState.SENT for state in states(their_entry)))
    assert len({body for _answer, body in axis.got}) == len(axis.got) == 6


def states(entry):
    """Return the states of all deliveries to an agency."""
    return list(Delivery.objects.filter(organ_id=entry.organ_id).values_list("state", flat=True))
