"""The documents app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Official documents, what they say, and their files."""

    name = "dondoc.documents"
    label = "documents"
