"""A request that breaks off on its way does nothing: neither half a text, nor the text without its file."""

from __future__ import annotations

import io
import sys
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.config.wsgi import application
from dondoc.tasks.models import Evidence, Update
from tests.world import task

TOKEN = "k" * 32
FORM = {"csrfmiddlewaretoken": TOKEN, "text": "Đã gửi báo cáo cho các đơn vị", "date": "20/11/2026", "seen": "0.0"}
WITH_FILE = encode_multipart(BOUNDARY, FORM | {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.4 " + b"x" * 5000)})
PLAIN = urlencode(FORM).encode()


@pytest.fixture(autouse=True)
def _one_connection():
    """Keep the connection of the test, as Django's own client does: a server looks at its connections each time."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.parametrize(
    ("body", "kind", "lost", "is_done"),
    [
        pytest.param(WITH_FILE, MULTIPART_CONTENT, 0, True, id="whole"),
        pytest.param(WITH_FILE, MULTIPART_CONTENT, 3000, False, id="in-the-file"),
        pytest.param(WITH_FILE, MULTIPART_CONTENT, 5400, False, id="in-the-text"),
        pytest.param(PLAIN, "application/x-www-form-urlencoded", 0, True, id="whole-without-a-file"),
        pytest.param(PLAIN, "application/x-www-form-urlencoded", 30, False, id="in-the-text-without-a-file"),
    ],
)
def test_all_or_nothing(world, client, kept_files, body, kind, lost, is_done):
    """The browser named its length; the server gave less of it and then no more, as gunicorn does."""
    made = task(world)
    client.force_login(world.centre_director)
    answers = []

    list(
        application(
            {
                "REQUEST_METHOD": "POST", "PATH_INFO": reverse("tasks:update", args=[made.pk]), "QUERY_STRING": "",
                "SERVER_NAME": "testserver", "SERVER_PORT": "80", "HTTP_HOST": "testserver",
                "HTTP_COOKIE": f"sessionid={client.cookies['sessionid'].value}; csrftoken={TOKEN}",
                "REMOTE_ADDR": "127.0.0.1", "CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(body)),
                "wsgi.input": io.BytesIO(body[: len(body) - lost]), "wsgi.errors": sys.stderr,
                "wsgi.url_scheme": "http",
            },
            lambda status, _headers, _info=None: answers.append(status[:3]),
        )
    )  # fmt: skip

    with_file = is_done and kind == MULTIPART_CONTENT
    assert answers == ["302" if is_done else "403"]
    assert (Update.objects.count(), Evidence.objects.count()) == (is_done, with_file)
    assert Entry.objects.filter(act="tasks.update").count() == is_done
