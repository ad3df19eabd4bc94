"""`dondoc read --out` around a reader that does what the files say: what a second run reads again, what failed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dondoc.cli import main
from dondoc.cli.store import Busy, kept_to_one

from . import readings


@pytest.fixture(autouse=True)
def _reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dondoc.reading.read", readings.read_as_now)


class Bulk:
    """A folder of documents, a folder of readings, and runs from one to the other."""

    def __init__(self, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.source, self.out = place / "in", place / "out"
        self.source.mkdir()
        self._capsys = capsys
        self.told = ""

    def put(self, **texts: str) -> None:
        """Write documents: the name without suffix, and the text."""
        for name, text in texts.items():
            (self.source / f"{name}.txt").write_text(text)

    def run(self, *words: str) -> int:
        """Read all; return the exit code."""
        code = main(["read", str(self.source), "--out", str(self.out), *words])
        self.told = self._capsys.readouterr().err
        return code

    def texts(self) -> dict[str, str]:
        """Return the text of each reading in the folder."""
        found = sorted(self.out.rglob("*.json"))
        return {str(path.relative_to(self.out)): json.loads(path.read_text())["text"] for path in found}

    def failures(self) -> list[tuple[str, str]]:
        """Return the name and the code of each failure."""
        path = self.out / "failures.jsonl"
        lines = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
        return [(Path(line["path"]).name, line["code"]) for line in lines]


@pytest.fixture
def bulk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Bulk:
    """Three documents, read once."""
    bulk = Bulk(tmp_path, capsys)
    bulk.put(a="good a", b="good b", c="good c")
    assert bulk.run() == 0
    return bulk


def reader_of(target: Path, **changes: str) -> None:
    """Let a reading be one of another reader."""
    stored = json.loads(target.read_text())
    stored["reader"].update(changes)
    target.write_text(json.dumps(stored))


class TestSecondRun:
    """A file is passed over only when its reading is what a new one would be."""

    def test_nothing_to_read(self, bulk: Bulk) -> None:
        """All are passed over, in one sentence, and count as read."""
        before = {path: path.stat().st_mtime_ns for path in bulk.out.iterdir()}

        code = bulk.run()

        assert (code, bulk.told) == (0, "3 tệp đã đọc từ lần trước, không đọc lại.\n")
        assert {path: path.stat().st_mtime_ns for path in bulk.out.iterdir()} == before

    @pytest.mark.parametrize(
        "spoil",
        [
            pytest.param(lambda path: reader_of(path, tables="1" * 64), id="other tables"),
            pytest.param(lambda path: reader_of(path, version="0.0.9"), id="other version"),
            pytest.param(lambda path: path.write_bytes(path.read_bytes()[:-20]), id="cut off"),
            pytest.param(lambda path: path.write_bytes(b""), id="empty"),
            pytest.param(lambda path: path.write_text("[1]"), id="something else"),
            pytest.param(lambda path: path.write_text("[" * 100_000), id="deep"),
            pytest.param(lambda path: path.unlink(), id="gone"),
        ],
    )
    def test_reading_that_is_not_the_present_one(self, spoil: Callable[[Path], object], bulk: Bulk) -> None:
        """The file is read again, the others are not."""
        whole = (bulk.out / "b.json").read_text()
        spoil(bulk.out / "b.json")

        code = bulk.run()

        assert (code, bulk.told) == (0, "2 tệp đã đọc từ lần trước, không đọc lại.\n")
        assert (bulk.out / "b.json").read_text() == whole

    def test_changed_file(self, bulk: Bulk) -> None:
        """A file whose bytes have changed is read again, though its time says nothing."""
        stat = (bulk.source / "b.txt").stat()
        bulk.put(b="good B")
        os.utime(bulk.source / "b.txt", ns=(stat.st_atime_ns, stat.st_mtime_ns))

        code = bulk.run()

        assert (code, bulk.told) == (0, "2 tệp đã đọc từ lần trước, không đọc lại.\n")
        assert bulk.texts() == {"a.json": "good a", "b.json": "good B", "c.json": "good c"}

    def test_file_that_comes_beside_another_of_its_name(self, bulk: Bulk) -> None:
        """Where names collide from now on, each file has a reading of its own, of its own bytes."""
        (bulk.source / "a.pdf").write_text("good pdf")

        code = bulk.run()

        assert code == 0
        texts = bulk.texts()
        assert (texts["a.txt.json"], texts["a.pdf.json"]) == ("good a", "good pdf")

    def test_results_below_the_source_are_no_source(self, bulk: Bulk) -> None:
        """A folder of results inside the folder of documents is not looked through."""
        bulk.out = bulk.source / "out"

        codes = bulk.run(), bulk.run()

        assert (codes, bulk.told) == ((0, 0), "3 tệp đã đọc từ lần trước, không đọc lại.\n")

    @pytest.mark.parametrize(
        ("text", "is_kept"),
        [
            pytest.param("secret", False, id="secret"),
            pytest.param("bug", False, id="no longer read"),
        ],
    )
    def test_reading_of_what_the_file_no_longer_says(self, text: str, is_kept: bool, bulk: Bulk) -> None:
        """It is taken away when the file as it is now cannot be read."""
        bulk.put(b=text)

        code = bulk.run()

        assert (code, "b.json" in bulk.texts()) == (1, is_kept)

    def test_reading_by_another_reader_stays_when_the_new_one_fails(
        self, bulk: Bulk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The file still says it; a fault of the reader takes nothing away."""
        reader_of(bulk.out / "b.json", version="0.0.9")
        monkeypatch.setattr("dondoc.reading.read", lambda data, *, name: 1 / 0)

        code = bulk.run()

        assert (code, bulk.failures(), "b.json" in bulk.texts()) == (1, [("b.txt", "reader_error")], True)


class TestFailures:
    """`failures.jsonl` holds the files that could not be read when they were last tried."""

    def test_line(self, bulk: Bulk) -> None:
        """A line says where the file is, which failure it was, and what to do."""
        bulk.put(b="secret")

        code = bulk.run()

        line = json.loads((bulk.out / "failures.jsonl").read_text())
        assert code == 1
        assert list(line) == ["path", "code", "sentence"]
        assert (line["path"], line["code"]) == (str(bulk.source / "b.txt"), "secret")
        assert f"b.txt: {line['sentence']}\n" in bulk.told
        assert "failures.jsonl" in bulk.told

    def test_file_that_is_read_later_leaves(self, bulk: Bulk) -> None:
        """One line for each that still fails; without failures there is no file."""
        bulk.put(b="secret", c="bug")
        codes = [bulk.run(), bulk.run()]
        both = bulk.failures()

        bulk.put(b="good b")
        codes.append(bulk.run())
        one = bulk.failures()
        bulk.put(c="good c")
        codes.append(bulk.run())

        assert codes == [1, 1, 1, 0]
        assert (sorted(both), one) == ([("b.txt", "secret"), ("c.txt", "reader_error")], [("c.txt", "reader_error")])
        assert not (bulk.out / "failures.jsonl").exists()

    def test_file_that_is_gone_leaves(self, bulk: Bulk) -> None:
        """A file that was thrown away is nothing to see to any more."""
        bulk.put(b="secret", c="secret")
        bulk.run()
        (bulk.source / "b.txt").unlink()

        bulk.run()

        assert bulk.failures() == [("c.txt", "secret")]

    def test_other_folder_into_the_same_results(self, bulk: Bulk, tmp_path: Path) -> None:
        """What another run noted stays."""
        bulk.put(b="secret")
        bulk.run()
        bulk.source = tmp_path / "other"
        bulk.source.mkdir()
        bulk.put(x="bug", y="good y")

        bulk.run()

        assert bulk.failures() == [("b.txt", "secret"), ("x.txt", "reader_error")]

    def test_line_that_was_cut_off(self, bulk: Bulk) -> None:
        """What a killed run wrote half is left out, and the next line stands on its own."""
        (bulk.out / "failures.jsonl").write_text('{"path": "/x/y.txt", "co')
        bulk.put(b="secret")

        bulk.run()

        assert bulk.failures() == [("b.txt", "secret")]

    def test_name_that_is_no_text(self, bulk: Bulk) -> None:
        """A broken byte in a name is kept in a line of good JSON, so that the file can be found."""
        broken = os.fsdecode(b"v\xff.txt")
        (bulk.source / broken).write_text("bug")

        bulk.run()

        line = json.loads((bulk.out / "failures.jsonl").read_bytes().decode())
        assert os.path.exists(line["path"])  # noqa: PTH110

    def test_file_that_ends_its_process(self, bulk: Bulk) -> None:
        """It fails alone, again in each run."""
        bulk.put(b="die", c="good C", d="good d")

        codes = bulk.run("--jobs", "1"), bulk.run("--jobs", "2")

        assert codes == (1, 1)
        assert bulk.failures() == [("b.txt", "crashed")]
        assert {"a.json": "good a", "c.json": "good C", "d.json": "good d"}.items() <= bulk.texts().items()


class TestFolder:
    """A folder of results that cannot be used is one sentence, before anything is read."""

    def test_cannot_be_made(self, bulk: Bulk) -> None:
        """A file stands in its place."""
        bulk.out = bulk.source / "a.txt"

        code = bulk.run()

        assert code == 2
        assert bulk.told.startswith("Không ghi được kết quả")
        assert bulk.told.count("\n") == 1

    def test_cannot_be_written(self, bulk: Bulk, monkeypatch: pytest.MonkeyPatch) -> None:
        """The user may not write there."""
        before = bulk.texts()
        monkeypatch.setattr("os.access", lambda path, mode: False)
        bulk.put(b="good B")

        code = bulk.run()

        assert (code, bulk.texts()) == (2, before)
        assert bulk.told.startswith("Không ghi được kết quả (Permission denied).")

    def test_one_place_cannot_be_written(self, bulk: Bulk) -> None:
        """A folder stands where the reading of one file should be: that file fails alone."""
        bulk.put(d="good d", e="good e")
        (bulk.out / "d.json").mkdir()

        code = bulk.run()

        assert (code, bulk.failures()) == (1, [("d.txt", "not_written")])
        assert (bulk.out / "e.json").is_file()
        assert not list(bulk.out.rglob(".*.part"))

    def test_disk_that_fills_up(self, bulk: Bulk, monkeypatch: pytest.MonkeyPatch) -> None:
        """When not even the failure can be noted the run stops, and what was read is there."""

        def full(failures: object, path: str, failure: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("dondoc.cli.failures.Failures.add", full)
        bulk.put(c="bug")

        code = bulk.run()

        assert code == 1
        assert "Không ghi được kết quả (No space left on device)." in bulk.told
        assert "Chạy lại lệnh này" in bulk.told

    def test_two_runs_at_once(self, bulk: Bulk, monkeypatch: pytest.MonkeyPatch) -> None:
        """The second one ends at once, with one sentence, and changes nothing."""
        monkeypatch.setattr("dondoc.cli.store.LOCK_SECONDS", 0.1)
        before = bulk.texts()
        bulk.put(b="good B")

        with kept_to_one(bulk.out):
            code = bulk.run()

        assert (code, bulk.texts()) == (2, before)
        assert bulk.told.startswith("Một lệnh khác đang ghi vào")
        assert bulk.told.count("\n") == 1

    def test_lock_ends_with_its_run(self, tmp_path: Path) -> None:
        """A folder can be taken again."""
        for _ in range(2):
            with kept_to_one(tmp_path):
                pass

        with kept_to_one(tmp_path), pytest.raises(Busy), kept_to_one(tmp_path):
            pass
