"""`dondoc run` as a person starts it: it comes up, answers, keeps its data and goes down."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from dondoc.cli.run import MORE_PORTS
from tests.conftest import ROOT

pytestmark = pytest.mark.slow
ADDRESS = re.compile(r"http://localhost:(\d+)")
PATIENCE = 240.0


class Run:
    """One `dondoc run`."""

    def __init__(self, environment: dict[str, str], *words: str) -> None:
        self.process = subprocess.Popen(
            (sys.executable, "-m", "dondoc", "run", *words),
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.output = ""
        self._guard = threading.Timer(PATIENCE, self.process.kill)
        self._guard.start()

    def port(self) -> int:
        """Read on until the address is printed, and return its port."""
        assert self.process.stdout
        for line in self.process.stdout:
            self.output += line
            if found := ADDRESS.search(line):
                return int(found[1])
        raise AssertionError(f"it did not come up: {self.output}")

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        """Send a signal and return the exit code."""
        self.process.send_signal(number)
        return self.wait()

    def wait(self) -> int:
        """Return the exit code, with the rest of the output read."""
        self.output += self.process.communicate()[0]
        self._guard.cancel()
        return self.process.returncode


@pytest.fixture
def fresh(tmp_path: Path) -> dict[str, str]:
    """The environment of a person who has set nothing but the folder of the data."""
    return environment_of(tmp_path / "var")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a person who has started the product before."""
    environment = environment_of(tmp_path_factory.mktemp("started"))
    demo = {**environment, "DONDOC_DEMO": "1"}
    for words in (("migrate", "--verbosity", "0"), ("demo",)):
        assert dondoc(demo, "manage", *words).returncode == 0
    return environment


def environment_of(home: Path) -> dict[str, str]:
    """Return an environment that says of the product only where its data are."""
    others = ("DONDOC_", "DJANGO_", "DATABASE_URL")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(others)}
    return kept | {"DONDOC_HOME": str(home), "PYTHONPATH": str(ROOT / "src")}


def get(port: int, path: str = "/") -> http.client.HTTPResponse:
    """Ask the product for a page."""
    connection = http.client.HTTPConnection("localhost", port, timeout=30)
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


def children(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def test_comes_up_answers_and_keeps_its_data(fresh: dict[str, str]) -> None:
    """The first start loads the demo and reads the sample, the second changes nothing; Ctrl-C ends both cleanly."""
    first = Run(fresh, "--port", "8470")
    response = get(first.port())
    assert (response.status, first.end()) == (302, 0)
    register = count(fresh)

    second = Run(fresh, "--port", "8470")
    response = get(second.port(), "/dang-nhap/")
    ended = second.end(signal.SIGTERM)

    assert (response.status, ended) == (200, 0)
    assert count(fresh) == register == "3"  # the sample, and the decisions of the demo's work programme
    assert "vanthu" in second.output
    assert "Traceback" not in first.output + second.output


def test_dead_children_are_replaced_and_none_is_left(environment: dict[str, str]) -> None:
    """After kill -9 of each child the product answers again; after the end nobody is left."""
    run = Run(environment, "--port", "8470")
    port = run.port()
    before = children(run.process.pid)
    for child in before:
        os.kill(child, signal.SIGKILL)

    assert get(port).status == 302
    after = children(run.process.pid)
    assert run.end() == 0
    assert len(before) == 2
    assert [pid for pid in before + after if Path(f"/proc/{pid}").exists()] == []


def test_takes_the_next_free_port(environment: dict[str, str]) -> None:
    """A port that is taken is passed over."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        asked = taken.getsockname()[1]
        run = Run(environment, "--port", str(asked))
        port = run.port()
        told = [Path(f"/proc/{child}/environ").read_text() for child in children(run.process.pid)]
        ended = run.end()

    assert ended == 0
    # What leads here from outside, such as the address of a calendar, names the port.
    assert [f"DONDOC_URL=http://localhost:{port}\0" in one for one in told] == [True, True]
    assert asked < port <= asked + MORE_PORTS


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"", "tệp rỗng", id="empty"),
        pytest.param(b"\x7fELF\x00\x00", "Hãy dùng tệp .docx, .pdf hoặc .txt", id="program"),
        pytest.param(None, "khong-co.txt", id="absent"),
    ],
)
def test_bad_notice_is_one_sentence(
    content: bytes | None, sentence: str, environment: dict[str, str], tmp_path: Path
) -> None:
    """A notice that cannot be read ends the start with one sentence, before anything is served."""
    notice = tmp_path / "khong-co.txt"
    if content is not None:
        notice.write_bytes(content)

    run = Run(environment, "--port", "8470", "--notice", str(notice))

    assert run.wait() == 2
    assert sentence in run.output
    assert run.output.count("\n") == 1


def dondoc(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        (sys.executable, "-m", "dondoc", *words), env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("command", [["serve"], ["worker"], ["manage", "check"], ["run"]], ids=" ".join)
def test_missing_signing_key_is_one_sentence(command: list[str], environment: dict[str, str]) -> None:
    """Outside demo mode the signing key must be given; nothing starts without it."""
    done = dondoc({**environment, "DONDOC_DEMO": "0"}, *command)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Cấu hình chưa đúng: Chưa đặt DONDOC_SECRET_KEY")
    assert done.stderr.count("\n") == 1


def test_import_reads_into_the_register(environment: dict[str, str]) -> None:
    """`dondoc import` registers what can be read and says what cannot; a wrong account changes nothing."""
    demo = {**environment, "DONDOC_DEMO": "1"}
    before = int(count(environment))
    sample = str(ROOT / "samples" / "cong-van.txt")

    unknown = dondoc(demo, "import", "--as", "nobody", sample)
    some = dondoc(demo, "import", "--as", "vanthu", sample, "absent.txt")

    assert (unknown.returncode, some.returncode) == (1, 1)
    assert some.stdout.startswith("cong-van.txt: ")
    assert "absent.txt" in some.stderr
    assert int(count(environment)) == before + 1


def count(environment: dict[str, str]) -> str:
    """Return how many documents are in the register."""
    program = "from dondoc.documents.models import Document; print(Document.objects.count())"
    words = ("manage", "shell", "--verbosity", "0", "--command", program)
    return dondoc({**environment, "DONDOC_DEMO": "1"}, *words).stdout.strip()
