"""Programs outside: LibreOffice and Tesseract, used when they are there, bounded, named when missing."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from dondoc.reading.errors import Unreadable
from dondoc.reading.sources import Limits, load

from .pdf_files import Page, pdf
from .word_files import docx, p

Within = Callable[[float], AbstractContextManager[None]]
RTF = rb"{\rtf1\ansi K\u237? g\u7917?i}"
needs_tesseract = pytest.mark.needs("tesseract")


@pytest.fixture
def no_programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine on which nothing is installed."""
    monkeypatch.setenv("PATH", str(tmp_path))


def installed(folder: Path, name: str, script: str) -> None:
    """Install a program written in Python."""
    program = folder / name
    program.write_text(f"#!{sys.executable}\n{script}")
    program.chmod(0o755)


def picture(text: str, kind: str = "PNG", mode: str = "L") -> bytes:
    """A picture of a line of text in large letters."""
    image = Image.new("L", (1400, 300), 255)
    ImageDraw.Draw(image).text((60, 100), text, fill=0, font=ImageFont.load_default(60))
    stream = io.BytesIO()
    image.convert(mode).save(stream, kind)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "code", "advice"),
    [
        pytest.param(RTF, "a.rtf", "no_converter", "libreoffice-writer-nogui", id="rtf"),
        pytest.param(picture("x"), "a.png", "no_ocr", "tesseract-ocr-vie", id="picture"),
        pytest.param(pdf(Page().scan()), "a.pdf", "no_ocr", "tesseract-ocr-vie", id="scan"),
    ],
)
def test_missing_program_is_named(no_programs: None, data: bytes, name: str, code: str, advice: str):
    """Where a program is missing, the sentence says what to install or how else to send the file."""
    with pytest.raises(Unreadable, match=advice) as refusal:
        load(data, name=name)
    assert refusal.value.code == code
    assert ".docx" in str(refusal.value)


def test_scanned_page_beside_text_is_named_when_tesseract_is_missing(no_programs: None):
    """A PDF with text is read all the same; the loss says which pages and what to install."""
    loaded = load(pdf(Page().lines(60, 60, "Kính gửi: các phòng"), Page().scan()), name="a.pdf")

    assert loaded.text == "Kính gửi: các phòng\n"
    assert loaded.losses == ("Trang 2 là ảnh chụp hoặc quét, không đọc được vì máy này chưa cài tesseract-ocr-vie.",)


def test_office_file_goes_through_libreoffice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """The converter gets a home of its own and no way to the network; its .docx is read, and said."""
    made = tmp_path / "made.docx"
    made.write_bytes(docx(p("Kính gửi")))
    installed(
        tmp_path,
        "soffice",
        "import os, pathlib, shutil, sys\n"
        "out = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1])\n"
        "out.mkdir()\n"
        "assert os.environ['HOME'] == os.getcwd() and os.environ['http_proxy'].endswith(':9')\n"
        "assert 'DJANGO_SECRET' not in os.environ\n"
        f"shutil.copy({str(made)!r}, out / 'given.docx')\n",
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DJANGO_SECRET", "x")
    loaded = load(RTF, name="a.rtf")

    assert (loaded.text, loaded.media_type) == ("Kính gửi\n", "application/rtf")
    assert "qua LibreOffice" in loaded.losses[-1]


def test_converter_that_fails_is_a_damaged_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """A converter that makes nothing means the file cannot be read."""
    installed(tmp_path, "soffice", "raise SystemExit(1)")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unreadable) as refusal:
        load(RTF, name="a.rtf")
    assert refusal.value.code == "damaged"


def test_converter_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, within: Within):
    """A converter that does not come back is ended with all it started."""
    mark = tmp_path / "still-there"
    child = f"import time; time.sleep(2); open({str(mark)!r}, 'w')"
    installed(
        tmp_path,
        "soffice",
        f"import subprocess, sys, time\nsubprocess.Popen([sys.executable, '-c', {child!r}])\ntime.sleep(60)\n",
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    with within(3), pytest.raises(Unreadable) as refusal:
        load(RTF, name="a.rtf", limits=Limits(convert_seconds=1))
    assert refusal.value.code == "too_slow"
    time.sleep(2)
    assert not mark.exists()


@needs_tesseract
@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        pytest.param(picture("KE HOACH 2024"), "image/png", id="png"),
        pytest.param(picture("KE HOACH 2024", "JPEG"), "image/jpeg", id="jpeg"),
        pytest.param(picture("KE HOACH 2024", "TIFF"), "image/tiff", id="tiff"),
        pytest.param(picture("KE HOACH 2024", mode="RGBA"), "image/png", id="with-alpha"),
        pytest.param(picture("KE HOACH 2024", mode="P"), "image/png", id="palette"),
    ],
)
def test_picture_is_recognised(data: bytes, media_type: str):
    """Letters on a picture are read, and the reader is told to compare."""
    loaded = load(data, name="a")

    assert loaded.media_type == media_type
    assert "2024" in loaded.text
    assert "đối chiếu với bản gốc" in loaded.losses[0]


@needs_tesseract
@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(picture("x")[:60], "damaged", id="cut-off"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(100), "damaged", id="rubbish"),
        pytest.param(b"\xff\xd8\xff\xe0" + bytes(100), "damaged", id="jpeg-rubbish"),
        pytest.param(picture("x"), "too_large", id="too-many-pixels"),
    ],
)
def test_bad_pictures(data: bytes, code: str):
    """A picture that is damaged or too large is refused."""
    limits = Limits(picture_pixels=1000) if code == "too_large" else Limits()
    with pytest.raises(Unreadable) as refusal:
        load(data, name="a.png", limits=limits)
    assert refusal.value.code == code


@needs_tesseract
def test_pages_beyond_the_bound_are_named():
    """Recognition stops at its bound; the pages not read are named."""
    loaded = load(
        pdf(*[Page().scan() for _ in range(3)], Page().lines(60, 60, "có chữ thật")),
        name="a.pdf",
        limits=Limits(ocr_pages=1),
    )

    assert "2 trang (2–3) là ảnh chụp hoặc quét, chưa nhận dạng vì quá giới hạn." in loaded.losses


@needs_tesseract
def test_real_scan(corpus: Path):
    """A real scanned letter: letterhead by columns, deadline readable, told to compare."""
    loaded = load((corpus / "files" / "hp_275.pdf").read_bytes(), name="hp_275.pdf")

    assert "Độc lập - Tự do - Hạnh phúc" in loaded.text
    assert "Nơi nhận:\n- Như trên;" in loaded.text
    assert "do máy nhận dạng và có thể sai" in loaded.losses[0]
