"""Đôn Đốc: official conclusions become tracked tasks with an owner, a deadline and proof."""

__version__ = "0.1.0"
