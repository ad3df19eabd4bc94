"""What could not be carried over, gathered while reading and said in whole sentences."""

from __future__ import annotations

# In the order in which they are told; {n} counts, {quotes} shows the first few.
SENTENCES: dict[str, str] = {
    "deleted": "{n} chỗ đã xoá ở chế độ theo dõi thay đổi, không đưa vào văn bản: {quotes}.",
    "inserted": "{n} chỗ thêm ở chế độ theo dõi thay đổi, chưa được chấp nhận, đã đưa vào văn bản: {quotes}.",
    "hidden": "{n} chỗ chữ ẩn, không in ra, không đưa vào văn bản: {quotes}.",
    "comment": "{n} ghi chú bên lề, không đưa vào văn bản: {quotes}.",
    "unused_header": "{n} đầu trang hoặc chân trang không in ra, không đưa vào văn bản: {quotes}.",
    "picture": "{n} hình ảnh; chữ trong hình, nếu có, không đọc được.",
    "drawing": "{n} hình vẽ nổi (thường là đường kẻ); chữ trong hình, nếu có, không đọc được.",
    "box": "{n} khung chữ nổi, chữ được đưa xuống cuối văn bản: {quotes}.",
    "diagram": "{n} biểu đồ hoặc sơ đồ; chữ bên trong không đọc được.",
    "object": "{n} đối tượng nhúng (bảng tính, tệp đính kèm…); nội dung bên trong không đọc được.",
    "formula": "{n} công thức; chỉ giữ các ký tự, không giữ cách trình bày.",
    "symbol": "{n} ký hiệu của phông chữ riêng không chuyển được, thay bằng “\ufffd”: {quotes}.",
    "field": "{n} trường tự động dở dang; phần chữ nằm trong đó không đọc được: {quotes}.",
    "numbering": "{n} kiểu đánh số không nhận ra, viết bằng chữ số thường: {quotes}.",
    "chunk": "{n} phần nhúng từ tệp khác, nội dung không đọc được.",
    "nested_table": "{n} bảng lồng quá sâu, nội dung không đọc được.",
    "external": "{n} tham chiếu ra ngoài tệp, không mở: {quotes}.",
    "macro": "Tệp có macro; macro không được chạy và không được đọc.",
    "part": "{n} phần của tệp bị hỏng, không đọc được: {quotes}.",
    "script": "{n} đoạn mã chương trình trong trang, không chạy và không đưa vào văn bản.",
    "form": "{n} ô nhập của biểu mẫu; nội dung nhập không đọc được.",
}
EXAMPLES = 5
_QUOTE_CHARS = 80
_STRETCHES = 20


class Losses:
    """Collects what is lost; each kind becomes one sentence."""

    def __init__(self) -> None:
        self._noted: dict[str, list[str]] = {}

    def note(self, kind: str, quote: str = "") -> None:
        """Record one loss of a kind of `SENTENCES`, with the words concerned."""
        self._noted.setdefault(kind, []).append(" ".join(quote.split()))

    def sentences(self) -> tuple[str, ...]:
        """Return the losses, told in a fixed order."""
        return tuple(
            template.format(n=len(quotes), quotes=quoted(quotes))
            for kind, template in SENTENCES.items()
            if (quotes := self._noted.get(kind))
        )


def quoted(items: list[str]) -> str:
    """Quote the first few different items, each cut to a readable length."""
    different = [item for item in dict.fromkeys(items) if item]
    shown = [item if len(item) <= _QUOTE_CHARS else item[:_QUOTE_CHARS] + "…" for item in different[:EXAMPLES]]
    return ", ".join(f"“{item}”" for item in shown) + (", …" if len(different) > EXAMPLES else "")


def page_list(numbers: list[int]) -> str:
    """Name pages at the head of a sentence, neighbours as a stretch."""
    if len(numbers) == 1:
        return f"Trang {numbers[0]}"
    stretches: list[list[int]] = []
    for number in sorted(numbers):
        if stretches and number == stretches[-1][1] + 1:
            stretches[-1][1] = number
        else:
            stretches.append([number, number])
    shown = ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in stretches[:_STRETCHES])
    return f"{len(numbers)} trang ({shown}{', …' if len(stretches) > _STRETCHES else ''})"
