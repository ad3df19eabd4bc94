"""Keeping the product running: backup, restore, and how it is."""
