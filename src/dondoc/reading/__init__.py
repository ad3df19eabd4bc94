"""Bytes of an official document in, what it says out. Pure: no Django, no clock, no network."""

from dondoc.reading.asking import begins_duty, day_given_by, refuse_secret
from dondoc.reading.errors import Unreadable
from dondoc.reading.explaining import explain
from dondoc.reading.model import Reading
from dondoc.reading.reader import read, read_text

__all__ = ["Reading", "Unreadable", "begins_duty", "day_given_by", "explain", "read", "read_text", "refuse_secret"]
