"""PDF files with a text layer: words by their place, columns and ruled tables in reading order."""

from dondoc.reading.sources.pdf.document import read

__all__ = ["read"]
