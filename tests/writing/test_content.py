"""Content: every fault is told with its field, JSON comes and goes, the published schema is that of the code."""

# ruff: noqa: E501 - the sentences of the table stand whole

from __future__ import annotations

import copy
import json
import unicodedata
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given

from dondoc.writing import Fault, InvalidContent, from_json, json_schema
from dondoc.writing.kinds import kinds

from . import contents, documents

VALIDATOR = jsonschema.Draft202012Validator(json_schema())
SCHEMA = "docs/reference/writing-content.schema.json"


def changed(path: str, value: object) -> dict[str, Any]:
    """Return the notice with one value changed; `...` takes the field out."""
    data: Any = copy.deepcopy(contents.notice())
    *outer, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place = data
    for step in outer:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "faults"),
    [
        pytest.param("subject", ..., [Fault("subject", "thiếu trích yếu.")], id="missing"),
        pytest.param("subject", " ", [Fault("subject", "trích yếu không được để trống.")], id="blank"),
        pytest.param("subject", 5, [Fault("subject", "trích yếu phải là chữ đặt trong dấu nháy kép.")], id="not text"),
        pytest.param(
            "subject",
            "a\nb",
            [
                Fault(
                    "subject",
                    "trích yếu có dấu xuống dòng hoặc ký tự điều khiển; hãy viết mỗi đoạn thành một mục riêng.",
                )
            ],
            id="line feed",
        ),
        pytest.param(
            "number",
            "5",
            [Fault("number", "số văn bản chỉ gồm chữ số; số nhỏ hơn 10 thì thêm số 0 phía trước, ví dụ 05.")],
            id="number without zero",
        ),
        pytest.param(
            "date",
            "25/11/2026",
            [Fault("date", "ngày ban hành phải viết theo dạng năm-tháng-ngày, ví dụ 2026-11-25.")],
            id="date in another form",
        ),
        pytest.param(
            "date", "2026-11-25", [Fault("year", "chỉ ghi năm khi chưa có ngày ban hành; hãy bỏ một trong hai.")], id="year twice"
        ),
        pytest.param(
            "symbol",
            "05/TB",
            [Fault("symbol", "ký hiệu không có khoảng trắng và dấu gạch chéo, ví dụ TB-SKHCN.")],
            id="number in the symbol",
        ),
        pytest.param(
            "type.code", "XX", [Fault("type.code", "không có loại văn bản “XX”; hãy dùng chữ viết tắt như TB, QĐ, CV.")], id="no such type"
        ),
        pytest.param(
            "to", ["Sở Nội vụ"], [Fault("to", "Thông báo không có phần Kính gửi; hãy ghi vào recipients (Nơi nhận).")], id="addressed"
        ),
        pytest.param(
            "decided_by", "GIÁM ĐỐC", [Fault("decided_by", "Thông báo không có dòng thẩm quyền ban hành; hãy bỏ trường này.")], id="enacted"
        ),
        pytest.param("body", [], [Fault("body", "nội dung phải có ít nhất 1 mục.")], id="nothing said"),
        pytest.param(
            "body.0",
            {"kind": "picture"},
            [Fault("body[0].kind", "phải là một trong: paragraph, heading, duty, table, chart.")],
            id="unknown block",
        ),
        pytest.param(
            "body.0", {"kind": "paragraph", "texts": "a"},
            [Fault("body[0].texts", "không có trường này; hãy bỏ đi hoặc sửa lại tên."), Fault("body[0].text", "thiếu lời văn.")],
            id="misspelt field",
        ),
        pytest.param(
            "body.2.children.0.deadline",
            {"date": None, "phrase": None},
            [Fault("body[2].children[0].deadline", "ghi một ngày (date) hoặc lời văn (phrase), chỉ một trong hai.")],
            id="deadline that is none",
        ),
        pytest.param(
            "body.2.level", "point",
            [],
            id="duties below a point",
        ),
        pytest.param(
            "body.2.children.0",
            {"kind": "heading", "level": "section", "title": "a"},
            [Fault("body[2].children[0].level", "“section” không thể nằm trong “clause”; hãy đổi cấp của đề mục.")],
            id="larger within smaller",
        ),
        pytest.param(
            "body.2.children",
            [contents.duty(["Trung tâm"], "lập hồ sơ")] * 24,
            [
                Fault(
                    "body[2].children",
                    "có 24 điểm, mà chữ cái từ a đến y chỉ đủ cho 23; hãy chia thành nhiều khoản.",
                )
            ],
            id="more points than letters",
        ),
        pytest.param(
            "body.0",
            {"kind": "table", "header": ["a", "b"], "rows": [["1"]], "widths": [1, 2, 3]},
            [Fault("body[0].rows[0]", "có 1 ô, mà bảng có 2 cột."), Fault("body[0].widths", "có 3 độ rộng, mà bảng có 2 cột.")],
            id="table that does not fit",
        ),
        pytest.param(
            "body.0",
            contents.chart(("Phòng A", [1, 2]), ("Phòng B", [0, -1, 2, 3])),
            [Fault("body[0].bars[1].counts[1]", "số của từng phần phải là số nguyên từ 0 đến 999999999.")],
            id="bar below nought",
        ),
        pytest.param(
            "body.0",
            contents.chart(("Phòng A", [1, 2])),
            [Fault("body[0].bars[0].counts", "có 2 số, mà biểu đồ có 4 phần.")],
            id="bar that does not fit",
        ),
        pytest.param(
            "body.0",
            contents.chart(*[("Phòng A", [1, 2, 3, 4])] * 16),
            [Fault("body[0].bars", "các thanh có nhiều nhất 15 mục.")],
            id="more bars than a page holds",
        ),
        pytest.param("copies", 0, [Fault("copies", "số lượng bản phát hành phải là số nguyên từ 1 đến 9999.")], id="no copies"),
        pytest.param("urgency", "gap", [Fault("urgency", "phải là một trong: hoa_toc, thuong_khan, khan.")], id="urgency"),
        pytest.param("contact", {}, [Fault("contact", "phải có ít nhất một địa chỉ; nếu không có thì ghi null.")], id="no address"),
    ],
)  # fmt: skip
def test_faults_name_their_field(path: str, value: object, faults: list[Fault]) -> None:
    """Whatever is wrong is told in a sentence, with the path of its field."""
    data = changed(path, value)

    if not faults:
        assert from_json(data) is not None
        return
    with pytest.raises(InvalidContent) as refusal:
        from_json(data)

    assert list(refusal.value.faults) == faults


def test_every_fault_is_told() -> None:
    """All faults come at once, in the order of the content."""
    data = changed("subject", "") | {"place": None, "copies": "nhiều"}

    with pytest.raises(InvalidContent) as refusal:
        from_json(data)

    assert [fault.path for fault in refusal.value.faults] == ["place", "subject", "copies"]


@pytest.mark.parametrize(
    "data", [pytest.param(None, id="null"), pytest.param([], id="list"), pytest.param("a", id="text")]
)
def test_what_is_no_object_is_refused(data: object) -> None:
    """Something else than an object is told as such."""
    with pytest.raises(InvalidContent, match="phải là một đối tượng JSON"):
        from_json(data)


def test_deep_nesting_is_refused() -> None:
    """Content that is nested without end is told, and exhausts nothing."""
    block: dict[str, Any] = contents.paragraph("a")
    for _ in range(150):
        block = contents.heading("clause", "a", None, block)

    with pytest.raises(InvalidContent, match="quá sâu"):
        from_json(changed("body", [block]))


@given(data=documents.documents())
def test_json_comes_and_goes(data: dict[str, Any]) -> None:
    """What is given as JSON is the same record when it is given again, and fits the published schema."""
    content = from_json(data)

    again = content.as_json()

    assert from_json(json.loads(json.dumps(again))) == content
    VALIDATOR.validate(again)


def test_text_is_kept_composed() -> None:
    """Text in decomposed letters becomes the composed text that everything else compares with."""
    content = from_json(changed("subject", unicodedata.normalize("NFD", "Đẩy mạnh đo lường")))

    assert content.subject == "Đẩy mạnh đo lường"


def test_published_schema(root: Path) -> None:
    """The schema in the docs is the code's (written anew by: python -m tests.writing.schema)."""
    published = json.loads((root / SCHEMA).read_text("utf-8"))

    assert published == json_schema()
    jsonschema.Draft202012Validator.check_schema(published)


@pytest.mark.parametrize("name", contents.EXAMPLES)
def test_examples_fit_the_schema(name: str) -> None:
    """What the code takes, the schema takes."""
    VALIDATOR.validate(contents.EXAMPLES[name]())


def test_types() -> None:
    """The types are the 29 of Điều 7 Nghị định 30/2020/NĐ-CP."""
    assert len(kinds()) == 29
    assert [kind.code for kind in kinds().values() if kind.is_untitled] == ["CV"]
    assert [kind.code for kind in kinds().values() if kind.is_uncoded] == ["ThC"]
    assert [kind.code for kind in kinds().values() if kind.addressed == "Kính gửi:"] == ["BC", "TTr", "CV"]
    assert {kind.code: kind.enacting for kind in kinds().values() if kind.enacting} == {
        "NQ": "QUYẾT NGHỊ:",
        "QĐ": "QUYẾT ĐỊNH:",
    }
