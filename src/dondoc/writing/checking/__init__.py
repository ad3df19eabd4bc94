"""Checks any .docx by the rules of layout of Nghị định 30/2020/NĐ-CP. Pure: no Django, no clock, no network."""

from dondoc.writing.checking.checker import check
from dondoc.writing.checking.errors import Unreadable
from dondoc.writing.checking.rules import Finding, Place, Rule, load_rules

__all__ = ["Finding", "Place", "Rule", "Unreadable", "check", "load_rules"]
