# SPDX-License-Identifier: MIT
"""The invented units of the sample office: campuses, and branches with how many of whom they hold."""

from typing import NamedTuple

CAMPUSES = ("主校区", "东湖校区", "南山校区", "医学校区")


class Unit(NamedTuple):
    """A branch: its campus, and its share of the permanent, the postdocs and the agency staff."""

    name: str
    campus: str
    permanent: int
    postdoc: int
    agency: int


_TABLE = """
党政办公室 主校区 14 0 5
纪委办公室 主校区 7 0 0
组织部 主校区 9 0 1
宣传部 主校区 9 0 3
统战部 主校区 4 0 0
学生工作部 主校区 14 0 6
校团委 主校区 6 0 2
校工会 主校区 6 0 2
人事处 主校区 12 0 4
财务处 主校区 16 0 8
教务处 主校区 15 0 6
科学技术处 主校区 9 0 3
社会科学处 主校区 5 0 1
研究生院 主校区 12 0 5
国际合作处 主校区 7 0 2
招生就业处 主校区 8 0 4
资产管理处 主校区 10 0 8
基建处 主校区 8 0 5
审计处 主校区 5 0 1
离退休工作处 主校区 7 0 4
实验室管理处 主校区 7 0 6
保卫处 主校区 12 0 96
机械工程学院 主校区 38 8 14
电子信息学院 主校区 36 8 13
计算机学院 主校区 34 7 12
自动化学院 主校区 24 5 8
能源与动力学院 主校区 20 5 9
土木工程学院 东湖校区 30 5 12
建筑与城市规划学院 东湖校区 18 2 6
环境学院 东湖校区 18 6 8
地球科学学院 东湖校区 14 4 5
数学与统计学院 主校区 28 4 5
物理学院 主校区 26 8 10
化学与材料学院 主校区 30 12 14
生命科学学院 南山校区 26 12 16
农学院 南山校区 20 5 18
医学院 医学校区 40 8 24
药学院 医学校区 18 4 8
文学院 东湖校区 20 1 3
历史学院 东湖校区 12 1 2
外国语学院 东湖校区 32 0 6
法学院 东湖校区 16 1 3
经济学院 东湖校区 18 1 4
管理学院 东湖校区 22 2 6
马克思主义学院 主校区 18 1 2
教育学院 东湖校区 14 1 3
民族教育学院 东湖校区 10 0 4
新闻与传播学院 东湖校区 12 0 5
艺术学院 东湖校区 16 0 8
体育部 主校区 20 0 8
图书馆 主校区 28 0 34
信息化中心 主校区 12 0 14
档案馆 主校区 6 0 4
出版社 主校区 6 0 12
校医院 主校区 16 0 36
继续教育学院 南山校区 8 0 12
国际教育学院 东湖校区 8 0 8
分析测试中心 南山校区 8 3 8
附属中学 主校区 34 0 24
附属小学 主校区 18 0 18
幼儿园 主校区 8 0 40
后勤服务集团 主校区 14 0 150
饮食服务中心 主校区 4 0 190
物业服务中心 东湖校区 3 0 165
公寓管理中心 主校区 3 0 120
"""


UNITS = tuple(
    Unit(name, campus, int(permanent), int(postdoc), int(agency))
    for name, campus, permanent, postdoc, agency in (line.split() for line in _TABLE.split("\n") if line)
)
