"""Frozen records from JSON and back, and the JSON Schema of them: one source, the annotations of the records.

Understood are text, whole numbers, days, Literals, tuples of one kind, records, and unions of records told apart by
`kind`; `None` beside them. A field with a default may be left out. What a field must match stands in its metadata,
made by `field`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import re
import types
import typing
import unicodedata
from collections.abc import Callable, Hashable
from typing import Any, Literal, TypeVar, get_args, get_origin

from .errors import Fault

Record = TypeVar("Record")

# What XML 1.0 cannot hold, and what would break a line in the middle of a sentence.
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
NOTHING = object()
UNIONS = (types.UnionType, typing.Union)
MOST = 10_000
# Records within records; what a document can hold lies well below.
DEEPEST = 20


def field(
    about: str,
    *,
    pattern: str = "",
    must: str = "",
    least: int = 0,
    most: int = 0,
    blank: bool = False,
    numbers: tuple[int, int] = (1, MOST - 1),
    default: Any = NOTHING,
) -> Any:
    """Return a dataclass field with what its value must satisfy.

    Args:
        about: what the field is, in Vietnamese; the schema's description and the name in sentences.
        pattern: what the whole text must match; `must` says it in words.
        least: the fewest entries of a list.
        most: the most entries of a list.
        blank: whether the text may be empty.
        numbers: the least and the greatest number.
        default: its value when it is left out; without one it is required.
    """
    metadata = {
        "about": about, "pattern": pattern, "must": must, "least": least, "most": most, "blank": blank,
        "numbers": numbers,
    }  # fmt: skip
    if default is NOTHING:
        return dataclasses.field(metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


def as_json(value: Any) -> Any:
    """Return what `json.dumps` takes: records as objects, those of a union with their `kind`."""
    if dataclasses.is_dataclass(value):
        kind = getattr(value, "KIND", None)
        body = {each.name: as_json(getattr(value, each.name)) for each in dataclasses.fields(value)}
        return {"kind": kind, **body} if kind else body
    if isinstance(value, tuple):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value


class Decoder:
    """Turns JSON into records and gathers every fault on the way."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def record(self, shape: type[Record], value: Any, path: str = "") -> Record | None:
        """Return the record an object describes; None where something in it is wrong, which `faults` then tells."""
        if not isinstance(value, dict):
            self._fault(path, "phải là một đối tượng JSON {…}.")
            return None
        if path.count(".") > DEEPEST:
            self._fault(path, "nội dung lồng nhau quá sâu; hãy bớt cấp.")
            return None
        before = len(self.faults)
        allowed = {each.name: each for each in dataclasses.fields(shape)}  # type: ignore[arg-type]
        for key in value:
            if key not in allowed and not (key == "kind" and hasattr(shape, "KIND")):
                self._fault(_join(path, str(key)), "không có trường này; hãy bỏ đi hoặc sửa lại tên.")
        hints = _hints(shape)
        given: dict[str, Any] = {}
        for name, each in allowed.items():
            if name in value:
                given[name] = self._value(hints[name], value[name], _join(path, name), each.metadata)
            elif each.default is dataclasses.MISSING:
                self._fault(_join(path, name), f"thiếu {each.metadata['about']}.")
        return shape(**given) if len(self.faults) == before else None

    def _value(self, hint: Any, value: Any, path: str, rules: typing.Mapping[str, Any]) -> Any:
        options = get_args(hint) if get_origin(hint) in UNIONS else (hint,)
        if value is None and type(None) in options:
            return None
        options = tuple(option for option in options if option is not type(None))
        if len(options) > 1:
            return self._one_of(options, value, path)
        (option,) = options
        if get_origin(option) is tuple:
            return self._list(get_args(option)[0], value, path, rules)
        if get_origin(option) is Literal:
            return self._choice(get_args(option), value, path)
        if dataclasses.is_dataclass(option):
            return self.record(typing.cast("type[Any]", option), value, path)
        readers: dict[Any, Callable[..., Any]] = {
            str: self._text,
            dt.date: self._day,
            int: self._number,
            bool: self._truth,
        }
        return readers[option](value, path, rules)

    def _one_of(self, options: tuple[Any, ...], value: Any, path: str) -> Any:
        kinds = {option.KIND: option for option in options}
        kind = value.get("kind") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in kinds:
            return self._fault(_join(path, "kind"), f"phải là một trong: {', '.join(kinds)}.")
        return self.record(kinds[kind], value, path)

    def _list(self, option: Any, value: Any, path: str, rules: typing.Mapping[str, Any]) -> Any:
        if not isinstance(value, list):
            return self._fault(path, f"{rules['about']} phải là một danh sách […].")
        if len(value) < rules["least"]:
            return self._fault(path, f"{rules['about']} phải có ít nhất {rules['least']} mục.")
        if rules["most"] and len(value) > rules["most"]:
            return self._fault(path, f"{rules['about']} có nhiều nhất {rules['most']} mục.")
        # The bounds are the outer list's; those on the text are its entries'.
        inner = {**rules, "least": 0, "most": 0}
        return tuple(self._value(option, item, f"{path}[{number}]", inner) for number, item in enumerate(value))

    def _choice(self, choices: tuple[str, ...], value: Any, path: str) -> Any:
        if value in choices:
            return value
        return self._fault(path, f"phải là một trong: {', '.join(choices)}.")

    def _text(self, value: Any, path: str, rules: typing.Mapping[str, Any]) -> Any:
        if not isinstance(value, str):
            return self._fault(path, f"{rules['about']} phải là chữ đặt trong dấu nháy kép.")
        if not value.strip():
            return "" if rules["blank"] else self._fault(path, f"{rules['about']} không được để trống.")
        if UNPRINTABLE.search(value):
            sentence = "có dấu xuống dòng hoặc ký tự điều khiển; hãy viết mỗi đoạn thành một mục riêng."
            return self._fault(path, f"{rules['about']} {sentence}")
        text = unicodedata.normalize("NFC", value)
        if rules["pattern"] and not re.fullmatch(rules["pattern"], text):
            return self._fault(path, f"{rules['about']} {rules['must']}.")
        return text

    def _day(self, value: Any, path: str, rules: typing.Mapping[str, Any]) -> Any:
        try:
            return dt.datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
        except (TypeError, ValueError):
            return self._fault(path, f"{rules['about']} phải viết theo dạng năm-tháng-ngày, ví dụ 2026-11-25.")

    def _number(self, value: Any, path: str, rules: typing.Mapping[str, Any]) -> Any:
        least, most = rules["numbers"]
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            return self._fault(path, f"{rules['about']} phải là số nguyên từ {least} đến {most}.")
        return value

    def _truth(self, value: Any, path: str, rules: typing.Mapping[str, Any]) -> Any:
        return value if isinstance(value, bool) else self._fault(path, f"{rules['about']} phải là true hoặc false.")

    def _fault(self, path: str, sentence: str) -> Any:
        """Note a fault and return None, which stands for the value."""
        self.faults.append(Fault(path, sentence))
        return None


def schema(shape: type[Any], title: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a record and of those it holds."""
    definitions: dict[str, Any] = {}
    body = _object(shape, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **body,
        "$defs": dict(sorted(definitions.items())),
    }


def _object(shape: type[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    hints = _hints(shape)
    members = dataclasses.fields(shape)
    properties = {each.name: _described(hints[each.name], each.metadata, definitions) for each in members}
    required = [each.name for each in members if each.default is dataclasses.MISSING]
    kind = getattr(shape, "KIND", None)
    if kind:
        properties = {"kind": {"const": kind}, **properties}
        required = ["kind", *required]
    about = (shape.__doc__ or "").splitlines()[0]
    return {
        "type": "object",
        "description": about,
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _described(hint: Any, rules: typing.Mapping[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    return {"description": rules["about"], **_value_schema(hint, rules, definitions)}


def _value_schema(hint: Any, rules: typing.Mapping[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    if get_origin(hint) in UNIONS:
        options = [_value_schema(option, rules, definitions) for option in get_args(hint)]
        return {"anyOf": options}
    if hint is type(None):
        return {"type": "null"}
    if get_origin(hint) is tuple:
        inner = {**rules, "least": 0, "most": 0}
        bounds = {"minItems": rules["least"], "maxItems": rules["most"]}
        items = _value_schema(get_args(hint)[0], inner, definitions)
        return {"type": "array", "items": items, **{key: bound for key, bound in bounds.items() if bound}}
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    if dataclasses.is_dataclass(hint):
        name = typing.cast("type[Any]", hint).__name__
        if name not in definitions:
            definitions[name] = {}
            definitions[name] = _object(typing.cast("type[Any]", hint), definitions)
        return {"$ref": f"#/$defs/{name}"}
    return _plain_schema(hint, rules)


def _plain_schema(hint: Any, rules: typing.Mapping[str, Any]) -> dict[str, Any]:
    if hint is dt.date:
        return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    if hint is int:
        least, most = rules["numbers"]
        return {"type": "integer", "minimum": least, "exclusiveMaximum": most + 1}
    if hint is bool:
        return {"type": "boolean"}
    if rules["pattern"]:
        return {"type": "string", "pattern": f"^(?:{rules['pattern']})$"}
    return {"type": "string"} if rules["blank"] else {"type": "string", "pattern": r"\S"}


def _hints(shape: type[Any]) -> dict[str, Any]:
    return _cached_hints(typing.cast("Hashable", shape))


@functools.cache
def _cached_hints(shape: Hashable) -> dict[str, Any]:
    return {name: hint for name, hint in typing.get_type_hints(shape).items() if name != "KIND"}


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
