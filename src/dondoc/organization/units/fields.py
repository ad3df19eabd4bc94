"""A column that sorts rows in Vietnamese order in the database."""

from __future__ import annotations

from typing import Any

from django.db import models

from dondoc.kernel.vietnamese import sort_bytes


class VietnameseOrder(models.BinaryField):  # type: ignore[type-arg]
    """Bytes that sort as another field of the row does in the Vietnamese alphabet; written whenever the row is.

    Bytes and not text: each database, and each collation of PostgreSQL, sorts text its own way.
    """

    def __init__(self, *, of: str, letters: int | None = None, **options: Any) -> None:
        """Follow the field `of`; of a long text its first letters are enough."""
        self.of, self.letters = of, letters
        options.setdefault("default", b"")
        super().__init__(**options)

    def deconstruct(self) -> Any:
        """Name the field it follows in migrations too."""
        name, path, arguments, options = super().deconstruct()
        return name, path, arguments, options | {"of": self.of} | ({"letters": self.letters} if self.letters else {})

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes:  # noqa: FBT001 - Django's signature
        """Compute the bytes anew."""
        value = sort_bytes(getattr(model_instance, self.of)[: self.letters])
        setattr(model_instance, self.attname, value)
        return value
