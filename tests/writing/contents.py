"""Made-up documents of the types that must look right; all people, offices and figures are invented."""

from __future__ import annotations

from typing import Any

from dondoc.writing import Content, from_json

ISSUER = {"parent": "UBND TỈNH BÌNH SƠN", "name": "SỞ KHOA HỌC VÀ CÔNG NGHỆ", "in_text": "Sở Khoa học và Công nghệ"}
DIRECTOR = {"authority": [], "title": "GIÁM ĐỐC", "name": "Trần Quốc Việt"}
DEPUTY = {"authority": ["KT. GIÁM ĐỐC"], "title": "PHÓ GIÁM ĐỐC", "name": "Phạm Thu Hà"}
PARTS = ("Hoàn thành", "Trong hạn", "Quá hạn", "Không có thời hạn")
BY_ORDER = {"authority": ["TL. GIÁM ĐỐC"], "title": "TRƯỞNG PHÒNG HÀNH CHÍNH - TỔNG HỢP", "name": "Lê Minh Khôi"}


def paragraph(text: str) -> dict[str, Any]:
    """Return a paragraph."""
    return {"kind": "paragraph", "text": text}


def heading(level: str, title: str | None = None, text: str | None = None, *children: object) -> dict[str, Any]:
    """Return a heading with what stands below it."""
    return {"kind": "heading", "level": level, "title": title, "text": text, "children": list(children)}


def duty(lead: list[str], action: str, cooperate: list[str] | None = None, **details: object) -> dict[str, Any]:
    """Return a duty."""
    return {"kind": "duty", "lead": lead, "cooperate": cooperate or [], "action": action, **details}


def chart(*bars: tuple[str, list[int]], parts: tuple[str, ...] = PARTS, **details: object) -> dict[str, Any]:
    """Return a chart of bars."""
    drawn = [{"name": name, "counts": counts} for name, counts in bars]
    return {"kind": "chart", "title": "Nhiệm vụ theo đơn vị", "parts": list(parts), "bars": drawn, **details}


def by(day: str) -> dict[str, str]:
    """Return a deadline that is a day."""
    return {"date": day}


def document(code: str, symbol: str, subject: str, body: list[object], **details: object) -> dict[str, Any]:
    """Return the JSON of a document of the Department."""
    return {
        "schema": "dondoc.writing/1",
        "type": {"code": code},
        "issuer": ISSUER,
        "number": "05",
        "symbol": symbol,
        "place": "Bình Sơn",
        "date": "2026-11-25",
        "subject": subject,
        "body": body,
        "recipients": ["Giám đốc, các Phó Giám đốc Sở", "Các phòng thuộc Sở"],
        "archive": "VT, HCTH",
        "signature": DIRECTOR,
        **details,
    }


def letter() -> dict[str, Any]:
    """Return an official letter (công văn)."""
    return document(
        "CV",
        "SKHCN-HCTH",
        "rà soát thiết bị đo lường đến hạn kiểm định năm 2027",
        [
            paragraph(
                "Thực hiện Kế hoạch số 41/KH-SKHCN ngày 20/01/2026 của Sở Khoa học và Công nghệ về quản lý đo lường "
                "năm 2026, Sở Khoa học và Công nghệ đề nghị các đơn vị thực hiện một số nội dung sau:"
            ),
            heading("clause", None, "Rà soát phương tiện đo đang sử dụng, lập danh sách đến hạn kiểm định năm 2027."),
            heading("clause", None, "Gửi danh sách về Sở (qua Trung tâm Ứng dụng và Dịch vụ) trước ngày 15/12/2026."),
            paragraph("Trong quá trình thực hiện, nếu có vướng mắc, đề nghị liên hệ Sở để được hướng dẫn."),
        ],
        to=["Ủy ban nhân dân các xã, phường", "Trung tâm Y tế khu vực Bình Sơn", "Công ty Cấp nước Bình Sơn"],
        recipients=["Như trên", "Giám đốc, các Phó Giám đốc Sở"],
        signature=DEPUTY,
        urgency="khan",
        drafter="NTB",
        copies=30,
        contact={
            "address": "12 đường Trần Phú, phường Bình Sơn",
            "phone": "0255 000 0000",
            "email": "skhcn@binhson.example",
        },
    )


def notice() -> dict[str, Any]:
    """Return a notice of conclusions (thông báo kết luận) not yet numbered."""
    return document(
        "TB",
        "TB-SKHCN",
        "Kết luận của Giám đốc Sở Khoa học và Công nghệ tại cuộc họp về tiến độ kiểm định phương tiện đo",
        [
            paragraph(
                "Ngày 20/11/2026, Giám đốc Sở Khoa học và Công nghệ chủ trì cuộc họp với Trung tâm Ứng dụng và Dịch vụ "
                "khoa học công nghệ (Trung tâm) về tiến độ kiểm định phương tiện đo. Sau khi nghe báo cáo và ý kiến "
                "của các đại biểu, Giám đốc Sở kết luận như sau:"
            ),
            heading("clause", "Đánh giá chung", "Trung tâm đã kiểm định 1.240 phương tiện đo, đạt 82,7% kế hoạch năm."),
            heading(
                "clause",
                "Nhiệm vụ trong thời gian tới",
                None,
                duty(
                    ["Trung tâm"],
                    "hoàn thành kiểm định cột đo xăng dầu tại 14 cửa hàng còn lại",
                    ["Phòng Tiêu chuẩn Đo lường Chất lượng"],
                    deadline=by("2026-12-15"),
                    product="giấy chứng nhận kiểm định của từng cột đo",
                ),
                duty(
                    ["Phòng Hành chính - Tổng hợp"],
                    "rà soát hồ sơ các thiết bị đã đầu tư tại Trại và đề xuất phương án khai thác",
                    ["Trung tâm", "Phòng Quản lý Khoa học"],
                    deadline={"phrase": "trong quý I năm 2027"},
                ),
                duty(["Trung tâm"], "công khai lịch kiểm định lưu động trên trang thông tin điện tử"),
            ),
            paragraph("Thông báo kết luận của Giám đốc Sở để các phòng, đơn vị biết, thực hiện."),
        ],
        number=None,
        date=None,
        year=2026,
        signature=BY_ORDER,
    )


def decision() -> dict[str, Any]:
    """Return a decision (quyết định) with articles."""
    return document(
        "QĐ",
        "QĐ-SKHCN",
        "Ban hành Quy chế quản lý, sử dụng thiết bị tại Trại nghiên cứu thực nghiệm",
        [
            heading(
                "article",
                None,
                "Ban hành kèm theo Quyết định này Quy chế quản lý, sử dụng thiết bị tại Trại nghiên cứu thực nghiệm.",
            ),
            heading(
                "article",
                "Hiệu lực thi hành",
                None,
                heading("clause", None, "Quyết định này có hiệu lực từ ngày ký."),
                heading("clause", None, "Bãi bỏ Quyết định số 96/QĐ-SKHCN ngày 12/3/2024 của Giám đốc Sở."),
            ),
            heading(
                "article",
                None,
                "Chánh Văn phòng Sở, Giám đốc Trung tâm Ứng dụng và Dịch vụ khoa học công nghệ và các tổ chức, cá nhân "
                "có liên quan chịu trách nhiệm thi hành Quyết định này.",
            ),
        ],
        decided_by="GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        bases=[
            "Căn cứ Luật Khoa học, công nghệ và đổi mới sáng tạo",
            (
                "Căn cứ Quyết định số 18/2025/QĐ-UBND ngày 05/3/2025 của Ủy ban nhân dân tỉnh quy định chức năng "
                "của Sở Khoa học và Công nghệ"
            ),
            "Theo đề nghị của Giám đốc Trung tâm Ứng dụng và Dịch vụ khoa học công nghệ",
        ],
        recipients=["Như Điều 3", "UBND tỉnh (b/c)"],
        annexes=[
            {
                "title": "Quy chế quản lý, sử dụng thiết bị",
                "body": [
                    heading(
                        "chapter",
                        "Quy định chung",
                        None,
                        heading("article", "Phạm vi điều chỉnh", "Quy chế này quy định việc quản lý thiết bị."),
                        heading(
                            "article",
                            "Nguyên tắc",
                            None,
                            heading(
                                "clause",
                                None,
                                "Việc sử dụng thiết bị phải:",
                                heading("point", None, "Đúng mục đích;"),
                                heading("point", None, "Có sổ theo dõi;"),
                                heading("point", None, "Bảo đảm an toàn."),
                            ),
                        ),
                    )
                ],
            }
        ],
    )


def plan() -> dict[str, Any]:
    """Return a plan (kế hoạch) with a table of tasks and a wide annex."""
    rows = [
        ["1", "Kiểm định cột đo xăng dầu", "Trung tâm", "Phòng TĐC", "15/12/2026", "Giấy chứng nhận"],
        ["2", "Số hóa hồ sơ kiểm định giai đoạn 2020 - 2025", "Trung tâm", "", "Quý I/2027", "Cơ sở dữ liệu"],
        ["3", "Tập huấn cho chủ cửa hàng xăng dầu", "Phòng TĐC", "Trung tâm", "30/6/2027", "02 lớp"],
    ]
    counts = [
        [str(number), f"Xã Tân Lập {number}", *(str(number * month) for month in range(1, 13))]
        for number in range(1, 6)
    ]
    return document(
        "KH",
        "KH-SKHCN",
        "Quản lý đo lường năm 2027",
        [
            heading(
                "section",
                "Mục đích, yêu cầu",
                None,
                heading("clause", "Mục đích", "Bảo đảm đo lường chính xác trong mua bán, thanh toán."),
                heading(
                    "clause",
                    "Yêu cầu",
                    None,
                    heading("clause", None, "Đúng tiến độ, có sản phẩm cụ thể."),
                    heading("clause", None, "Phân công rõ trách nhiệm."),
                ),
            ),
            heading(
                "section",
                "Nhiệm vụ",
                "Các nhiệm vụ, đơn vị chủ trì và thời hạn như sau:",
                {
                    "kind": "table",
                    "header": ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm"],
                    "rows": rows,
                },
            ),
            heading(
                "section",
                "Tổ chức thực hiện",
                None,
                duty(
                    ["Trung tâm Ứng dụng và Dịch vụ"],
                    "triển khai Kế hoạch này",
                    ["Phòng Quản lý Khoa học"],
                    deadline=by("2027-12-20"),
                ),
            ),
        ],
        bases=["Căn cứ Kế hoạch số 41/KH-UBND ngày 20/01/2026 của Ủy ban nhân dân tỉnh"],
        annexes=[
            {
                "title": "Số lượng phương tiện đo theo tháng",
                "body": [
                    {
                        "kind": "table",
                        "header": ["TT", "Địa bàn", *(f"Tháng {n}" for n in range(1, 13))],
                        "rows": counts,
                    }
                ],
            },
            {"title": "Danh mục thiết bị", "body": [paragraph("Bộ bình chuẩn 2 lít, 5 lít, 20 lít.")]},
        ],
    )


def report() -> dict[str, Any]:
    """Return a report (báo cáo) to a superior."""
    return document(
        "BC",
        "BC-SKHCN",
        "Kết quả quản lý đo lường 10 tháng đầu năm 2026",
        [
            heading(
                "section",
                "Kết quả thực hiện",
                None,
                heading(
                    "clause", "Kiểm định phương tiện đo", "Đã kiểm định 1.240 phương tiện đo, đạt 82,7% kế hoạch năm."
                ),
                heading(
                    "clause",
                    "Thanh tra, kiểm tra",
                    None,
                    heading("point", None, "Kiểm tra 26 cơ sở kinh doanh xăng dầu;"),
                    heading("point", None, "Xử phạt 02 cơ sở, số tiền 14.000.000 đồng."),
                ),
            ),
            heading("section", "Khó khăn, vướng mắc", "Thiếu 02 kiểm định viên so với đề án vị trí việc làm."),
        ],
        to=["Ủy ban nhân dân tỉnh Bình Sơn"],
        signature=DEPUTY,
    )


def proposal() -> dict[str, Any]:
    """Return a proposal (tờ trình)."""
    return document(
        "TTr",
        "TTr-SKHCN",
        "Về việc phê duyệt phương án khai thác Trại nghiên cứu thực nghiệm",
        [
            heading("section", "Sự cần thiết", "Một số thiết bị đã đầu tư tại Trại chưa được khai thác thường xuyên."),
            heading(
                "section",
                "Nội dung trình",
                None,
                heading("clause", None, "Phương án 1: Trung tâm trực tiếp khai thác."),
                heading("clause", None, "Phương án 2: Liên kết với doanh nghiệp."),
            ),
            paragraph("Sở Khoa học và Công nghệ kính trình Ủy ban nhân dân tỉnh xem xét, quyết định."),
        ],
        to=["Ủy ban nhân dân tỉnh Bình Sơn"],
        bases=["Căn cứ Nghị định số 151/2017/NĐ-CP ngày 26/12/2017 của Chính phủ"],
    )


def minutes() -> dict[str, Any]:
    """Return minutes (biên bản) with two signatures."""
    return document(
        "BB",
        "BB-SKHCN",
        "Họp về tiến độ kiểm định phương tiện đo",
        [
            paragraph("Thời gian bắt đầu: 8 giờ 00 ngày 20/11/2026. Địa điểm: phòng họp Sở Khoa học và Công nghệ."),
            paragraph("Thành phần tham dự: lãnh đạo Sở, lãnh đạo các phòng và Trung tâm. Chủ trì: ông Trần Quốc Việt."),
            heading("section", "Nội dung", "Trung tâm báo cáo tiến độ; các đại biểu thảo luận."),
            heading("section", "Kết luận", "Chủ tọa thống nhất các nhiệm vụ và thời hạn."),
            paragraph("Cuộc họp kết thúc vào 10 giờ 30 ngày 20/11/2026."),
        ],
        signature={"authority": [], "title": "CHỦ TỌA", "name": "Trần Quốc Việt"},
        secretary={"authority": [], "title": "THƯ KÝ", "name": "Đỗ Ngọc Mai"},
    )


def invitation() -> dict[str, Any]:
    """Return an invitation (giấy mời)."""
    return document(
        "GM",
        "GM-SKHCN",
        "Dự hội nghị tổng kết công tác đo lường năm 2026",
        [
            paragraph("Tới dự: Hội nghị tổng kết công tác đo lường năm 2026."),
            paragraph("Chủ trì: Giám đốc Sở Khoa học và Công nghệ."),
            paragraph("Thời gian: 8 giờ 00 ngày 18/12/2026."),
            paragraph("Địa điểm: Hội trường tầng 3, trụ sở Sở Khoa học và Công nghệ."),
        ],
        to=["Đại diện lãnh đạo Ủy ban nhân dân các xã, phường", "Lãnh đạo Trung tâm Ứng dụng và Dịch vụ"],
        circulation="luu_hanh_noi_bo",
    )


EXAMPLES = {
    "cong-van": letter,
    "thong-bao": notice,
    "quyet-dinh": decision,
    "ke-hoach": plan,
    "bao-cao": report,
    "to-trinh": proposal,
    "bien-ban": minutes,
    "giay-moi": invitation,
}


def example(name: str) -> Content:
    """Return one of the examples as content."""
    return from_json(EXAMPLES[name]())
