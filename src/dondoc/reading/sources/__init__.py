"""From bytes of a file to the text of an official document; nothing is lost in silence."""

from dondoc.reading.sources.limits import Limits
from dondoc.reading.sources.loaded import Loaded
from dondoc.reading.sources.loading import load

__all__ = ["Limits", "Loaded", "load"]
