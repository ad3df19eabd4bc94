"""The column of a document that is searched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from .words import index_text


def indexed(document: Any) -> str:
    """Return what is indexed of a document: letterhead by field, the name of its file, its text, its attachments.

    And what stands beside it, by its name alone: who may open the document does not see all of that (`beside`).
    """
    fields = {
        "so": document.number.lstrip("0"),
        "ky-hieu": document.symbol,
        "loai": document.type_name,
        "trich-yeu": document.subject,
        "co-quan": document.issuer,
    }
    attached = [one.text for one in document.attachments.all()] if document.pk else []
    text = "\n".join([document.text, *attached])
    return index_text(fields, document.number_line, document.file_name, text, beside=_beside(document))


def _beside(document: Any) -> dict[str, list[str]]:
    if not document.pk:
        return {}
    entries = document.arrivals.all()
    files = [entry.case_file for entry in document.case_file_entries.all()]
    return {
        "so-den": [f"{entry.number} {entry.year}" for entry in entries],
        "chi-dao": [one.text for entry in entries for one in entry.directions.all()],
        "ho-so": [text for file in files for text in (file.code, file.title)],
    }


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
