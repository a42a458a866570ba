# SPDX-License-Identifier: MIT
"""Pinyin of names: every reading of a surname for searching, one key for sorting as a spreadsheet sorts."""

import re
import unicodedata
from functools import cache, lru_cache


def _table(text: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(told.split("/")) for name, told in (entry.split("=") for entry in text.split())}


# Surnames that are read otherwise than the dictionary's first reading, or than people who do not know them read
# them; the surname's reading first. Digits are tones, ' parts syllables, v stands for ü.
_SURNAMES = _table(
    """
    仇=qiu2/chou2 单=shan4/dan1/chan2 曾=zeng1/ceng2 解=xie4/jie3 查=zha1/cha2 区=ou1/qu1 盖=ge3/gai4
    翟=zhai2/di2 乐=yue4/le4 任=ren2 朴=piao2/pu3 缪=miao4/mou2 谌=chen2/shen4 洗=xian3/xi3 隗=wei3/kui2
    繁=po2/fan2 员=yun4/yuan2 贠=yun4/yuan2 折=she2/zhe2 种=chong2/zhong3 黑=he4/hei1 秘=bi4/mi4 覃=qin2/tan2
    召=shao4/zhao4 句=gou1/ju4 过=guo1 祭=zhai4/ji4 佴=nai4/er4 牟=mou2/mu4 都=du1/dou1 燕=yan1 尉=wei4/yu4
    那=na1/nuo2 宁=ning4/ning2 葛=ge3 哈=ha3 隽=juan4/jun4 长=chang2/zhang3 薄=bo2/bao2 柏=bai3/bo2
    贾=jia3/gu3 行=xing2/hang2 强=qiang2/jiang4 华=hua4 於=yu1 干=gan1 乜=nie4/mie1 呙=guo1/wai1 郗=xi1/chi1
    郇=xun2/huan2 郄=qie4/xi4 宓=mi4/fu2 莘=shen1/xin1 藏=zang4/cang2 番=pan1/fan1 盛=sheng4/cheng2
    能=nai4/neng2 相=xiang4 纪=ji3 卜=bu3 会=gui4/hui4 炅=gui4/jiong3 重=chong2/zhong4 撒=sa4 阚=kan4
    适=kuo4/shi4 度=duo2/du4 肖=xiao1
    尉迟=yu4'chi2/wei4'chi2 万俟=mo4'qi2/wan4'si4 单于=chan2'yu2/shan4'yu2/dan1'yu2 澹台=tan2'tai2/dan4'tai2
    长孙=zhang3'sun1/chang2'sun1 乐正=yue4'zheng4/le4'zheng4 令狐=ling2'hu2 诸葛=zhu1'ge3 宰父=zai3'fu3
    """
)
_OPENINGS = frozenset(name[0] for name in _SURNAMES)
# What the characters are called in given names, where the dictionary puts another reading first.
_GIVEN = _table("长=chang2 晟=sheng4 琢=zhuo2 曾=zeng1 翟=zhai2 隽=jun4 什=shi2 卜=bu3")
_TONE = re.compile(r"\d")


@cache
def _toned(char: str) -> str:
    """The character's reading in a given name, tone last as a digit; "" where none is known or it is a sign."""
    if char.isascii():
        return char.casefold() if char.isalnum() else ""
    if char in _GIVEN:
        return _GIVEN[char][0]
    from pypinyin import Style, pinyin  # half a second to load, so only where a name is read

    found = pinyin(char, style=Style.TONE3, errors="ignore", neutral_tone_with_five=True)
    return str(found[0][0]) if found else ""


@cache
def _plain(char: str) -> str:
    reading = _toned(char)
    return reading if char.isascii() else _TONE.sub("", reading)


def _surname(name: str) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """How many characters the table's surname takes (0: none), and its toned syllables for each reading.

    A surname of two characters needs a given name behind it: 单于 alone is 单 with the given name 于.
    """
    if name[:1] not in _OPENINGS:
        return 0, ((),)
    for length in (2, 1):
        found = _SURNAMES.get(name[:length]) if len(name) >= 2 * length - 1 else None
        if found:
            return length, tuple(tuple(one.split("'")) for one in found)
    return 0, ((),)


def readings(name: str) -> list[str]:
    """Full pinyin without blanks, one for each reading of the surname, the proper one first.

    qiuming and chouming for 仇明. Given names have one reading; ü is v; signs and unread characters are left out.
    """
    length, heads = _surname(name)
    given = "".join(map(_plain, name[length:]))
    if not length:
        return [given]
    return list(dict.fromkeys(_TONE.sub("", "".join(head)) + given for head in heads))


def initials(name: str) -> str:
    """First letters, of the surname's proper reading: qm for 仇明."""
    return all_initials(name)[0]


def all_initials(name: str) -> list[str]:
    """First letters for each reading of the surname, the proper one first: qm and cm for 仇明."""
    length, heads = _surname(name)
    given = "".join([part[0] for part in map(_plain, name[length:]) if part])
    if not length:
        return [given]
    return list(dict.fromkeys("".join([part[0] for part in head]) + given for head in heads))


def sort_key(name: str) -> str:
    """Compares as a spreadsheet's pinyin order does: character by character, by sound, tone, then the character.

    All 张 stand together, before all 章. A character without a known reading comes after every other.
    """
    if not name.isalnum():  # a dot or a blank makes no other name, and hides no surname
        name = "".join(char for char in name if _sort_part(char))
    length, heads = _surname(name)
    head = "".join(map(str.__add__, heads[0], name))
    return head + "".join(map(_sort_part, name[length:]))


@cache
def _sort_part(char: str) -> str:
    if char.isascii():
        return _toned(char)
    # Private-use characters (Co) stand in for rare ones in old staff files; other marks do not count.
    if not char.isalnum() and unicodedata.category(char) != "Co":
        return ""
    return (_toned(char) or "~") + char


@lru_cache(maxsize=4096)
def spell(text: str) -> tuple[str, ...]:
    """Syllables of ordinary words, read in context (藏族 is zang zu); other characters stand for themselves."""
    from pypinyin import lazy_pinyin

    return tuple(part.casefold() for part in lazy_pinyin(text))
