"""`dondoc read` around a reader that does what the files say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dondoc.cli import main
from dondoc.reading.errors import MESSAGES

from . import readings

SECRET = MESSAGES["secret"].format(detail="MẬT")


@pytest.fixture(autouse=True)
def _reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dondoc.reading.read", readings.read, raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two good documents, and one that may not be read."""
    for name, text in {"a.txt": "good a", "b/c.txt": "good c", "d.txt": "secret"}.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "in"


class TestOutput:
    """What goes where."""

    def test_one_file_is_one_object(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """`--json` prints one object and nothing else."""
        code = main(["read", "--json", str(folder / "a.txt")])

        captured = capsys.readouterr()
        assert (code, captured.err) == (0, "")
        assert json.loads(captured.out)["text"] == "good a"

    def test_several_files_are_a_line_each(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """`--json` prints an object a line, in the order of the files; what failed is told on the other stream."""
        code = main(["read", "--json", str(folder)])

        captured = capsys.readouterr()
        assert [json.loads(line)["text"] for line in captured.out.splitlines()] == ["good a", "good c"]
        assert captured.err == f"{folder}/d.txt: {SECRET}\nĐọc được 2/3 tệp.\n"
        assert code == 1

    def test_out_keeps_the_folders(self, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """`--out` writes a file for each reading, and nothing for what failed."""
        code = main(["read", str(folder), "--out", str(tmp_path / "out")])

        written = {
            path.relative_to(tmp_path / "out").as_posix(): json.loads(path.read_text())["text"]
            for path in (tmp_path / "out").rglob("*.json")
        }
        assert written == {"a.json": "good a", "b/c.json": "good c"}
        assert (code, capsys.readouterr().out) == (1, "")

    def test_tables_for_people(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Without an option the readings are tables, each under the name of its file."""
        code = main(["read", str(folder / "a.txt"), str(folder / "b" / "c.txt")])

        out = capsys.readouterr().out
        assert code == 0
        assert "c.txt" in out
        assert "Nội dung chỉ đạo" in out


class TestFailure:
    """One file that fails is one sentence, and the others are read."""

    @pytest.mark.parametrize(
        ("make", "sentence"),
        [
            pytest.param(lambda path: path.write_text("secret"), SECRET, id="refused"),
            pytest.param(lambda path: path.mkdir(), "Không có tệp văn bản nào để đọc.", id="empty folder"),
            pytest.param(lambda path: None, "Không tìm thấy tệp.", id="absent"),
            pytest.param(lambda path: path.symlink_to("/dev/zero"), "Đây không phải là tệp.", id="device"),
            pytest.param(lambda path: path.symlink_to(path), "Không tìm thấy tệp.", id="link to itself"),
            pytest.param(lambda path: path.write_text("bug"), "Trình đọc gặp lỗi (ZeroDivisionError).", id="bug"),
        ],
    )
    def test_sentence(self, make, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Nothing read ends with 2, one sentence and no trace of the program."""
        path = tmp_path / "x.txt"
        make(path)

        code = main(["read", str(path)])

        captured = capsys.readouterr()
        assert (code, captured.out) == (2, "")
        assert sentence in captured.err
        assert captured.err.count("\n") == 1

    def test_file_that_ends_its_process_fails_alone(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A file on which the reader crashes costs no other file, and the order stays."""
        names = [f"{number:02}.txt" for number in range(12)]
        for name in names:
            (tmp_path / name).write_text("die" if name == "03.txt" else name)

        code = main(["read", "--json", "--jobs", "2", str(tmp_path)])

        captured = capsys.readouterr()
        assert [json.loads(line)["text"] for line in captured.out.splitlines()] == [*names[:3], *names[4:]]
        assert "03.txt: Tệp làm trình đọc dừng đột ngột." in captured.err
        assert code == 1

    def test_folder_that_cannot_be_written(
        self, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """A result that cannot be written is a failure of its file, and no part of it is left."""
        (tmp_path / "out").write_text("a file stands where the folder should be")

        code = main(["read", str(folder / "a.txt"), "--out", str(tmp_path / "out")])

        assert code == 2
        assert "Không ghi được kết quả" in capsys.readouterr().err
        assert not list(tmp_path.rglob("*.part"))

    def test_too_large_is_not_fetched(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """A file of a size that the reader refuses anyway is not read into memory."""
        monkeypatch.setattr("dondoc.cli.single.MOST_BYTES", 10)
        (tmp_path / "x.txt").write_text("more than ten bytes")

        code = main(["read", str(tmp_path / "x.txt")])

        assert code == 2
        assert "Tệp quá lớn" in capsys.readouterr().err


class TestUsage:
    """Wrong usage ends with 2 and says what is wrong, in Vietnamese."""

    @pytest.mark.parametrize(
        ("arguments", "sentence"),
        [
            (["read"], "thiếu ĐƯỜNG_DẪN"),
            (["read", "x", "--jobs", "0"], "phải là số nguyên từ 1 trở lên"),
            (["read", "x", "--jobs"], "cần một giá trị"),
            (["read", "x", "--nope"], "không hiểu --nope"),
            ([], "Cách dùng: dondoc"),
            (["nope"], "không có lựa chọn 'nope'"),
        ],
    )
    def test_wrong(self, arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
        """Each mistake is named."""
        with pytest.raises(SystemExit) as leaving:
            main(arguments)

        assert leaving.value.code == 2
        assert sentence in capsys.readouterr().err

    @pytest.mark.parametrize("command", ["read", "import", "run", "serve", "worker", "manage"])
    def test_help_is_vietnamese(self, command: str, capsys: pytest.CaptureFixture[str]) -> None:
        """Every command explains itself."""
        with pytest.raises(SystemExit) as leaving:
            main([command, "--help"])

        out = capsys.readouterr().out
        assert leaving.value.code == 0
        assert out.startswith("Cách dùng: dondoc")
        assert "usage" not in out
        assert "options" not in out
