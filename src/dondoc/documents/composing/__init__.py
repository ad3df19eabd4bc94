"""Drafts of outgoing documents: composed in blocks, checked along the line, handed to the signer."""
