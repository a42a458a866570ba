# SPDX-License-Identifier: MIT
"""The value lists of a hardship file, as the upper union's form has them (DOMAIN §C1), and its status path."""

from unionoffice.kit.codes import Code, CodeList

DRAFT, SUBMITTED, BRANCH_REVIEWED, UNION_REVIEWED = "draft", "submitted", "branch_reviewed", "union_reviewed"
PUBLICISED, ACTIVE, CLOSED, REJECTED = "publicised", "active", "closed", "rejected"
STATUS = CodeList(
    "档案状态",
    (
        Code(DRAFT, "草稿"),
        Code(SUBMITTED, "已提交"),
        Code(BRANCH_REVIEWED, "已评议"),
        Code(UNION_REVIEWED, "已审核"),
        Code(PUBLICISED, "公示中"),
        Code(ACTIVE, "在档", ("已建档",)),
        Code(CLOSED, "已销档"),
        Code(REJECTED, "未通过"),
    ),
)
# Only what still waits for somebody has colour.
STATUS_TONES = {
    DRAFT: "accent", SUBMITTED: "warn", BRANCH_REVIEWED: "warn", UNION_REVIEWED: "warn", PUBLICISED: "warn",
}  # fmt: skip
ENDED = (CLOSED, REJECTED)

STEPS = CodeList(
    "办理步骤",
    (
        *(Code(code.code, code.name) for code in STATUS),
        Code("objection", "公示异议"),
        Code("reviewed", "年度复核"),
        Code("sent_back", "退回修改"),
        Code("reopened", "重新办理"),
    ),
)

DEEP, RELATIVE, ACCIDENT, NONE = "deep", "relative", "accident", "none"
CATEGORY = CodeList(
    "困难类别",
    (
        Code(DEEP, "深度困难", ("深度困难职工",)),
        Code(RELATIVE, "相对困难", ("相对困难职工",)),
        Code(ACCIDENT, "意外致困", ("意外致困职工", "意外致困户")),
    ),
)
SUGGESTION = CodeList("测算建议", (*CATEGORY, Code(NONE, "不符合三类")))


def _numbered(title: str, names: str) -> CodeList:
    """Codes 1, 2, … for the names, in the order of the official form; ``_`` stands for a blank."""
    listed = [name.replace("_", " ") for name in names.split()]
    return CodeList(title, tuple(Code(str(number), name) for number, name in enumerate(listed, 1)))


ILLNESS, DISASTER, ACCIDENTS, SCHOOLING = "6", "7", "8", "9"
CAUSE = _numbered(
    "致困原因",
    "无劳动能力 有劳动能力而未就业 下岗失业 未参加社会保险 社会保险待遇落实不到位 患重特大疾病 遭受自然灾害 "
    "遭受意外事故 子女上学 其他",
)
SUDDEN = frozenset({ILLNESS, DISASTER, ACCIDENTS})  # the causes that make a case one of 意外致困
HEALTH = _numbered(
    "健康状况",
    "良好 恶性肿瘤 心血管病 脑血管病 终末期肾病（尿毒症） 精神病 肝病 血液病 糖尿病 肿瘤病 腰颈椎病 高血压病 肺病 "
    "一般疾病 残疾",
)
DISABILITY = _numbered("残疾类别", "视力 听力 言语 智力 肢体 精神 多重")
DISABILITY_LEVEL = _numbered("残疾等级", "一级 二级 三级 四级")
WORK_STATE = _numbered("工作状态", "在岗 下（待）岗 失（无）业 退休 病休 内退 离休")
MEMBER_STATE = _numbered("家庭成员身份", "在职 务农 个体经营 退休 失（无）业 学生 学龄前 其他")
HOUSING = _numbered("住房类型", "自建房 商品房 经济适用房 两限房 承租单位公房 政府廉租房 租房 无房 其他")
AREA = _numbered("建筑面积", "20_平方米以下 20-50_平方米 50-70_平方米 70_平方米以上")
HUKOU = _numbered("户口类型", "非农业 农业 农转居")
INSURANCE = _numbered("医保状况", "城镇职工医保 城乡居民医保 公费医疗 其他医疗保险 未参保")
EMPLOYER_KIND = _numbered("单位性质", "事业单位 机关 国有企业 集体企业 其他")
EMPLOYER_STATE = _numbered("企业状况", "正常 困难 停产半停产 不适用")
AID_KIND = _numbered("补助类别", "一般困难 特困 重大疾病 意外灾害 子女助学 其他")
CLOSE_REASON = _numbered("销档原因", "脱困 死亡 退休 调离 不符合")

EVIDENCE = CodeList(
    "证明材料",
    (
        Code("identity", "身份证、户口簿复印件"),
        Code("income", "全家 12 个月收入证明"),
        Code("diagnosis", "诊断证明"),
        Code("bill", "医疗发票或结算单（自付、自费）"),
        Code("school", "录取通知或在读证明"),
        Code("fees", "学费、住宿费票据"),
        Code("accident", "事故或灾害证明"),
        Code("disability", "残疾证或劳动能力鉴定"),
        Code("unemployed", "失业或未就业证明"),
        Code("insurance", "社保参保或待遇证明"),
        Code("loss", "损失、花费票据"),
        Code("minutes", "会议纪要或签字页"),
        Code("other", "其他材料"),
    ),
)
