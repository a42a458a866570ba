# SPDX-License-Identifier: MIT
"""Invented names for the sample office: common ones, polyphonic surnames, rare characters, names with ·."""

import random

# Common surnames, the commonest first: the draw takes earlier ones more often.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
# Surnames that are read otherwise than they look, or have two characters.
_SPECIAL = (
    "仇", "单", "曾", "解", "查", "区", "盖", "翟", "乐", "朴", "缪", "覃", "宁", "尉迟", "欧阳", "令狐", "上官", "诸葛",
)  # fmt: skip
_MEN = (
    "建国", "志强", "建华", "国强", "志明", "海涛", "立新", "永康", "俊杰", "晓东", "文博", "思远", "浩然", "子轩", "明辉",
    "伟", "强", "磊", "军", "勇", "涛", "斌", "鹏", "超", "波", "宇航", "天佑", "振华", "德胜", "守义", "庆和", "一鸣",
    "家栋", "世平", "长林", "春生", "保国", "学文", "少华", "嘉诚", "昊", "锐", "晨", "凯", "洋", "剑锋", "向阳", "启明",
    "卫东", "国栋", "景行", "承志", "新民", "兴旺", "小军", "延年", "文海", "泽宇", "瑞", "松",
)  # fmt: skip
_WOMEN = (
    "秀英", "桂芳", "淑英", "玉珍", "春梅", "丽华", "文静", "雪莹", "海燕", "佳宁", "晓红", "雨晴", "思琪", "梦瑶", "欣怡",
    "芳", "娜", "敏", "静", "丽", "艳", "娟", "霞", "燕", "玲", "婷", "慧", "颖", "洁", "琳", "凤兰", "月华", "素珍", "红梅",
    "若溪", "诗涵", "子涵", "雅琴", "美玲", "惠民", "爱华", "小英", "冬梅", "金凤", "巧云", "彩霞", "书瑶", "一诺", "可心",
    "晓燕", "玉兰", "建红", "立群", "清", "宁", "舒", "薇", "岚", "蓉", "晴",
)  # fmt: skip
_RARE_PAIRS = ("文㛃", "䶮", "雨𬱟", "𠮷祥", "㛃", "子䶮", "𬱟", "𠮷")
_UYGHUR_MEN = ("艾力", "吐尔逊", "买买提", "阿迪力", "库尔班", "玉素甫")
_UYGHUR_WOMEN = ("迪丽娜尔", "阿依古丽", "古丽娜", "热依汗", "帕提古丽", "米热古丽")
_UYGHUR_LAST = ("艾山", "买买提", "吐尔逊", "阿不都拉", "卡德尔", "依明")
_TIBETAN_FIRST = ("扎西", "次仁", "格桑", "达瓦", "丹增", "洛桑")
_TIBETAN_LAST = {"1": ("多吉", "旺堆", "顿珠", "平措", "罗布"), "2": ("卓玛", "央金", "德吉", "措姆", "白玛")}


def name_of(rng: random.Random, sex: str, ethnicity: str) -> str:
    """A name that fits the sex ('1' men, '2' women) and the ethnicity code."""
    if ethnicity == "05":
        first = rng.choice(_UYGHUR_MEN if sex == "1" else _UYGHUR_WOMEN)
        return f"{first}·{rng.choice([last for last in _UYGHUR_LAST if last != first])}"
    if ethnicity == "04":
        return f"{rng.choice(_TIBETAN_FIRST)}·{rng.choice(_TIBETAN_LAST[sex])}"
    surname = (
        rng.choice(_SPECIAL) if rng.random() < 0.05 else _SURNAMES[int(len(_SURNAMES) * rng.random() ** 1.7)]
    )
    if rng.random() < 0.006:
        return surname + rng.choice(_RARE_PAIRS)
    return surname + rng.choice(_MEN if sex == "1" else _WOMEN)
