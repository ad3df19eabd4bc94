"""Incoming documents: their numbers, where each one stands, the leader's directive, the book."""
