"""A composed document as .docx: WordprocessingML built from structure, the same content always the same bytes."""

from .document import write_docx

__all__ = ["write_docx"]
