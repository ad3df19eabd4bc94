"""Bytes of an official document in, what it says out. Pure: no Django, no clock, no network."""

from dondoc.reading.errors import Unreadable
from dondoc.reading.model import Reading
from dondoc.reading.reader import read, read_text

__all__ = ["Reading", "Unreadable", "read", "read_text"]
