"""Reads of targets."""

from .rows import TargetRow, target_rows

__all__ = ["TargetRow", "target_rows"]
