# SPDX-License-Identifier: MIT
"""The code lists in use: the national standards that GB numbers name, and the office's own (DOMAIN §A2, A3)."""

from unionoffice.kit.codes import Code, CodeList


def read_list(title: str, table: str) -> CodeList:
    """One entry a line: code, name, aliases. A leading ``-`` marks an entry that is seldom wanted."""
    rows = [line.split() for line in table.splitlines() if line.strip()]
    return CodeList(
        title,
        tuple(Code(row[0].lstrip("-"), row[1], tuple(row[2:]), not row[0].startswith("-")) for row in rows),
    )


SEX = read_list(
    "性别",  # GB/T 2261.1
    """
    1 男 男性
    2 女 女性
    -0 未知
    -9 未说明
    """,
)

ETHNICITY = read_list(
    "民族",  # GB/T 3304; 97 and 98 are common practice, not the standard's
    """
    01 汉族
    02 蒙古族 蒙族
    03 回族
    04 藏族
    05 维吾尔族 维族
    06 苗族
    07 彝族
    08 壮族
    09 布依族
    10 朝鲜族 鲜族
    11 满族
    12 侗族
    13 瑶族
    14 白族
    15 土家族
    16 哈尼族
    17 哈萨克族 哈族
    18 傣族
    19 黎族
    20 傈僳族
    21 佤族
    22 畲族
    23 高山族
    24 拉祜族
    25 水族
    26 东乡族
    27 纳西族
    28 景颇族
    29 柯尔克孜族
    30 土族
    31 达斡尔族
    32 仫佬族
    33 羌族
    34 布朗族
    35 撒拉族
    36 毛南族
    37 仡佬族
    38 锡伯族
    39 阿昌族
    40 普米族
    41 塔吉克族
    42 怒族
    43 乌孜别克族
    44 俄罗斯族
    45 鄂温克族
    46 德昂族
    47 保安族
    48 裕固族
    49 京族
    50 塔塔尔族
    51 独龙族
    52 鄂伦春族
    53 赫哲族
    54 门巴族
    55 珞巴族
    56 基诺族
    -97 其他 其它
    -98 外国血统中国籍
    """,
)

POLITICAL_STATUS = read_list(
    "政治面貌",  # GB/T 4762
    """
    01 中共党员 党员 中国共产党党员 共产党员
    02 中共预备党员 预备党员 中国共产党预备党员
    03 共青团员 团员 中国共产主义青年团团员
    13 群众 普通公民
    -04 民革党员 民革 民革会员 中国国民党革命委员会会员 中国国民党革命委员会党员
    -05 民盟盟员 民盟 中国民主同盟盟员
    -06 民建会员 民建 中国民主建国会会员
    -07 民进会员 民进 中国民主促进会会员
    -08 农工党党员 农工党 农工民主党党员 中国农工民主党党员
    -09 致公党党员 致公党 中国致公党党员
    -10 九三学社社员 九三学社 九三社员
    -11 台盟盟员 台盟 台湾民主自治同盟盟员
    -12 无党派人士 无党派 无党派民主人士
    """,
)

EDUCATION = read_list(
    "学历",  # GB/T 4658-2006; the common ones under the names that clerks write
    """
    11 博士研究生 博士 博士研究生毕业 博士毕业
    14 硕士研究生 硕士 硕士研究生毕业 硕士毕业
    21 大学本科 本科 大本 大学 大学本科毕业 本科毕业
    31 大学专科 专科 大专 大学专科毕业 专科毕业 大专毕业
    41 中专 中等专科 中等专科毕业 中专毕业
    61 高中 普通高中 高中毕业 普通高中毕业
    71 初中 初中毕业
    81 小学 小学毕业
    90 其他 其它
    -10 研究生教育 研究生
    -12 博士研究生结业 博士结业
    -13 博士研究生肄业 博士肄业
    -15 硕士研究生结业 硕士结业
    -16 硕士研究生肄业 硕士肄业
    -17 研究生班毕业 研究生班
    -18 研究生班结业
    -19 研究生班肄业
    -20 大学本科教育 本科教育
    -22 大学本科结业 本科结业
    -23 大学本科肄业 本科肄业
    -28 大学普通班毕业 大学普通班
    -30 大学专科教育 专科教育
    -32 大学专科结业 专科结业
    -33 大学专科肄业 专科肄业
    -40 中等职业教育
    -42 中专结业
    -43 中专肄业
    -44 职业高中毕业 职高 职业高中 职高毕业
    -45 职业高中结业 职高结业
    -46 职业高中肄业 职高肄业
    -47 技工学校毕业 技校 技工学校 技校毕业
    -48 技工学校结业 技校结业
    -49 技工学校肄业 技校肄业
    -60 普通高中教育
    -62 高中结业
    -63 高中肄业
    -70 初中教育
    -73 初中肄业
    -80 小学教育
    -83 小学肄业
    """,
)

DEGREE = read_list(
    "学位",  # 0 is the office's own: rosters write 无 as often as they leave the cell blank
    """
    1 博士 博士学位
    2 硕士 硕士学位
    3 学士 学士学位
    -0 无 无学位
    """,
)

MARITAL = read_list(
    "婚姻状况",  # GB/T 2261.2
    """
    10 未婚
    20 已婚
    40 离婚 离异
    30 丧偶
    -21 初婚
    -22 再婚
    -23 复婚
    -90 未说明 未说明的婚姻状况
    """,
)

FAMILY_RELATION = read_list(
    "家庭关系",  # GB/T 4761
    """
    10 配偶 爱人
    20 子 儿子
    30 女 女儿
    51 父 父亲
    52 母 母亲
    55 岳父
    56 岳母
    53 公公
    54 婆婆
    01 本人
    -02 户主
    -11 夫 丈夫
    -12 妻 妻子
    -21 独生子
    -27 养子或继子 养子 继子
    -28 女婿
    -31 独生女
    -37 养女或继女 养女 继女
    -38 儿媳 媳妇
    -57 继父或养父 继父 养父
    -58 继母或养母 继母 养母
    -61 祖父 爷爷
    -62 祖母 奶奶
    -63 外祖父 外公 姥爷
    -64 外祖母 外婆 姥姥
    -71 兄 哥哥
    -73 弟 弟弟
    -75 姐 姐姐
    -77 妹 妹妹
    -97 其他亲属
    -99 非亲属
    """,
)

ID_TYPE = read_list(
    "证件类型",
    """
    resident_id 居民身份证 身份证 二代身份证
    hmt_residence 港澳台居民居住证 港澳台居住证 港澳居民居住证 台湾居民居住证
    hk_macao_permit 港澳居民来往内地通行证 回乡证 港澳通行证
    tw_permit 台湾居民来往大陆通行证 台胞证
    foreign_pr 外国人永久居留身份证 外国人永久居留证 永久居留身份证
    passport 护照
    officer 军官证 警官证 士兵证
    other 其他 其它 其他证件
    """,
)

EMPLOYMENT_TYPE = read_list(
    "用工形式",
    """
    permanent 在编 事业编制 事业编 编制内 正式在编 在编在岗 事业编制人员
    postdoc 博士后
    contract 合同制 劳动合同制 劳动合同 校聘 非事业编 非事业编制 编外 编外聘用
    agency 劳务派遣 派遣 劳务派遣制
    personnel_agency 人事代理 代理
    other 其他 其它
    """,
)

WORK_STATUS = read_list(
    "就业状况",
    """
    1 在岗 在职
    4 退休
    5 离休
    8 病休
    7 退养 内退
    -2 待岗 下岗 待(下)岗
    -3 失业
    -6 退职
    -9 其他 其它
    """,
)

MEMBERSHIP_STATUS = read_list(
    "会籍状态",
    """
    active 在册 在籍
    retained 保留会籍 保留
    retired 退休
    left 转出 已转出
    withdrawn 退会 已退会
    expelled 除名
    deceased 去世 已故
    -merged 已并入另一条
    """,
)

MEMBERSHIP_EVENT = read_list(
    "会籍变化",
    """
    join 入会
    transfer_in 转入
    branch_move 校内调动
    retain 保留会籍 保留
    restore 恢复会籍 恢复
    transfer_out 转出
    retire 退休
    withdraw 退会
    expel 除名
    death 去世
    """,
)

MEMBERSHIP_REASON = read_list(
    "会籍变化原因",  # the numbers of the upper union's real-name import
    """
    1 劳动(工作)关系发生变化 劳动关系发生变化 工作关系发生变化
    2 在本单位下岗后待岗
    3 失业
    4 所在企业破产
    5 个人要求退会
    6 因犯罪被开除会籍
    """,
)

TITLE_LEVEL = read_list(
    "职称级别",
    """
    senior 正高 正高级
    associate_senior 副高 副高级
    intermediate 中级
    junior 初级 助理级 员级
    ungraded 未定级 无 无职称
    """,
)

POST_CATEGORY = read_list(
    "岗位类别",
    """
    teaching 教学科研 教师 专任教师 教学科研岗
    management 管理 管理岗 行政 行政管理
    support 教辅 其他专技 其他专业技术 教辅岗
    worker 工勤 工勤技能 工勤岗
    """,
)

SKILL_LEVEL = read_list(
    "技能等级",
    """
    1 高级技师
    2 技师
    3 高级 高级工
    4 中级 中级工
    5 初级 初级工
    """,
)

UNION_POST = read_list(
    "工会职务",
    """
    chair 主席 分工会主席 工会主席
    vice_chair 副主席 分工会副主席 工会副主席
    committee 委员 分工会委员 工会委员
    group_leader 小组长 工会小组长
    activist 积极分子 工会积极分子
    """,
)

HOUSEHOLD_TYPE = read_list(
    "户籍类型",
    """
    1 非农业家庭户口 城镇 非农业 非农业户口 居民户口
    2 农业家庭户口 农村 农业 农业户口
    3 非农业集体户口 集体户口
    4 农业集体户口
    -5 未落常住户口
    -6 自理口粮户口
    -7 寄住户口
    -8 赞助户口
    -9 其他户口 其他 其它
    """,
)

MODEL_WORKER_LEVEL = read_list(
    "劳模",
    """
    none 非劳模 否 无
    national 全国 全国劳模 全国劳动模范
    provincial 省部级 省级 部级 省部级劳模
    municipal 地市级 市级 地市级劳模
    other 其他 其它
    """,
)

PAY_METHOD = read_list(
    "发放方式",
    """
    cash 现金
    bank_transfer 银行转账 转账 打卡
    goods 实物 慰问品
    cake_voucher 蛋糕券 生日蛋糕券
    merchant_voucher 提货券 指定商家提货券 购物券
    """,
)
