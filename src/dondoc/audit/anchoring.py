"""Anchors: the head of the chain, written where nobody who can change the database can change it too."""

from __future__ import annotations

import datetime as dt
import json
import os
import tarfile
from dataclasses import asdict, dataclass
from pathlib import Path

from django.core.mail import EmailMessage
from django.db.models import Sum
from django.utils.translation import gettext as _

from dondoc.kernel import clock

from .errors import AnchorUnreadable
from .models import Seal

SCHEMA = "dondoc.anchor/1"
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The head of the chain at a moment.

    Attributes:
        at: the moment, ISO 8601 in UTC.
        last: number of the last sealed entry; `digest` is the hash of its seal.
        entries: how many entries are sealed, in `seals` seals.
    """

    at: str
    last: int
    digest: str
    entries: int
    seals: int

    def as_json(self) -> dict[str, object]:
        """Return it as it is kept."""
        return {"schema": SCHEMA, **asdict(self)}


def head(*, now: dt.datetime, using: str = "default") -> Anchor | None:
    """Return the head of the chain, None before the first seal."""
    seals = Seal.objects.using(using)
    newest = seals.order_by("-last").defer("roll").first()
    if newest is None:
        return None
    covered = seals.filter(last__lte=newest.last)
    entries = covered.aggregate(entries=Sum("count"))["entries"]
    return Anchor(now.isoformat(), newest.last, newest.digest, entries, covered.count())


def keep(anchor: Anchor, *, folder: Path) -> Path:
    """Write the anchor as a file named by its moment; a file that is there stays as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    moment = dt.datetime.fromisoformat(anchor.at)
    path = folder / f"dondoc-anchor-{moment:%Y%m%dT%H%M%SZ}.json"
    text = json.dumps(anchor.as_json(), indent=1) + "\n"
    with path.open("x", encoding="ascii") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    return path


def send(anchor: Anchor, *, recipients: list[str]) -> None:
    """Send the anchor by e-mail; what is attached can be given to `dondoc audit verify --anchor`."""
    day = clock.day_of(dt.datetime.fromisoformat(anchor.at))
    message = EmailMessage(
        subject=_("Head of the log on %(day)s: entry %(last)s") % {"day": f"{day:%d/%m/%Y}", "last": anchor.last},
        body=_("Keep this message: it proves that nothing of the log up to this entry was altered or cut off.")
        + f"\n\n{anchor.last} {anchor.digest}\n",
        to=recipients,
    )
    message.attach(f"dondoc-anchor-{day:%Y%m%d}.json", json.dumps(anchor.as_json(), indent=1), "application/json")
    message.send()


def read(path: Path) -> Anchor:
    """Return the anchor in a file: one that was kept or sent, or the one that a backup carries.

    Raises:
        AnchorUnreadable: the file cannot be read, or holds no anchor.
    """
    try:
        if tarfile.is_tarfile(path):
            with tarfile.open(path) as archive:
                fields = json.loads(archive.extractfile(MANIFEST).read())["anchor"]  # type: ignore[union-attr]
        else:
            fields = json.loads(path.read_text("utf-8"))
        if fields.pop("schema") != SCHEMA:
            raise AnchorUnreadable(name=path.name)
        return Anchor(**fields)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, tarfile.TarError, EOFError) as failure:
        raise AnchorUnreadable(name=path.name) from failure


def kept(folder: Path) -> list[Anchor]:
    """Return the anchors kept in a folder, oldest first.

    Raises:
        AnchorUnreadable: one of them cannot be read.
    """
    return [read(path) for path in sorted(folder.glob("dondoc-anchor-*.json"))]
