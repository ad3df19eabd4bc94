"""Refusals: each has a code of its own and a Vietnamese sentence."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator

from django.utils import translation

import dondoc
from dondoc.kernel.errors import DomainError

from . import catalogue

CODE = re.compile(r"[a-z]+(?:\.[a-z]+(?:_[a-z]+)*)+")
BASES = "dondoc.kernel.errors"


def refusals() -> list[type[DomainError]]:
    """Return every refusal of every app."""
    for module in pkgutil.walk_packages(dondoc.__path__, "dondoc."):
        if module.name.endswith(".errors"):
            importlib.import_module(module.name)
    return [kind for kind in _below(DomainError) if kind.__module__ != BASES and kind.__module__.startswith("dondoc.")]


def _below(kind: type[DomainError]) -> Iterator[type[DomainError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)


def test_codes_are_unique_and_speak() -> None:
    """Each refusal has its own code, `app.what_is_wrong`."""
    codes = [kind.__dict__.get("code", "") for kind in refusals()]

    assert codes != []
    assert [code for code in codes if not CODE.fullmatch(code)] == []
    assert [code for code, times in Counter(codes).items() if times > 1] == []


def test_each_has_a_vietnamese_sentence() -> None:
    """Each refusal's English sentence stands in the catalogue with a translation."""
    vietnamese = catalogue.read(catalogue.CATALOGUE)
    with translation.override("en"):
        sentences = {kind.code: str(kind.__dict__.get("message", "")) for kind in refusals()}

    untold = [code for code, sentence in sentences.items() if not sentence]
    unknown = [
        code
        for code, sentence in sentences.items()
        if (message := vietnamese.get(sentence)) is None or not message.string
    ]
    assert untold == []
    assert unknown == []
