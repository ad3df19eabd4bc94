"""What an administrator made of the columns of a book."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from .choices import Book


class BookColumn(models.Model):
    """A column as an administrator set it after comparing with the form; it holds instead of the shipped one."""

    book = models.CharField(max_length=12, choices=Book)
    field = models.CharField(max_length=20)
    heading = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()
    is_shown = models.BooleanField(default=True)
    # What it was compared with.
    source = models.CharField(max_length=200)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["book", "field"], name="documents_bookcolumn_once"),
            models.CheckConstraint(condition=models.Q(book__in=Book.values), name="documents_bookcolumn_book_known"),
            models.CheckConstraint(
                condition=~models.Q(heading="") & ~models.Q(source=""), name="documents_bookcolumn_names_its_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book} {self.heading}"
