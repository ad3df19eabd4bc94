"""A composed document as PDF/A-2b, and where on its pages signing finds its places."""

from dondoc.writing.content import unnumbered

from .document import Layout, Pdf, Rectangle, set_pdf, write_pdf

__all__ = ["Layout", "Pdf", "Rectangle", "set_pdf", "unnumbered", "write_pdf"]
