"""What to say in, an official document set by Nghị định 30/2020/NĐ-CP out. Pure: no Django, no clock, no network."""

from dondoc.writing.content import Content, from_json, json_schema
from dondoc.writing.errors import Fault, InvalidContent

__all__ = ["Content", "Fault", "InvalidContent", "from_json", "json_schema"]
