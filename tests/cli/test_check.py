"""`dondoc check`: exit codes, sentences, one JSON object."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dondoc.cli import main
from dondoc.writing.checking.errors import MESSAGES
from tests.bad_files import BAD_FILES
from tests.writing.checking.broken import BROKEN
from tests.writing.checking.good import data_of, notice


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A notice without fault."""
    path = tmp_path / "good.docx"
    path.write_bytes(data_of(notice()))
    return path


def faulty(folder: Path, *codes: str) -> Path:
    """Return a notice with some faults."""
    document = notice()
    for code in codes:
        BROKEN[code].act(document)
    path = folder / "faulty.docx"
    path.write_bytes(data_of(document))
    return path


def test_without_fault(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing found: one sentence and 0."""
    code = main(["check", str(good)])

    assert code == 0
    assert capsys.readouterr() == ("good.docx: không thấy lỗi thể thức.\n", "")


def test_advice_does_not_block(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Advice alone ends with 0 and is told."""
    code = main(["check", str(faulty(tmp_path, "double_space"))])

    out = capsys.readouterr().out
    assert code == 0
    assert out.startswith("faulty.docx: 0 lỗi phải sửa, 1 điều nên sửa.\n")
    assert "Nên sửa · trang · Có hai dấu cách" in out


def test_fault_blocks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A blocking finding ends with 1: sentence, place, source and rule."""
    code = main(["check", str(faulty(tmp_path, "number_zero", "double_space"))])

    assert code == 1
    assert capsys.readouterr().out.splitlines()[-4:] == [
        "",
        "Phải sửa · ô số 3 · Số văn bản ghi “5”; số nhỏ hơn 10 phải ghi thêm số 0 phía trước: “05”.",
        "  đoạn 5: “Số: 5/TB-SKHCN”",
        "  Phụ lục I, phần I, mục II.3, Nghị định 30/2020/NĐ-CP (number_zero)",
    ]


def test_many_places_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of many places some are shown and the rest is counted."""
    document = notice()
    document.styles["Normal"].font.name = "Arial"
    path = tmp_path / "a.docx"
    path.write_bytes(data_of(document))

    assert main(["check", str(path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("  đoạn") for line in lines) == 5
    assert lines[-2].startswith("  … và ")


@pytest.mark.parametrize(
    ("codes", "expected", "levels"),
    [
        pytest.param((), 0, [], id="without fault"),
        pytest.param(("double_space",), 0, ["advice"], id="advice"),
        pytest.param(("number_zero", "double_space"), 1, ["advice", "blocking"], id="a fault"),
    ],
)
def test_json(
    codes: tuple[str, ...], expected: int, levels: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One object on one line, with the same exit code."""
    code = main(["check", "--json", str(faulty(tmp_path, *codes))])

    out = capsys.readouterr().out
    result = json.loads(out)
    assert (code, out.count("\n")) == (expected, 1)
    assert (result["schema"], result["name"]) == ("dondoc.check/1", "faulty.docx")
    assert [finding["level"] for finding in result["findings"]] == levels
    assert (result["blocking"], result["advice"]) == (levels.count("blocking"), levels.count("advice"))
    for finding in result["findings"]:
        assert set(finding) == {"rule", "cell", "source", "level", "message", "places"}


@pytest.mark.parametrize("option", [[], ["--json"]], ids=["sentences", "json"])
@pytest.mark.parametrize(
    ("case", "code"),
    [
        pytest.param("empty", "empty", id="empty"),
        pytest.param("docx-damaged", "damaged", id="damaged"),
        pytest.param("docx-with-password", "encrypted", id="password"),
        pytest.param("pdf-damaged", "wrong_type", id="pdf"),
        pytest.param("zip-bomb", "bomb", id="bomb"),
    ],
)
def test_unreadable(
    case: str, code: str, option: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is no .docx ends with 2 and one sentence; nothing goes to standard output."""
    name, make, _ = BAD_FILES[case]
    path = tmp_path / name
    path.write_bytes(make())

    assert main(["check", *option, str(path)]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert MESSAGES[code].split("(")[0].split(".")[0] in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["không-có.docx"], "Không tìm thấy tệp", id="missing file"),
        pytest.param(["."], "không phải là tệp", id="folder"),
    ],
)
def test_no_file(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What is no file ends with 2."""
    assert main(["check", *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err


@pytest.mark.parametrize("words", [[], ["--unknown", "a.docx"], ["a.docx", "b.docx"]], ids=["nothing", "option", "two"])
def test_wrong_usage(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong usage ends with 2."""
    with pytest.raises(SystemExit) as ending:
        main(["check", *words])

    assert ending.value.code == 2
    assert capsys.readouterr().out == ""
