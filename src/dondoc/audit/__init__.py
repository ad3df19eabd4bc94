"""Who did what, when, from where: append-only, chained."""
