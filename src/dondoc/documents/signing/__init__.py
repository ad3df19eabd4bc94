"""Signatures of PDF documents: making them as Nghị định 30/2020 orders, verifying them, and whom to trust."""
