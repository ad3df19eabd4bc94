"""The column of a document that is searched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from dondoc.documents.choices import Way
from dondoc.documents.incoming.choices import BY_URGENCY
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date

from .words import index_text


def indexed(document: Any) -> str:
    """Return what is indexed of a document: letterhead by field, the name of its file, its text, its attachments.

    And what stands beside it, by its name alone: who may open the document does not see all of that (`beside`).
    """
    header = header_of(document)
    signer = header.get("signer") or {}
    fields = {
        "so": document.number.lstrip("0"),
        "ky-hieu": document.symbol,
        "loai": document.type_name,
        "trich-yeu": document.subject,
        "co-quan": document.issuer,
        "nguoi-ky": " ".join(filter(None, map(signer.get, ("authority", "title", "name")))),
    }
    attached = [one.text for one in document.attachments.all()] if document.pk else []
    text = "\n".join([document.text, *attached])
    return index_text(fields, document.number_line, document.file_name, text, beside=_beside(document, header))


def header_of(document: Any) -> dict[str, Any]:
    """Return the header of the reading; where the index is computed only that much is fetched (`header_read`)."""
    header: dict[str, Any] = document.header_read if hasattr(document, "header_read") else document.reading["header"]
    return header


def _beside(document: Any, header: dict[str, Any]) -> dict[str, list[str]]:
    named = {"noi-nhan": list(header.get("recipients") or []), "do-khan": [header.get("urgency") or ""]}
    if not document.pk:
        return named
    entries = document.arrivals.all()
    places = document.case_file_entries.all()
    if document.direction == Way.OUT and hasattr(document, "outgoing"):
        named["noi-nhan"] += [one.printed for one in document.outgoing.sendings.all()]
    named["noi-nhan"] += [sent_to(one) for entry in entries for one in entry.forwardings.all()]
    named["do-khan"] += [degree_of(entry.priority) for entry in entries]
    return named | {
        "so-den": [f"{entry.number} {entry.year}" for entry in entries],
        "chi-dao": [one.text for entry in entries for one in entry.directions.all()],
        "ho-so": [text for place in places for text in said_of_file(place.case_file)],
        "ghi-chu": [entry.note for entry in entries] + [place.note for place in places],
        "ngay-den": [format_date(entry.arrived_on) for entry in entries],
        "han-giai-quyet": [format_date(entry.due_date) for entry in entries if entry.due_date],
    }


def said_of_file(case_file: Any) -> tuple[str, str, str]:
    """Return what is searched of a case file: each by itself, so that no phrase runs over two."""
    return case_file.code, case_file.title, case_file.description


def sent_to(forwarding: Any) -> str:
    """Return to whom a document was sent on, by the name of that day."""
    name: str = forwarding.unit.name_on(clock.day_of(forwarding.sent_at))
    return name


def degree_of(priority: str) -> str:
    """Return a degree of urgency as it is searched; nothing for what is not urgent."""
    return next((name for name, value in BY_URGENCY.items() if value == priority), "")


if TYPE_CHECKING:
    Text = models.TextField[str, str]
else:  # not a generic class when it runs
    Text = models.TextField


class SearchText(Text):
    """What is indexed, computed whenever the row is written whole, so that no act can forget it.

    `update()` and `save(update_fields=…)` write what they are given: nothing that is indexed is edited by them.
    """

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001 (Django's signature)
        """Compute the value that is written."""
        value = indexed(model_instance)
        setattr(model_instance, self.attname, value)
        return value

    def deconstruct(self) -> Any:
        """Stand in migrations as the plain column that it is."""
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.TextField", arguments, options
