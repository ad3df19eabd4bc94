"""Word 97–2003 documents (.doc), read without another program ([MS-DOC])."""

from dondoc.reading.sources.doc.document import read

__all__ = ["read"]
