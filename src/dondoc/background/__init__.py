"""Background work: a queue in the product's own database, delivered at least once (docs/decisions/0005)."""
