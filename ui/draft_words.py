# SPDX-License-Identifier: MIT
"""What a form says of its draft: kept at what time, or not kept, and how it may be closed all the same."""

from datetime import datetime

NOT_KEPT = "草稿没有保留，请检查 U 盘或磁盘"
STAYS_OPEN = (
    "草稿没有保留，先没有关闭",
    "填的内容还在这里。请接好 U 盘或腾出磁盘再关；再关一次，就放弃这些内容。",
)


def said_draft(kept: bool, now: datetime) -> str:
    """The note beside a form's title after its draft was written, or was not."""
    return f"草稿已自动保留 {now:%H:%M}" if kept else NOT_KEPT
