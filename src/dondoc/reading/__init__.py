"""Bytes of an official document in, what it says out. Pure: no Django, no clock, no network."""

from dondoc.reading.errors import Unreadable
from dondoc.reading.explaining import explain
from dondoc.reading.model import Reading
from dondoc.reading.reader import read, read_text

__all__ = ["Reading", "Unreadable", "explain", "read", "read_text"]
