"""What may be typed after `dondoc`, and the help texts."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import NoReturn

from dondoc import __version__

PORT = 8000
# argparse speaks English; these are the sentences of it that a user meets.
WORDS = (
    ("the following arguments are required: ", "thiếu "),
    ("unrecognized arguments: ", "không hiểu "),
    ("expected one argument", "cần một giá trị"),
    ("expected at least one argument", "cần ít nhất một giá trị"),
    ("invalid int value: ", "phải là số nguyên, không phải "),
    ("invalid choice: ", "không có lựa chọn "),
    ("choose from", "hãy chọn"),
    ("argument ", "tham số "),
)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Vietnamese."""

    def __init__(self, **options: object) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **options)  # type: ignore[arg-type]
        self._positionals.title = "Tham số"
        self._optionals.title = "Tùy chọn"
        self.add_argument("-h", "--help", action="help", help="in hướng dẫn này rồi thoát")

    def format_help(self) -> str:
        """Return the help text with a Vietnamese heading."""
        return super().format_help().replace("usage: ", "Cách dùng: ", 1)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and leave with 2."""
        for english, vietnamese in WORDS:
            message = message.replace(english, vietnamese)
        self.exit(2, f"{self.prog}: {message}\nXem hướng dẫn: {self.prog} --help\n")


def parse(arguments: list[str]) -> argparse.Namespace:
    """Return the options, among them `act`: what to call with them."""
    parser = Parser(prog="dondoc", description="Đôn Đốc: văn bản chỉ đạo thành nhiệm vụ được theo dõi đến khi xong.")
    parser.add_argument("--version", action="version", version=f"dondoc {__version__}", help="in phiên bản rồi thoát")
    commands = parser.add_subparsers(title="Lệnh", metavar="LỆNH", dest="command", parser_class=Parser)
    _reading(commands)
    _checking(commands)
    _writing(commands)
    _importing(commands)
    _serving(commands)
    _keeping(commands)
    _managing(commands)
    options, rest = parser.parse_known_args(arguments)
    if options.command is None:
        parser.print_help(sys.stderr)
        raise SystemExit(2)
    if rest and options.command != "manage":
        commands.choices[options.command].error("unrecognized arguments: " + " ".join(rest))
    options.rest = rest
    return options


def positive(text: str) -> int:
    """Return a whole number from 1 up."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("phải là số nguyên từ 1 trở lên")
    return number


def _reading(commands: argparse._SubParsersAction[Parser]) -> None:
    from .read import command

    read = commands.add_parser(
        "read",
        help="đọc văn bản và in những gì văn bản giao",
        description="Đọc văn bản (.txt, .docx, .pdf …): thể thức, nội dung chỉ đạo, thời hạn, văn bản viện dẫn.",
        epilog="Mã thoát: 0 đọc được tất cả; 1 có tệp không đọc được; 2 không đọc được tệp nào hoặc sai cách dùng.",
    )
    read.add_argument("paths", nargs="+", type=Path, metavar="ĐƯỜNG_DẪN", help="tệp hoặc thư mục")
    read.add_argument("--json", action="store_true", help="in JSON; nhiều tệp thì mỗi tệp một dòng")
    read.add_argument(
        "--out",
        type=Path,
        metavar="THƯ_MỤC",
        help="ghi mỗi kết quả vào một tệp .json trong thư mục; chạy lại thì đọc tiếp",
    )
    read.add_argument("--jobs", type=positive, metavar="N", help="số tiến trình đọc song song (mặc định: tự chọn)")
    read.add_argument("--explain", action="store_true", help="in thêm quy tắc đã dùng cho từng kết quả")
    read.set_defaults(act=command)


def _checking(commands: argparse._SubParsersAction[Parser]) -> None:
    from .check import command

    check = commands.add_parser(
        "check",
        help="kiểm tra thể thức văn bản theo Nghị định 30/2020/NĐ-CP",
        description="Kiểm tra thể thức, kỹ thuật trình bày của một tệp .docx theo Nghị định 30/2020/NĐ-CP, Phụ lục I.",
        epilog="Mã thoát: 0 không có lỗi phải sửa; 1 có lỗi phải sửa; 2 không kiểm tra được hoặc sai cách dùng.",
    )
    check.add_argument("file", metavar="TỆP", help="tệp .docx")
    check.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    check.set_defaults(act=command)


def _writing(commands: argparse._SubParsersAction[Parser]) -> None:
    from .write import command

    write = commands.add_parser(
        "write",
        help="thể hiện nội dung thành văn bản .docx hoặc .pdf",
        description="Thể hiện nội dung có cấu trúc (JSON, lược đồ dondoc.writing/1) thành văn bản theo Nghị định "
        "30/2020/NĐ-CP.",
        epilog="Mã thoát: 0 đã ghi văn bản; 2 nội dung sai hoặc không ghi được, không có tệp nào thay đổi.",
    )
    write.add_argument("content", type=Path, metavar="NỘI_DUNG", help="tệp JSON, ví dụ samples/thong-bao.write.json")
    write.add_argument("-o", "--output", type=Path, required=True, metavar="TỆP", help="tệp .docx hoặc .pdf sẽ ghi")
    write.set_defaults(act=command)


def _importing(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = commands.add_parser(
        "import",
        help="đọc tệp vào sổ văn bản đến",
        description="Đọc tệp vào sổ văn bản đến, nhân danh một tài khoản văn thư.",
    )
    parser.add_argument("files", nargs="+", metavar="TỆP", help="tệp văn bản")
    parser.add_argument("--as", dest="username", metavar="TÀI_KHOẢN", required=True, help="tên đăng nhập của văn thư")
    parser.set_defaults(act=_import)


def _serving(commands: argparse._SubParsersAction[Parser]) -> None:
    run = commands.add_parser(
        "run",
        help="chạy thử trọn bộ trên máy này",
        description="Chạy thử: chuẩn bị dữ liệu, nạp đơn vị mẫu, mở máy chủ web và một tiến trình làm việc nền. "
        "Ctrl-C để dừng.",
    )
    run.add_argument("--notice", type=Path, metavar="TỆP", help="văn bản đọc vào sổ thay cho thông báo mẫu")
    run.add_argument("--port", type=positive, default=PORT, metavar="N", help=f"cổng (mặc định {PORT})")
    run.set_defaults(act=_run)
    serve = commands.add_parser("serve", help="chạy máy chủ web", description="Chạy máy chủ web (gunicorn).")
    serve.add_argument("--host", default="127.0.0.1", metavar="ĐỊA_CHỈ", help="địa chỉ lắng nghe (mặc định 127.0.0.1)")
    serve.add_argument("--port", type=positive, default=PORT, metavar="N", help=f"cổng (mặc định {PORT})")
    serve.add_argument("--workers", type=positive, default=2, metavar="N", help="số tiến trình (mặc định 2)")
    serve.add_argument("--threads", type=positive, default=8, metavar="N", help="số luồng mỗi tiến trình (mặc định 8)")
    serve.set_defaults(act=_serve)
    worker = commands.add_parser(
        "worker", help="chạy một tiến trình làm việc nền", description="Chạy một tiến trình làm việc nền."
    )
    worker.set_defaults(act=_worker)


def _keeping(commands: argparse._SubParsersAction[Parser]) -> None:
    backup = commands.add_parser(
        "backup",
        help="sao lưu dữ liệu, không cần dừng máy chủ",
        description="Sao lưu cơ sở dữ liệu và các tệp vào một thư mục, rồi khôi phục thử để đối chiếu.",
        epilog="Mã thoát: 0 đã sao lưu; 1 đã sao lưu nhưng có tệp không còn nguyên vẹn; 2 không sao lưu được.",
    )
    backup.add_argument("folder", metavar="THƯ_MỤC", help="nơi để bản sao lưu")
    backup.add_argument("--keep", type=positive, metavar="N", help="chỉ giữ N bản mới nhất (mặc định: giữ tất cả)")
    backup.add_argument("--no-verify", action="store_true", help="không khôi phục thử")
    backup.set_defaults(act=_backup)
    restore = commands.add_parser(
        "restore",
        help="khôi phục từ bản sao lưu",
        description="Khôi phục cơ sở dữ liệu và các tệp từ một bản sao lưu: trọn vẹn, hoặc không thay đổi gì.",
        epilog="Mã thoát: 0 đã khôi phục; 2 không khôi phục được, dữ liệu cũ còn nguyên.",
    )
    restore.add_argument("source", metavar="BẢN_SAO_LƯU", help="tệp do dondoc backup tạo ra")
    restore.add_argument("--replace", action="store_true", help="thay dữ liệu đang có")
    restore.set_defaults(act=_restore)
    doctor = commands.add_parser(
        "doctor",
        help="kiểm tra hệ thống, nói cần làm gì",
        description="Kiểm tra hệ thống, mỗi dòng một kết quả.",
        epilog="Mã thoát: 0 không có lỗi; 1 có lỗi; 2 không kiểm tra được.",
    )
    doctor.add_argument("--all", action="store_true", help="xem mọi tệp thay vì một số tệp lấy mẫu")
    doctor.set_defaults(act=_doctor)
    audit = commands.add_parser("audit", help="nhật ký thao tác", description="Nhật ký thao tác.")
    verbs = audit.add_subparsers(title="Lệnh", metavar="LỆNH", required=True, parser_class=Parser)
    verify = verbs.add_parser(
        "verify",
        help="kiểm tra nhật ký còn nguyên vẹn",
        description="Kiểm tra nhật ký: mục nào bị xóa, sửa, chèn, cắt đuôi; đối chiếu với các mốc lưu ngoài.",
        epilog="Mã thoát: 0 nguyên vẹn; 1 không còn nguyên vẹn; 2 không kiểm tra được.",
    )
    verify.add_argument(
        "--anchor",
        dest="anchors",
        action="append",
        default=[],
        metavar="TỆP",
        help="mốc lưu ngoài (tệp mốc hoặc bản sao lưu); dùng được nhiều lần",
    )
    verify.set_defaults(act=_verify)


def _managing(commands: argparse._SubParsersAction[Parser]) -> None:
    demo = commands.add_parser(
        "demo",
        help="ghi một tỉnh giả định với nhiều nhiệm vụ để thử quy mô",
        description="Ghi một tỉnh giả định vào cơ sở dữ liệu trống (chỉ khi DONDOC_DEMO=1) để thử quy mô.",
    )
    demo.add_argument("--tasks", type=positive, required=True, metavar="N", help="số nhiệm vụ")
    demo.add_argument("--people", type=positive, default=400, metavar="N", help="số người (mặc định 400)")
    demo.add_argument("--units", type=positive, default=60, metavar="N", help="số đơn vị (mặc định 60)")
    demo.set_defaults(act=_demo)
    manage = commands.add_parser(
        "manage",
        help="lệnh quản trị của Django",
        description="Chạy một lệnh quản trị của Django, ví dụ: dondoc manage migrate.",
    )
    manage.add_argument("words", nargs=argparse.REMAINDER, metavar="…", help="lệnh và tham số của lệnh")
    manage.set_defaults(act=_manage)


def _import(options: argparse.Namespace) -> int:
    from .manage import manage

    return manage(["import_documents", "--as", options.username, "--", *options.files])


def _backup(options: argparse.Namespace) -> int:
    from .manage import manage

    keep = [f"--keep={options.keep}"] if options.keep else []
    return manage(["backup", *keep, *(["--no-verify"] if options.no_verify else []), "--", options.folder])


def _restore(options: argparse.Namespace) -> int:
    from .manage import manage

    return manage(["restore", *(["--replace"] if options.replace else []), "--", options.source])


def _doctor(options: argparse.Namespace) -> int:
    from .manage import manage

    return manage(["doctor", *(["--all"] if options.all else [])])


def _verify(options: argparse.Namespace) -> int:
    from .manage import manage

    return manage(["audit", *(f"--anchor={path}" for path in options.anchors), "verify"])


def _manage(options: argparse.Namespace) -> int:
    from .manage import manage

    return manage([*options.rest, *options.words])


def _demo(options: argparse.Namespace) -> int:
    from .manage import manage

    size = [f"--{name}={getattr(options, name)}" for name in ("tasks", "people", "units")]
    return manage(["migrate", "--verbosity=0"]) or manage(["demo", *size])


def _worker(options: argparse.Namespace) -> int:
    from .manage import manage

    return manage(["worker"])


def _serve(options: argparse.Namespace) -> int:
    from .serve import serve

    return serve(address=f"{options.host}:{options.port}", workers=options.workers, threads=options.threads)


def _run(options: argparse.Namespace) -> int:
    from .run import run

    return run(notice=options.notice, port=options.port)
