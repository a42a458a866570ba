# SPDX-License-Identifier: MIT
"""Pinyin of names: surnames with readings of their own, the order of a spreadsheet, speed."""

import itertools
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from unionoffice.kit import pinyin


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("张三", ["zhangsan"]),
        ("仇明", ["qiuming", "chouming"]),
        ("单立", ["shanli", "danli", "chanli"]),
        ("曾静", ["zengjing", "cengjing"]),
        ("解敏", ["xiemin", "jiemin"]),
        ("查红", ["zhahong", "chahong"]),
        ("区平", ["ouping", "quping"]),
        ("盖刚", ["gegang", "gaigang"]),
        ("翟伟", ["zhaiwei", "diwei"]),
        ("乐文", ["yuewen", "lewen"]),
        ("任强", ["renqiang"]),
        ("朴军", ["piaojun", "pujun"]),
        ("尉明", ["weiming", "yuming"]),
        ("尉迟恭", ["yuchigong", "weichigong"]),
        ("万俟明", ["moqiming", "wansiming"]),
        ("单于明", ["chanyuming", "shanyuming", "danyuming"]),
        ("单于", ["shanyu", "danyu", "chanyu"]),
        ("欧阳娜", ["ouyangna"]),
        ("阚明", ["kanming"]),
        ("吕绿", ["lvlv"]),
        ("李乐", ["lile"]),
        ("王长明", ["wangchangming"]),
        ("吴曾", ["wuzeng"]),
        ("买买提·阿卜杜", ["maimaitiabudu"]),
        ("John Smith", ["johnsmith"]),
        ("何  频", ["hepin"]),
        ("王\ue000", ["wang"]),
        ("", [""]),
    ],
)
def test_every_reading_of_the_surname_the_proper_one_first(name: str, read: list[str]) -> None:
    assert pinyin.readings(name) == read


def test_initials() -> None:
    assert pinyin.initials("仇明") == "qm"
    assert pinyin.all_initials("仇明") == ["qm", "cm"]
    assert pinyin.all_initials("单于明") == ["cym", "sym", "dym"]
    assert pinyin.all_initials("曾静") == ["zj", "cj"]
    assert pinyin.all_initials("盖刚") == ["gg"]
    assert pinyin.initials("欧阳娜") == "oyn"
    assert pinyin.initials("") == ""


def test_sorts_by_the_surnames_reading() -> None:
    names = ["张三", "仇明", "曾静", "区平", "安宁", "单立", "李四", "朴军"]
    assert sorted(names, key=pinyin.sort_key) == [
        "安宁",
        "李四",
        "区平",
        "朴军",
        "仇明",
        "单立",
        "曾静",
        "张三",
    ]


def test_one_surname_stands_together_and_shorter_sounds_come_first() -> None:
    names = ["章安", "张正", "张安", "章正", "连一", "李岸", "李"]
    assert sorted(names, key=pinyin.sort_key) == ["李", "李岸", "连一", "张安", "张正", "章安", "章正"]


def test_characters_without_a_reading_come_last() -> None:
    names = ["\ue001明", "赵\ue000", "祚明", "\ue000明", "赵作"]
    assert sorted(names, key=pinyin.sort_key) == ["赵作", "赵\ue000", "祚明", "\ue000明", "\ue001明"]


@given(st.lists(st.text("张章李黎仇单明安于·\ue000𠀀A1 ", max_size=4), max_size=8))
@example(["仇", "·仇"])
@example(["单于明", "单·于明"])
def test_the_order_depends_on_the_names_alone(names: list[str]) -> None:
    keys = [pinyin.sort_key(name) for name in names]
    assert keys == [pinyin.sort_key(name) for name in names]
    for (name, key), (other, other_key) in itertools.combinations(zip(names, keys, strict=True), 2):
        told = [c for c in name.casefold() if c not in "· "]
        assert (key == other_key) == (told == [c for c in other.casefold() if c not in "· "])


@given(st.text(max_size=10))
def test_any_text_has_readings_and_no_blanks(text: str) -> None:
    for read in (*pinyin.readings(text), *pinyin.all_initials(text)):
        assert not any(c.isspace() for c in read)
    assert len(pinyin.all_initials(text)) <= len(pinyin.readings(text))


def test_words_are_read_in_context() -> None:
    assert pinyin.spell("藏族") == ("zang", "zu")
    assert pinyin.spell("朝鲜族") == ("chao", "xian", "zu")
    assert pinyin.spell("A区") == ("a", "qu")


@pytest.mark.parametrize("work", [pinyin.readings, pinyin.initials, pinyin.all_initials, pinyin.sort_key])
def test_a_hundred_thousand_names_take_no_time(work: Callable[[str], object]) -> None:
    surnames, given_names = "王李张刘陈仇单曾解区", "伟芳娜秀英敏静丽强磊"
    names = [a + b + c for a in surnames for b in given_names for c in given_names] * 100
    for name in names[:1000]:
        work(name)
    began = time.process_time()
    for name in names:
        work(name)
    assert time.process_time() - began < 0.5


def test_the_dictionary_is_loaded_only_when_a_name_is_read() -> None:
    code = "import sys, unionoffice.kit.codelists; print('pypinyin' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
