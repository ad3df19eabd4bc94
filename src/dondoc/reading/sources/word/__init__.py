"""Word documents (.docx): everything that is printed, in order; what is not printed is reported."""

from dondoc.reading.sources.word.document import read

__all__ = ["read"]
