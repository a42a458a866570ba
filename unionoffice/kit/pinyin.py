# SPDX-License-Identifier: MIT
"""Pinyin of names: every reading of a surname for searching, one key for sorting as a spreadsheet sorts."""

import re
from functools import cache, lru_cache

# Surnames that are read otherwise than the character is elsewhere, the surname's reading first. The readings
# behind it are what people type all the same. Digits are tones; v stands for ü.
_SURNAMES = {
    surname: tuple(readings.split("/"))
    for surname, readings in re.findall(
        r"(\w+)=(\S+)",
        """
        仇=qiu2/chou2 单=shan4/dan1/chan2 曾=zeng1/ceng2 解=xie4/jie3 查=zha1/cha2 区=ou1/qu1 盖=ge3/gai4 翟=zhai2/di2
        乐=yue4/le4 任=ren2 朴=piao2/pu3 缪=miao4/mou2 谌=chen2/shen4 冼=xian3 洗=xian3/xi3 隗=wei3/kui2 繁=po2/fan2
        员=yun4/yuan2 贠=yun4/yuan2 折=she2/zhe2 种=chong2/zhong3 黑=he4/hei1 秘=bi4/mi4 覃=qin2/tan2 召=shao4/zhao4
        句=gou1/ju4 过=guo1 祭=zhai4/ji4 佴=nai4/er4 牟=mou2/mu4 都=du1/dou1 燕=yan1 尉=wei4/yu4 那=na1/nuo2
        宁=ning4/ning2 葛=ge3 哈=ha3 晁=chao2 隽=juan4/jun4 车=che1 长=chang2/zhang3 薄=bo2/bao2 柏=bai3/bo2 贾=jia3/gu3
        行=xing2/hang2 强=qiang2/jiang4 华=hua4 应=ying1 曲=qu1 於=yu1 干=gan1 乜=nie4/mie1 呙=guo1/wai1 郗=xi1/chi1
        郇=xun2/huan2 郄=qie4/xi4 宓=mi4/fu2 莘=shen1/xin1 藏=zang4/cang2 番=pan1/fan1 沈=shen3/chen2 俞=yu2/shu4
        盛=sheng4/cheng2 能=nai4/neng2 相=xiang4 纪=ji3 万=wan4 石=shi2 臧=zang1 逄=pang2 卜=bu3 叶=ye4 尹=yin3 冯=feng2
        令=ling4 谷=gu3 会=gui4/hui4 瞿=qu2 炅=gui4/jiong3 仝=tong2 卒=zu2 重=chong2/zhong4 撒=sa4/sa3 阚=kan4 眭=sui1
        阿=a1 余=yu2 适=kuo4/shi4 殷=yin1 度=duo2/du4 褚=chu3 厍=she4 亓=qi2 祝=zhu4 景=jing3 洪=hong2 佟=tong2
        尉迟=yu4'chi2/wei4'chi2 万俟=mo4'qi2/wan4'si4 单于=chan2'yu2/shan4'yu2/dan1'yu2 长孙=zhang3'sun1/chang2'sun1
        澹台=tan2'tai2/dan4'tai2 令狐=ling2'hu2 鲜于=xian1'yu2 夏侯=xia4'hou2 皇甫=huang2'fu3 诸葛=zhu1'ge3 宰父=zai3'fu3
        乐正=yue4'zheng4/le4'zheng4 拓跋=tuo4'ba2 尉犁=yu4'li2 呼延=hu1'yan2 亓官=qi2'guan1 独孤=du2'gu1 宇文=yu3'wen2
        """,
    )
}
_PLAIN = re.compile(r"\d")


@cache
def _toned(char: str) -> str:
    """The character's reading with its tone as a digit; "" where none is known, or nothing is to be read."""
    if char.isascii():
        return char.casefold() if char.isalnum() else ""
    from pypinyin import Style, pinyin  # half a second to load, so only where a name is read

    found = pinyin(char, style=Style.TONE3, errors="ignore", neutral_tone_with_five=True)
    return str(found[0][0]) if found else ""


@cache
def _plain(char: str) -> str:
    reading = _toned(char)
    return reading if char.isascii() else _PLAIN.sub("", reading)


def _surname(name: str) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """How many characters of the name the table's surname takes (0: none), and its toned readings."""
    for length in (2, 1):
        found = _SURNAMES.get(name[:length]) if len(name) > length - 1 else None
        if found:
            return length, tuple(tuple(one.split("'")) for one in found)
    return 0, ((),)


def readings(name: str) -> list[str]:
    """Full pinyin without blanks, one for each reading of the surname, the proper one first.

    qiuming and chouming for 仇明. Given names have one reading; ü is v; signs and unread characters are left out.
    """
    length, heads = _surname(name)
    given = "".join(map(_plain, name[length:]))
    return [_PLAIN.sub("", "".join(head)) + given for head in heads] if length else [given]


def initials(name: str) -> str:
    """First letters, of the surname's proper reading: qm for 仇明."""
    length, heads = _surname(name)
    return "".join(one[0] for one in (*heads[0], *map(_plain, name[length:])) if one)


def sort_key(name: str) -> str:
    """Compares as a spreadsheet's pinyin order does: character by character, by sound, tone, then the character.

    All 张 stand together, before all 章. A character without a known reading comes after every other.
    """
    length, heads = _surname(name)
    head = "".join(map(str.__add__, heads[0], name))
    return head + "".join(map(_sort_part, name[length:]))


@cache
def _sort_part(char: str) -> str:
    if char.isascii():
        return _toned(char)
    if char.isalnum():
        return (_toned(char) or "~") + char
    return ""


@lru_cache(maxsize=4096)
def spell(text: str) -> tuple[str, ...]:
    """Syllables of ordinary words, read in context (藏族 is zang zu); other characters stand for themselves."""
    from pypinyin import lazy_pinyin

    return tuple(part.casefold() for part in lazy_pinyin(text))
