# SPDX-License-Identifier: MIT
"""The kinds of file an office is sent, and for each that cannot be read the sentence that says what to do."""

from enum import StrEnum


class FileKind(StrEnum):
    XLSX = "xlsx"
    XLS = "xls"
    XLSB = "xlsb"
    ODS = "ods"
    TEXT = "csv"
    DOCX = "docx"
    DOC = "doc"
    WPS_TEXT = "wps"
    PPT = "ppt"
    ENCRYPTED = "encrypted"
    HTML = "html"
    WEB_ARCHIVE = "mhtml"
    XML = "xml"
    PDF = "pdf"
    IMAGE = "image"
    ARCHIVE = "archive"
    EMPTY = "empty"
    OWNER_FILE = "owner file"
    CUT_OFF = "cut off"
    UNKNOWN = "unknown"


TABLE_KINDS = frozenset(
    {FileKind.XLSX, FileKind.XLS, FileKind.XLSB, FileKind.ODS, FileKind.TEXT, FileKind.HTML}
)

_SAFE = "原文件没有改动。"
_SAVE_AS = "请在 WPS 或 Excel 里打开它，另存为 .xlsx，再导入。"

ENCRYPTED_SENTENCE = (
    f"这个文件加了密码，读不了。请在 WPS 或 Excel 里打开，另存为不加密码的副本，再导入。{_SAFE}"
)
DAMAGED_SENTENCE = (
    "这个文件已损坏，读不全，没有导入任何内容。请在 WPS 或 Excel 里打开看看，能打开就另存为 .xlsx 再导入，"
    f"打不开请对方重发。{_SAFE}"
)
TOO_BIG_SENTENCE = (
    "这个文件太大，或有很远的单元格里留着内容，内存不够读完，没有导入任何内容。"
    f"请在 WPS 或 Excel 里把要导入的部分复制到一张新表，另存后再导入。{_SAFE}"
)
TOO_SLOW_SENTENCE = (
    "读这个文件用了太久，已停下，没有导入任何内容。它可能已损坏或太大，"
    f"请在 WPS 或 Excel 里把要导入的部分复制到一张新表，另存后再导入。{_SAFE}"
)
CRASHED_SENTENCE = f"这个文件里有读不懂的内容，读取中断，没有导入任何内容。{_SAVE_AS}{_SAFE}"
NO_SHEETS_SENTENCE = f"这个文件里没有可读的工作表。{_SAVE_AS}{_SAFE}"

UNREADABLE: dict[FileKind, str] = {
    FileKind.DOCX: f"这是 Word 文档，不是表格。请把里面的表格复制到 WPS 表格或 Excel，另存为 .xlsx 再导入。{_SAFE}",
    FileKind.DOC: f"这是旧版 Word 文档（.doc），读不了。请在 WPS 或 Word 里打开，另存为 .docx，再导入。{_SAFE}",
    FileKind.WPS_TEXT: f"这是 WPS 文字文档，读不了。请在 WPS 里打开，另存为 .docx，再导入。{_SAFE}",
    FileKind.PPT: f"这是演示文稿，里面没有可导入的表格。请选择表格文件。{_SAFE}",
    FileKind.ENCRYPTED: ENCRYPTED_SENTENCE,
    FileKind.WEB_ARCHIVE: f"这个文件其实是网页存档，只是起了表格的文件名。{_SAVE_AS}{_SAFE}",
    FileKind.XML: f"这是 XML 格式的表格，读不了。{_SAVE_AS}{_SAFE}",
    FileKind.PDF: f"这是 PDF 文件，里面的表格读不准。请向对方要原来的表格文件（.xlsx），再导入。{_SAFE}",
    FileKind.IMAGE: f"这是图片，读不出里面的表格。请向对方要原来的表格文件（.xlsx），再导入。{_SAFE}",
    FileKind.ARCHIVE: f"这是压缩包。请先解压，再导入里面的表格文件。{_SAFE}",
    FileKind.EMPTY: "这个文件是空的（0 字节），可能没有传完。请让对方重发，或重新复制一次。",
    FileKind.OWNER_FILE: (
        "这是 WPS 或 Excel 打开文件时留下的临时文件（文件名以 ~$ 开头），不是表格。请选择名字里没有 ~$ 的那个文件。"
    ),
    FileKind.CUT_OFF: f"这个文件不完整，后面缺了一截，可能没有传完。请让对方重发，或重新复制一次。{_SAFE}",
    FileKind.UNKNOWN: (
        f"认不出这是什么文件，读不了。能导入的有 .xlsx、.xls、.xlsb、.ods、.et 和 .csv。{_SAVE_AS}{_SAFE}"
    ),
}
NOT_WORD_SENTENCE = f"这不是 Word 文档，里面没有可读的 Word 表格。请选择 .docx 文件。{_SAFE}"
