# SPDX-License-Identifier: MIT
"""What the vouchers are measured against: a bare ReportLab canvas that draws every page in full, and bare inserts."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from unionoffice.aid.vouchers import VoucherData
from unionoffice.printing import fonts

MM = 72 / 25.4
LEFT, TOP, ROW, COPY = 16.0, 25.5, 9.0, 99.0
WIDTHS = (24.0, 34.0, 12.0, 6.0, 14.0, 24.0, 22.0, 38.0)
LABELS = (
    ("领款日期", 0), ("支付方式", 2), ("领款人姓名", 0), ("工号", 2), ("分工会", 5), ("慰问（补助）类别", 0), ("事由", 2),
    ("金额（大写）", 0), ("（小写）", 6), ("银行账号", 0), ("开户行", 2), ("身份证号", 6), ("经费来源/科目", 0), ("附件", 3),
    ("批准文号/会议", 6),
)  # fmt: skip
SIGNATURES = ("审批：", "审核：", "会计：", "出纳：", "经办人：", "证明人：", "领款人（签字）：")


def bare_pdf(path: Path, vouchers: Sequence[VoucherData]) -> None:
    """Three copies a page with the same words and lines, nothing shared, nothing measured or wrapped."""
    canvas = Canvas(str(path), pagesize=(210 * MM, 297 * MM), pageCompression=1)
    font = fonts.font("song")
    for voucher in vouchers:
        for number, copy in enumerate(("第一联 存根", "第二联 记账", "第三联 分工会留存")):
            _copy(canvas, font, voucher, copy, (297 - number * COPY) * MM)
        canvas.showPage()
    canvas.save()


def _copy(canvas: Canvas, font: str, voucher: VoucherData, copy: str, top: float) -> None:
    canvas.setFont(font, 16)
    canvas.drawCentredString(103 * MM, top - 12 * MM, "慰问金（补助金）领取凭证")
    canvas.setFont(font, 10.5)
    canvas.drawString(LEFT * MM, top - 22 * MM, "单位：江陵大学工会委员会")
    canvas.drawRightString(190 * MM, top - 22 * MM, "金额单位：元")
    canvas.drawRightString(190 * MM, top - 12 * MM, f"NO. {voucher.voucher_no}")
    for number, character in enumerate(copy):
        canvas.drawString(194 * MM, top - (28 + 4 * number) * MM, character)
    lines = [(LEFT, TOP + row * ROW, LEFT + sum(WIDTHS), TOP + row * ROW) for row in range(7)]
    edges = [LEFT + sum(WIDTHS[:column]) for column in range(9)]
    lines += [(x, TOP + row * ROW, x, TOP + (row + 1) * ROW) for row in range(6) for x in edges]
    canvas.setLineWidth(0.5)
    canvas.lines([(x1 * MM, top - y1 * MM, x2 * MM, top - y2 * MM) for x1, y1, x2, y2 in lines])
    for number, (text, column) in enumerate(LABELS):
        canvas.drawString((edges[column] + 1) * MM, top - (TOP + number * 6 / 15 * ROW + 6) * MM, text)
    for number, text in enumerate(_values(voucher)):
        canvas.drawString((edges[1 + number % 6] + 1) * MM, top - (TOP + number * 6 / 16 * ROW + 6) * MM, text)
    for number, text in enumerate(SIGNATURES):
        canvas.drawString((LEFT + number * 25) * MM, top - 86 * MM, text)


def _values(voucher: VoucherData) -> tuple[str, ...]:
    return (
        voucher.pay_way, voucher.full_name, voucher.staff_no, voucher.branch_name, voucher.type_name, voucher.reason,
        voucher.amount_words, voucher.amount_figures, voucher.bank_account, voucher.bank_branch, voucher.id_number,
        voucher.fund, voucher.attachments, voucher.approval_ref, f"{voucher.booked_on:%Y 年 %m 月 %d 日}",
    )  # fmt: skip


def bare_inserts(database: Path, table: str, count: int) -> None:
    """So many rows of ``table`` once more, into a copy of it without an index, one committed transaction."""
    raw = sqlite3.connect(database, isolation_level=None)
    rows = raw.execute(f"SELECT * FROM {table} LIMIT {count}").fetchall()
    names = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
    raw.execute("PRAGMA synchronous=FULL")
    raw.execute(f"CREATE TABLE IF NOT EXISTS bare_{table} (id INTEGER PRIMARY KEY, {', '.join(names[1:])})")
    raw.execute(f"DELETE FROM bare_{table}")
    raw.execute("BEGIN IMMEDIATE")
    for row in rows:
        raw.execute(f"INSERT INTO bare_{table} VALUES ({', '.join('?' * len(names))})", row)
    raw.execute("COMMIT")
    raw.close()
