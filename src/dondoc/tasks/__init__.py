"""Confirming a reading into tasks, and following each task to proved completion."""
