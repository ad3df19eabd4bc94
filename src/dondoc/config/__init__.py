"""Wiring: settings, addresses, WSGI. No logic."""
