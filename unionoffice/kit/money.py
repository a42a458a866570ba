# SPDX-License-Identifier: MIT
"""Money: yuan as Decimal on the screen, integer 分 in the store, and the amount in words on a voucher."""

import math
import re
from decimal import Decimal

from unionoffice.errors import FieldError
from unionoffice.kit.text import quote, squeeze

CENT = Decimal("0.01")
LIMIT = Decimal(10) ** 12
"""Amounts stay below this (yuan), the largest that can be written in words."""

_NO_MONEY = "不是金额。请填数字，例如 1,000.00。"
_EMPTY = "金额是空的。请填数字。"
_TOO_LARGE = "金额太大，应小于一万亿元。请核对单位是不是元。"
_PLAIN = re.compile(r"(?P<sign>[-+]?)(?P<digits>\d+|\d{1,3}(?:,\d{3})+)?(?P<part>\.\d*)?")
_ORDINARY = re.compile(r"[0-9]+(?:\.[0-9]+)?")  # what nearly every cell of a sheet holds
_CURRENCY = re.compile(r"^(?:人民币|RMB|CNY|¥)|(?:元整|元正|元|圆|块)$", re.IGNORECASE)
_MINUS = str.maketrans("−–—。", "---.")


def parse_yuan(raw: object) -> Decimal:
    """Yuan with exactly two decimals, from a cell or from what a clerk typed.

    Takes ¥, 元, 万元, thousands separators, full-width digits, (1,000.00) for a negative amount. Zero and
    negative amounts pass. Raises FieldError for anything else, for a third decimal and from 10^12 on.
    """
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal):
        raise FieldError(_EMPTY if raw is None else f"读到{quote(raw)}，{_NO_MONEY}")
    value = _from_text(raw) if isinstance(raw, str) else _from_number(raw)
    return _two_decimals(value, raw)


def show_yuan(amount: Decimal) -> str:
    """ "1,000.00": thousands separators, two decimals, no currency sign."""
    return f"{amount:,.2f}"


def to_fen(amount: Decimal) -> int:
    """Integer 分. Raises ValueError where it would round something away: that is the caller's decision."""
    fen = amount * 100
    if fen != int(fen):
        raise ValueError(f"{amount} has a fraction of a fen")
    return int(fen)


def from_fen(fen: int) -> Decimal:
    """Yuan with exactly two decimals."""
    return Decimal(fen).scaleb(-2)


def _from_number(raw: float | Decimal) -> Decimal:
    if isinstance(raw, float):
        if not math.isfinite(raw):
            raise FieldError(f"读到{quote(raw)}，{_NO_MONEY}")
        # A spreadsheet shows 15 significant digits; what lies behind them is noise of its own arithmetic.
        return Decimal(f"{raw:.15g}")
    if isinstance(raw, Decimal) and not raw.is_finite():
        raise FieldError(f"读到{quote(raw)}，{_NO_MONEY}")
    return Decimal(raw)


def _from_text(raw: str) -> Decimal:
    if _ORDINARY.fullmatch(raw):
        return Decimal(raw)
    text = squeeze(raw).translate(_MINUS)
    if not text:
        raise FieldError(_EMPTY)
    negative = text.startswith("(") and text.endswith(")")
    text = _CURRENCY.sub("", text[1:-1] if negative else text)
    sign_first = text[:1] in "+-" and _CURRENCY.sub("", text[1:])
    if sign_first:
        text = text[0] + sign_first
    scale = 10_000 if text.endswith("万") else 1
    found = _PLAIN.fullmatch(text.removesuffix("万"))
    if found is None or not any(c.isdigit() for c in text) or (negative and found["sign"]):
        raise FieldError(f"读到{quote(raw)}，{_NO_MONEY}")
    number = (found["digits"] or "0").replace(",", "") + (found["part"] or "")
    value = Decimal(number.removesuffix(".")) * scale
    return -value if negative or found["sign"] == "-" else value


def _two_decimals(value: Decimal, raw: object) -> Decimal:
    if abs(value) >= LIMIT:
        raise FieldError(f"读到{quote(raw)}，{_TOO_LARGE}")
    rounded = value.quantize(CENT)
    if rounded != value:
        raise FieldError(f"读到{quote(raw)}，金额只到分。请改为两位小数。")
    return abs(rounded) if rounded == 0 else rounded


_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")


def amount_words(amount: Decimal) -> str:
    """大写金额 with 人民币 in front, by 支付结算办法 附一 and 会计基础工作规范 §52.

    Where the rule leaves a 零 free, its own first form is written: 壹拾万柒仟元零伍角叁分. After 元 or 角
    follows 整, after 分 never. Raises FieldError up to zero, for a third decimal, and from 10^12 on.
    """
    if not amount.is_finite() or amount <= 0:
        raise FieldError("凭证金额要大于 0。冲销请另开凭证。")
    if amount >= LIMIT:
        raise FieldError(_TOO_LARGE)
    if amount != amount.quantize(CENT):
        raise FieldError("金额只到分。请改为两位小数。")
    yuan, cents = divmod(to_fen(amount), 100)
    head = f"{_integer_words(yuan)}元" if yuan else ""
    return f"人民币{head}{_cent_words(yuan, cents)}"


def _integer_words(yuan: int) -> str:
    words, gap = "", False
    for size, unit in ((10**8, "亿"), (10**4, "万"), (1, "")):
        group = yuan // size % 10_000
        if group and words and (gap or group < 1000):
            words += "零"
        words += _group_words(group) + unit if group else ""
        gap = bool(words) and not group
    return words


def _group_words(group: int) -> str:
    """Up to four digits; one 零 for a run of inner zeros, none at either end."""
    pairs = zip(f"{group:04}", _PLACES, strict=True)
    words = "".join("零" if digit == "0" else _DIGITS[int(digit)] + place for digit, place in pairs)
    return re.sub("零+", "零", words).strip("零")


def _cent_words(yuan: int, cents: int) -> str:
    jiao, fen = divmod(cents, 10)
    if not cents:
        return "整"
    zero = "零" if yuan and (not jiao or yuan % 10 == 0) else ""
    tail = f"{_DIGITS[fen]}分" if fen else "整"
    return zero + (f"{_DIGITS[jiao]}角" if jiao else "") + tail
