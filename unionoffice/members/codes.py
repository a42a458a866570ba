# SPDX-License-Identifier: MIT
"""The code lists that only the member part has: family, schooling, posts in the union."""

from unionoffice.kit.codelists import read_list

RELATION = read_list(
    "家庭关系",  # GB/T 4761; 97 and 99 are common practice
    """
    10 配偶 爱人 夫妻
    11 夫 丈夫
    12 妻 妻子
    20 子 儿子
    30 女 女儿
    51 父 父亲 爸爸
    52 母 母亲 妈妈
    53 公公
    54 婆婆
    55 岳父
    56 岳母
    71 兄 哥哥
    73 弟 弟弟
    75 姐 姐姐
    77 妹 妹妹
    -01 本人
    -02 户主
    -21 独生子
    -31 独生女
    -27 养子或继子 养子 继子
    -37 养女或继女 养女 继女
    -28 女婿
    -38 儿媳
    -57 继父或养父 继父 养父
    -58 继母或养母 继母 养母
    -61 祖父 爷爷
    -62 祖母 奶奶
    -63 外祖父 外公 姥爷
    -64 外祖母 外婆 姥姥
    -97 其他亲属
    -99 非亲属
    """,
)


SCHOOL_STAGE = read_list(
    "就学阶段",
    """
    none 未入园 学龄前 散居
    nursery 幼儿园 托育
    primary 小学
    junior 初中
    senior 高中 普高
    vocational 中职 职高 中专 技校
    university 大学 大专 本科 高校
    graduate 研究生 硕士 博士
    working 已工作 已就业 就业
    """,
)


OFFICER_POST = read_list(
    "工会任职",
    """
    chair 主席 分工会主席 工会主席
    vice_chair 副主席 分工会副主席 工会副主席
    organisation 组织委员
    publicity 宣传委员
    sports 文体委员
    women 女工委员 女职工委员
    welfare 生活福利委员 福利委员 生活委员
    audit 经审委员 经费审查委员
    committee 委员 分工会委员 工会委员
    group_leader 小组长 工会小组长
    """,
)
