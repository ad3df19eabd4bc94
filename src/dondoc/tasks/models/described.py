"""What is said of a product, how much of it and how urgent it is: by a proposal, then by its task."""

from __future__ import annotations

from django.db import models

from dondoc.documents.composing.choices import Urgency
from dondoc.kernel.vietnamese import format_number


class Described(models.Model):
    """A proposal or a task that names its product (sản phẩm) and its urgency (độ khẩn); empty where nothing is said."""

    product = models.CharField(max_length=300, blank=True)
    # How much of it, where that was said: a number and what is counted.
    product_quantity = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    product_unit = models.CharField(max_length=40, blank=True)
    # As of documents; empty: ordinary.
    urgency = models.CharField(max_length=12, choices=Urgency, blank=True)

    class Meta:
        abstract = True

    @property
    def product_line(self) -> str:
        """Return the product with how much of it: Sổ tay hướng dẫn: 3 bộ."""
        return ": ".join(filter(None, [self.product, f"{self.quantity_written} {self.product_unit}".strip()]))

    @property
    def quantity_written(self) -> str:
        """Return the quantity of the product as Vietnamese writes it; empty where none is said."""
        quantity = self.product_quantity
        return format_number(quantity.quantize(1) if quantity % 1 == 0 else quantity.normalize()) if quantity else ""
