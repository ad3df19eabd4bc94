"""Outgoing documents (văn bản đi): signed, numbered in series, issued, delivered, recalled, corrected, replaced."""
