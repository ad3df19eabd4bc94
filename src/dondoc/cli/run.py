"""`dondoc run`: the whole product on one machine, with the demo organisation."""

from __future__ import annotations

import http.client
import os
import socket
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from .manage import WRONG_SETTINGS, misconfigured
from .serve import command
from .supervisor import Child, Supervisor

if TYPE_CHECKING:
    from dondoc.organization.models import Post

HOST = "127.0.0.1"
# Ports tried after the one that was asked for.
MORE_PORTS = 20
ANSWER_SECONDS = 30.0
PACKAGE = Path(__file__).resolve().parent.parent
SAMPLE = "thong-bao-ket-luan.txt"


def run(*, notice: Path | None, port: int) -> int:
    """Prepare the data, start web server and worker, and keep both running until told to end."""
    os.environ.setdefault("DONDOC_DEMO", "1")
    if failure := misconfigured():
        print(failure, file=sys.stderr)
        return WRONG_SETTINGS
    os.umask(0o077)  # Documents and database are for the one who runs it.
    listener = _listen(port)
    if listener is None:
        print(f"Các cổng {port}–{port + MORE_PORTS} đều bận. Hãy chọn cổng khác bằng --port.", file=sys.stderr)
        return 1
    with listener:
        if failure := _prepare(notice or _sample()):
            print(failure, file=sys.stderr)
            return 2
        port = listener.getsockname()[1]
        # What leads here from outside: a calendar, a letter.
        os.environ.setdefault("DONDOC_URL", f"http://localhost:{port}")
        web = command(address=f"fd://{listener.fileno()}", workers=1, threads=8)
        children = (
            Child("máy chủ web", web, fds=(listener.fileno(),)),
            Child("tiến trình làm việc nền", (sys.executable, "-m", "dondoc", "worker")),
        )
        supervisor = Supervisor(children, os.environ)
        supervisor.listen()
        try:
            supervisor.start()
            return _keep(supervisor, port)
        finally:
            supervisor.stop()


def _keep(supervisor: Supervisor, port: int) -> int:
    """Say where the product is once it answers, and keep it running."""
    if not _answers(supervisor, port):
        if supervisor.is_stopping:
            return 0
        print("Máy chủ web không trả lời. Xem thông báo lỗi ở trên.", file=sys.stderr)
        return 1
    _welcome(port)
    if dying := supervisor.watch():
        print(f"Đã dừng: {dying.label} liên tục gặp lỗi. Xem thông báo ở trên.", file=sys.stderr)
        return 1
    print("\nĐang dừng…", flush=True)
    return 0


def _listen(port: int) -> socket.socket | None:
    """Return a listening socket on the port, or on the next free one."""
    for candidate in range(port, min(port + MORE_PORTS, 65535) + 1):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, candidate))
            listener.listen(128)
        except OSError:
            listener.close()
        else:
            return listener
    return None


def _prepare(notice: Path | None) -> str:
    """Bring the database up to date, load the demo organisation, read the notice; return why it failed."""
    import django
    from django.core.management import CommandError, call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    try:
        call_command("demo", notice=notice)
    except CommandError as failure:
        return str(failure)
    return ""


def _sample() -> Path | None:
    """Return the sample notice: from the installed package, or from the work tree."""
    places = (PACKAGE / "samples" / SAMPLE, PACKAGE.parent.parent / "samples" / SAMPLE)
    return next((place for place in places if place.is_file()), None)


def _answers(supervisor: Supervisor, port: int) -> bool:
    """Wait until the web server answers a request."""
    deadline = time.monotonic() + ANSWER_SECONDS
    while time.monotonic() < deadline and not supervisor.is_stopping:
        if supervisor.check():
            return False
        connection = http.client.HTTPConnection(HOST, port, timeout=1)
        try:
            connection.request("GET", "/", headers={"Host": "localhost"})
            return connection.getresponse().status < http.HTTPStatus.INTERNAL_SERVER_ERROR
        except OSError:
            continue
        finally:
            connection.close()
    return False


def _welcome(port: int) -> None:
    from dondoc.organization import selectors

    print(f"\nĐôn Đốc đang chạy: http://localhost:{port}\n")
    print("Tài khoản dùng thử (đăng nhập bằng một lần bấm trên trang):")
    first_of_role: dict[str, Post] = {}
    for post in selectors.demo_accounts():
        first_of_role.setdefault(post.role, post)
    width = max((len(post.person.username) for post in first_of_role.values()), default=0)
    for post in first_of_role.values():
        print(f"  {post.person.username:<{width}}  {post.person.full_name}, {post.title}")
    print("\nCtrl-C để dừng.", flush=True)
