"""`dondoc write`: a file whole or none, and sentences that name what to mend."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dondoc import reading
from dondoc.cli import main
from tests.writing import contents


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A good content file."""
    path = tmp_path / "a.json"
    path.write_text(json.dumps(contents.notice(), ensure_ascii=False), "utf-8")
    return path


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.PDF"])
def test_written(name: str, content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The document is written where it was asked for, and read back it is the notice."""
    code = main(["write", str(content), "-o", str(tmp_path / name)])

    assert (code, capsys.readouterr().err) == (0, "")
    found = reading.read((tmp_path / name).read_bytes(), name=name)
    assert found.header.symbol == "TB-SKHCN"


def test_sample(root: Path, tmp_path: Path) -> None:
    """The sample of the docs is written, and holds three duties."""
    code = main(["write", str(root / "samples" / "thong-bao.write.json"), "-o", str(tmp_path / "a.docx")])

    assert code == 0
    assert len(reading.read((tmp_path / "a.docx").read_bytes(), name="a.docx").directives) == 3


@pytest.mark.parametrize(
    ("text", "target", "sentence"),
    [
        pytest.param("{", "a.docx", "không phải JSON, sai ở dòng 1, cột 2", id="not JSON"),
        pytest.param("\udcff", "a.docx", "không phải JSON viết bằng UTF-8", id="not UTF-8"),
        pytest.param("[" * 100_000, "a.docx", "JSON lồng nhau quá sâu", id="nested without end"),
        pytest.param('{"subject": ""}', "a.docx", "subject: trích yếu không được để trống.", id="fault with its field"),
        pytest.param(None, "a.docx", "không tìm thấy tệp nội dung", id="no such file"),
        pytest.param("{}", "a.odt", "phải kết thúc bằng .docx hoặc .pdf", id="another kind of file"),
        pytest.param("good", "folder.docx", "đây là thư mục", id="a folder"),
        pytest.param("letter", "a.pdf", "recipients[0]: phông chữ không có ký tự", id="letter without a font"),
    ],
)
def test_refusal_changes_nothing(
    text: str | None, target: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be written is told on the other stream; what lay there before still does, and nothing else."""
    special = {"good": contents.notice(), "letter": contents.notice() | {"recipients": ["\u0600"]}}
    if text is not None:
        words = json.dumps(special[text]) if text in special else text
        (tmp_path / "a.json").write_bytes(words.encode("utf-8", "surrogateescape"))
    (tmp_path / "a.docx").write_bytes(b"before")
    (tmp_path / "folder.docx").mkdir()
    before = sorted(tmp_path.iterdir())

    code = main(["write", str(tmp_path / "a.json"), "-o", str(tmp_path / target)])

    captured = capsys.readouterr()
    assert code == 2
    assert captured.out == ""
    assert sentence in captured.err
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "a.docx").read_bytes() == b"before"


def test_output_is_asked_for(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without -o nothing is guessed."""
    with pytest.raises(SystemExit) as leaving:
        main(["write", str(content)])

    assert leaving.value.code == 2
    assert "-o" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["a.docx", "a.pdf"])
@pytest.mark.parametrize(
    ("columns", "place", "said"),
    [
        pytest.param(8, "body", "", id="it-fits"),
        pytest.param(20, "body", "phụ lục (trang nằm ngang)", id="too-wide-for-the-page"),
        pytest.param(12, "annex", "", id="it-fits-on-its-side"),
        pytest.param(20, "annex", "tách bảng", id="too-wide-on-its-side"),
    ],
)
def test_a_table_wider_than_the_page_is_told(
    columns: int, place: str, said: str, name: str, content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is written all the same, with a sentence that says what to do."""
    table = {"kind": "table", "header": ["Nghiêng"] * columns, "rows": [["nghiên cứu"] * columns]}
    body = [contents.paragraph("Lời.")] + [table] * (place == "body")
    annexes = [{"title": "Danh mục", "body": [table]}] * (place == "annex")
    content.write_text(json.dumps(contents.notice() | {"body": body, "annexes": annexes}), "utf-8")

    code = main(["write", str(content), "-o", str(tmp_path / name)])

    assert code == 0
    shown = capsys.readouterr().err
    assert said in shown
    assert bool(shown) == bool(said)
