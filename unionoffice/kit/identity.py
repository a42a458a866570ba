# SPDX-License-Identifier: MIT
"""Identity numbers, mobiles, bank cards and 统一社会信用代码: read, checked, masked (rules: DOMAIN §B)."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import mul
from typing import Literal

from unionoffice.errors import FieldError
from unionoffice.kit import dates
from unionoffice.kit.text import squeeze


@dataclass(frozen=True)
class Finding:
    """Something said about a value: an ``error`` forbids saving, a ``warn`` does not."""

    level: Literal["error", "warn"]
    text: str


# --- reading -------------------------------------------------------------------------------------------------


_DIGITS = re.compile(r"[0-9]+X?")


def clean_id(raw: object) -> str:
    """The number without blanks and hyphens, half-width, letters in capitals; "" for None.

    Raises FieldError for a number of 16 digits or more that arrives as int or float, and for text such as
    4.2E+17: a spreadsheet keeps 15 digits only.
    """
    return _clean(raw, "证件号码")


def clean_card(raw: object) -> str:
    """Like ``clean_id``, for a bank card or account."""
    return _clean(raw, "银行账号")


def clean_uscc(raw: object) -> str:
    """Like ``clean_id``, for a 统一社会信用代码."""
    return _clean(raw, "统一社会信用代码")


def clean_mobile(raw: object) -> str:
    """The digits alone, without +86 or 0086; whatever else was typed stays and is found by ``check_mobile``."""
    text = _clean(raw, "手机号")
    return text if text[:1] == "1" else re.sub(r"^(?:\+86|0086)(?=1\d{10}$)", "", text)


def _clean(raw: object, label: str) -> str:
    if raw is None:
        return ""
    if isinstance(raw, str) and _DIGITS.fullmatch(raw):  # nearly every one of a sheet's thousands
        return raw
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        text = str(raw) if isinstance(raw, int) else f"{raw:.0f}"
        if len(text) > 15:
            raise FieldError(f"{label}被存为数字，末位已丢失，请改为文本")
        return text
    text = re.sub(r"[-‐‑‒–—−]", "", squeeze(str(raw))).lstrip("'").upper()
    if re.fullmatch(r"\d(?:\.\d+)?E\+?1\d", text):
        raise FieldError(f"{label}被存为数字，末位已丢失，请改为文本")
    return text


# --- what a number says --------------------------------------------------------------------------------------

_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ZEROS = ord("0") * sum(_WEIGHTS)
_KINDS = (
    ("hmt_residence", re.compile(r"8[123]0000\d{11}[\dX]")),
    ("foreign_pr", re.compile(r"9\d{16}[\dX]|[A-Z]{3}\d{12}")),
    ("resident_id", re.compile(r"\d{17}[\dX]|\d{15}")),
    ("hk_macao_permit", re.compile(r"[HM]\d{8}(?:\d{2})?")),
    ("tw_permit", re.compile(r"\d{8}")),
    ("passport", re.compile(r"[A-Z]{1,2}\d{6,9}")),
)
_LONG, _SHORT = re.compile(r"\d{17}[\dX]"), re.compile(r"\d{15}")
_WHOLE = re.compile(r"[0-9]{17}[0-9X]|[0-9]{15}")
_LATELY = 1024  # numbers remembered: one row of an import asks several times about the same


@lru_cache(maxsize=_LATELY)
def id_kind(text: str) -> str:
    """The code in ``codelists.ID_TYPE`` that the number's shape speaks for; "other" where it fits none."""
    if _WHOLE.fullmatch(text) and text[0] not in "89":
        return "resident_id"
    return next((kind for kind, shape in _KINDS if shape.fullmatch(text)), "other")


def check_digit(first17: str) -> str:
    """The 18th character by ISO 7064 MOD 11-2 (GB 11643); ``first17`` are 17 digits."""
    if len(first17) != len(_WEIGHTS) or not (first17.isascii() and first17.isdecimal()):
        raise ValueError(first17)
    total = sum(map(mul, first17.encode(), _WEIGHTS)) - _ZEROS
    return "10X98765432"[total % 11]


@lru_cache(maxsize=_LATELY)
def birth_of(text: str) -> date | None:
    """The birth date in a resident ID (18 or 15 digits), residence permit or new foreign PR number.

    None where the number holds none, or one that does not exist. The check digit is not looked at.
    """
    if _LONG.fullmatch(text):
        year, month, day = text[6:10], text[10:12], text[12:14]
    elif _SHORT.fullmatch(text):
        year, month, day = "19" + text[6:8], text[8:10], text[10:12]
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def sex_of(text: str) -> str | None:
    """Code of GB/T 2261.1, '1' or '2', from the sequence number; None for all but resident IDs and 81/82/83."""
    if id_kind(text) not in ("resident_id", "hmt_residence"):
        return None
    return "1" if int(text[16] if len(text) == 18 else text[14]) % 2 else "2"


# --- checking ------------------------------------------------------------------------------------------------


def check_id(
    text: str, today: date, *, kind: str | None = None, birth: date | None = None, sex: str | None = None
) -> list[Finding]:
    """Check a cleaned number of the given ``ID_TYPE`` code; without one, of the kind it looks like.

    Numbers that open with a letter or have eight digits are taken for permits and passports, everything else, words
    like 无 too, for a resident ID, so that a missing digit is found. Kinds without a rule of their own pass.
    """
    if kind is None:
        kind = id_kind(text)
        lettered = text[:1].isalpha() and any(char.isdigit() for char in text)  # 军字第 1234 号; but not 无
        kind = kind if lettered or kind != "other" else "resident_id"
    if kind in ("resident_id", "hmt_residence") or (kind == "foreign_pr" and not text[:1].isalpha()):
        return check_resident_id(text, today, birth=birth, sex=sex)
    shape, wanted = _LOOSE.get(kind, (".*", ""))
    fits = not text or re.fullmatch(shape, text)
    return [] if fits else [Finding("warn", f"{wanted}。请对照证件核对。")]


_LOOSE = {
    "foreign_pr": (r"[A-Z]{3}\d{12}", "旧版外国人永久居留身份证是 3 个字母加 12 位数字"),
    "hk_macao_permit": (r"[HM]\d{8}(?:\d{2})?", "港澳居民来往内地通行证是 H 或 M 加 8 位数字"),
    "tw_permit": (r"\d{8}", "台湾居民来往大陆通行证是 8 位数字"),
    "passport": (r"(?=.*\d)[A-Z0-9]{5,17}", "护照号是 5 到 17 位字母和数字"),
}


def check_resident_id(
    text: str, today: date, *, birth: date | None = None, sex: str | None = None
) -> list[Finding]:
    """Check a cleaned 18-character number: resident ID, 81/82/83 residence permit, or foreign PR from 2023.

    ``birth`` and ``sex`` are the entered fields; where the number says otherwise, that is a warning. A legacy
    number of 15 digits is a warning as well. An empty text has no findings.
    """
    if not text:
        return []
    told = _number_says(text, today)
    if told and told[0].level == "error":
        return [*told]
    doubts = (_birth_doubt(text, birth), _sex_doubt(text, sex))
    return [*told, *(Finding("warn", doubt) for doubt in doubts if doubt)]


@lru_cache(maxsize=_LATELY)
def _number_says(text: str, today: date) -> tuple[Finding, ...]:
    """What a number says by itself."""
    foreign = id_kind(text) == "foreign_pr"  # where its birth date stands was told, not read in a standard
    shape_error = _shape_error(text)
    bad_birth = "" if shape_error else _birth_error(text, today)
    refused = shape_error or ("" if foreign else bad_birth) or _digit_error(text)
    if refused:
        return (Finding("error", refused),)
    doubts = (
        bad_birth,
        "15 位旧证已停用。请更新证件。" if len(text) == 15 else "",
        "" if foreign or _PROVINCE.match(text) else f"前两位 {text[:2]} 不是省份代码。请对照证件核对。",
        "" if bad_birth else _age_doubt(text, today),
    )
    return tuple(Finding("warn", doubt) for doubt in doubts if doubt)


def _shape_error(text: str) -> str:
    if _WHOLE.fullmatch(text):
        return ""
    if len(text) not in (15, 18):
        short = 18 - len(text)
        many = "一" if abs(short) == 1 else f" {abs(short)} "
        return f"{'少' if short > 0 else '多'}{many}位，应为 18 位。"
    body = text[:-1] if len(text) == 18 else text
    for place, char in enumerate(body, 1):
        if not char.isascii() or not char.isdigit():
            return f"第 {place} 位是“{char}”，应为数字。"
    return "" if re.fullmatch(r"[\dX]", text[-1], re.ASCII) else f"末位是“{text[-1]}”，应为数字或 X。"


def _birth_error(text: str, today: date) -> str:
    born = birth_of(text)
    if born is not None and born.year >= 1850 and born <= today:
        return ""
    digits = text[6:14] if len(text) == 18 else "19" + text[6:12]
    shown = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    if born is None or born.year < 1850:
        return f"其中的出生日期 {shown} 不存在。请对照证件核对。"
    return f"其中的出生日期 {shown} 还没到。请对照证件核对。"


def _digit_error(text: str) -> str:
    if len(text) == 15 or check_digit(text[:17]) == text[17]:
        return ""
    if text.endswith("000"):
        return "校验位不对。末三位是 000，像是被存为数字丢了末位，请对照证件核对。"
    return "校验位不对，有一位抄错了。请对照证件核对。"


def _age_doubt(text: str, today: date) -> str:
    born = birth_of(text)
    age = dates.age_on(born, today) if born else 30
    return "" if 16 <= age <= 70 else f"按证件号码现年 {age} 岁。请核对。"


def _birth_doubt(text: str, birth: date | None) -> str:
    born = birth_of(text)
    if birth is None or born is None or born == birth:
        return ""
    return f"证件号码中的出生日期是 {dates.show_day(born)}，填写的是 {dates.show_day(birth)}。请核对。"


def _sex_doubt(text: str, sex: str | None) -> str:
    told = sex_of(text)
    if told is None or sex not in ("1", "2") or told == sex:
        return ""
    words = {"1": "男", "2": "女"}
    return f"按证件号码是{words[told]}，填写的是{words[sex]}。请核对。"


_MOBILE = re.compile(r"1[3-9][0-9]{9}")


def check_mobile(text: str) -> list[Finding]:
    """Warn where a cleaned number is not a mobile of the mainland; it may be a landline or a number abroad."""
    if not text or _MOBILE.fullmatch(text):
        return []
    if re.fullmatch(r"1\d*", text, re.ASCII) and len(text) != 11:
        return [Finding("warn", f"手机号应为 11 位，现在是 {len(text)} 位。")]
    return [Finding("warn", "不像手机号。请核对。")]


def check_bank_card(text: str) -> list[Finding]:
    """Anything but digits is an error; length (16-19) and the Luhn digit only warn: passbooks fail both."""
    if not text:
        return []
    if not (text.isascii() and text.isdecimal()):
        return [Finding("error", "银行账号只能是数字。")]
    if not 16 <= len(text) <= 19:
        return [Finding("warn", f"银行卡号一般是 16 到 19 位，现在是 {len(text)} 位。请核对。")]
    return [] if _luhn(text) else [Finding("warn", "银行卡号的校验位不对。存折账号除外，请对照卡片核对。")]


def _luhn(digits: str) -> bool:
    doubled = digits[-2::-2].translate(_DOUBLED)
    return (sum(digits[-1::-2].encode()) + sum(doubled.encode()) - ord("0") * len(digits)) % 10 == 0


_DOUBLED = str.maketrans("0123456789", "0246813579")  # twice the digit, its own digits added up


_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def check_uscc(text: str) -> list[Finding]:
    """Check a cleaned 统一社会信用代码 (GB 32100): length, alphabet, check character, registering department."""
    if not text:
        return []
    if len(text) != 18:
        return [Finding("error", f"统一社会信用代码应为 18 位，现在是 {len(text)} 位。")]
    for place, char in enumerate(text, 1):
        if char not in _USCC:
            return [Finding("error", f"第 {place} 位是“{char}”，统一社会信用代码里没有这个字符。")]
    total = sum(_USCC.index(char) * pow(3, place, 31) for place, char in enumerate(text[:17]))
    if _USCC[-total % 31] != text[17]:
        return [Finding("error", "统一社会信用代码的校验位不对，有一位抄错了。请对照证照核对。")]
    known = text[0] in "123456789ANY"
    return [] if known else [Finding("warn", f"统一社会信用代码的首位“{text[0]}”不常见。请核对。")]


# --- masking -------------------------------------------------------------------------------------------------


def mask_id(text: str) -> str:
    """110000********0628; shorter numbers keep less. The length stays."""
    return _mask(text, 6, 4) if len(text) >= 15 else _mask(text, 1, 2)


def mask_mobile(text: str) -> str:
    """138****4821."""
    return _mask(text, 3, 4) if len(text) >= 11 else _mask(text, 0, 4)


def mask_card(text: str) -> str:
    """************0128: the last four digits only."""
    return _mask(text, 0, 4)


def _mask(text: str, head: int, tail: int) -> str:
    if len(text) <= head + tail:
        return "*" * len(text)
    return text[:head] + "*" * (len(text) - head - tail) + text[-tail:]
