"""Bytes of an official document in, what it says out. Pure: no Django, no clock, no network."""
