# SPDX-License-Identifier: MIT
"""Import under the clerk's fingers: every row's fate, what is written and what not, columns put right, one undo."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from tests.recording_door import RecordingDoor
from tests.ui.member_desk import PEOPLE, Key, click, id_number, member, small_office
from ui import files
from ui.app_state import AppState
from ui.desk import Announcer, Desk
from ui.fields import ComboBox
from ui.import_columns import hidden
from ui.import_page import ImportPage
from ui.jobs import JobRunner
from unionoffice.errors import Cancelled
from unionoffice.members.actions import save_member
from unionoffice.members.registers import MEMBERS
from unionoffice.office import Office

HEADINGS = ("序号", "人员编号", "姓  名", "身份证号码", "所在部门", "用工性质", "手机", "爱好")


def roster(path: Path) -> Path:
    """Title rows, aliases, one row of each fate, a total row. Row numbers: 4 unchanged … 9 the last record."""
    book = Workbook()
    sheet = book.active
    sheet.title = "在册"
    sheet.append(["江陵大学教职工名单"])
    sheet.append(["人事处"])
    sheet.append(HEADINGS)
    for number, (staff_no, name, birth, branch, _kind, mobile) in enumerate(PEOPLE[:2], 1):
        sheet.append([number, staff_no, name, id_number(birth), branch, "在编", mobile, "羽毛球"])
    sheet.cell(5, 7).value = "139 0000 7730"
    sheet.append([3, "40010007", "王五", id_number("19820202002"), "外国语学院", "劳务派遣", None, None])
    sheet.append([4, "40010008", "钱多多", "1100001983030300", "外国语学院", "在编", None, None])
    sheet.append([5, None, "孙无号", None, "外国语学院", "在编", None, None])
    sheet.append([6, "40010009", "周新", id_number("19840404003"), "体育部", "在编", None, None])
    sheet.append(["合计", None, 6])
    book.save(path)
    return path


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = small_office(tmp_path / "office")
    yield opened
    opened.close()


@pytest.fixture
def page(qtbot: QtBot, office: Office, state: AppState, inline: JobRunner) -> Iterator[ImportPage]:
    desk = Desk(office, state, Announcer(office))
    made = ImportPage(desk, MEMBERS)
    qtbot.addWidget(made)
    made.resize(1294, 708)
    with qtbot.waitActive(made):
        made.show()
    yield made
    desk.announcer.stop()


@pytest.fixture
def loaded(page: ImportPage, tmp_path: Path) -> ImportPage:
    page.load(roster(tmp_path / "名单.xlsx"))
    assert page.plan is not None
    return page


def fates(page: ImportPage) -> dict[int, str]:
    assert page.plan is not None
    return {row.row_no: row.fate for row in page.plan.rows}


def shown(page: ImportPage) -> list[str]:
    assert page.model is not None
    return [page.model.index(row, 0).data() for row in range(page.model.rowCount())]


def test_every_row_is_told_its_fate(loaded: ImportPage) -> None:
    assert fates(loaded) == {4: "unchanged", 5: "update", 6: "new", 7: "refused", 8: "refused", 9: "new"}
    assert loaded.header.title() == "导入会员名册"
    assert [chip.text() for chip in loaded.chips.values() if chip.isVisible()] == ["新增 2", "更新 1", "不变 1", "拒绝 2"]
    assert loaded.all_chip.text() == "全部 6"
    assert loaded.status_texts() == ["预览没有改动任何数据", "F8 跳到下一条拒绝"]


def test_the_table_shows_what_changes_and_why_not(loaded: ImportPage, office: Office) -> None:
    model = loaded.model
    assert model is not None
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    last = model.columnCount() - 1
    told = {model.index(row, 0).data(): model.index(row, last).data() for row in range(model.rowCount())}
    assert told["5"] == "手机 139****5678 → 139****7730"
    assert "应为 18 位" in told["7"] and loaded.will_leave.text().endswith("新建分工会 体育部；写入后可以整批撤销。")
    assert "认不出是谁" in told["8"]
    headings = [model.headerData(s, Qt.Orientation.Horizontal) for s in range(model.columnCount())]
    assert headings == ["行号", "结果", "工号", "姓名", "分工会", "变化或原因"]


def test_chips_and_search_choose_the_rows(qtbot: QtBot, loaded: ImportPage) -> None:
    assert "4" not in shown(loaded) and "5" in shown(loaded)
    qtbot.mouseClick(loaded.all_chip, Qt.MouseButton.LeftButton)
    assert len(shown(loaded)) == 6 and loaded.all_chip.isChecked()
    qtbot.mouseClick(loaded.all_chip, Qt.MouseButton.LeftButton)
    assert "4" not in shown(loaded)
    for fate in ("new", "update"):
        qtbot.mouseClick(loaded.chips[fate], Qt.MouseButton.LeftButton)
    assert shown(loaded) == ["7", "8"] and loaded.count.text() == "显示 拒绝，共 2 行"
    loaded.search.setText("孙无号")
    qtbot.waitUntil(lambda: shown(loaded) == ["8"])


def test_f8_walks_through_the_refused_rows(qtbot: QtBot, loaded: ImportPage) -> None:
    seen = []
    for _ in range(4):
        qtbot.keyClick(loaded.table, Key.Key_F8)
        seen.append(shown(loaded)[loaded.table.currentIndex().row()])
    assert seen == ["7", "8", "7", "8"]


def test_writing_writes_the_good_rows_and_one_undo_takes_all_back(
    qtbot: QtBot, loaded: ImportPage, office: Office, door: RecordingDoor
) -> None:
    written = loaded.plan.to_write  # type: ignore[union-attr]
    closed: list[int] = []
    loaded.closed.connect(lambda: closed.append(1))
    assert loaded.will_write.text().startswith(f"将写入 {written} 行：新增 ")
    click(qtbot, loaded, f"写入 {written} 行")
    assert closed == [1] and door.infos == [f"已写入 {written} 行"]
    assert member(office, "王五").branch.name == "外国语学院" and member(office, "张伟").mobile == "13900007730"
    door.links["撤销"]()
    assert door.infos[-1] == f"已撤销，{written} 行恢复原样"
    assert member(office, "张伟").mobile == "13900005678"
    with pytest.raises(Exception, match="No row"):
        member(office, "王五")


def test_nothing_is_written_when_the_page_is_left(qtbot: QtBot, loaded: ImportPage, office: Office) -> None:
    closed: list[int] = []
    loaded.closed.connect(lambda: closed.append(1))
    qtbot.keyClick(loaded.table, Key.Key_Escape)
    assert closed == [1] and member(office, "张伟").mobile == "13900005678"


def test_a_list_changed_after_the_preview_is_not_written_over(
    qtbot: QtBot, loaded: ImportPage, office: Office, door: RecordingDoor
) -> None:
    with office.work("编辑会员", actor="别人") as work:
        save_member(work, member(office, "张伟").id, {"mobile": "13611112222"})
    loaded.write()
    assert "在预览之后又改过，没有写入" in door.errors[0].sentence
    assert member(office, "张伟").mobile == "13611112222" and loaded.stack.currentIndex() == 2


def test_columns_can_be_put_right_and_are_remembered(
    qtbot: QtBot, loaded: ImportPage, office: Office, tmp_path: Path, door: RecordingDoor, state: AppState
) -> None:
    click(qtbot, loaded, "返回对应列")
    assert loaded.stack.currentIndex() == 1 and loaded.columns.go_on.hasFocus()
    boxes = {box.accessibleName(): box for box in loaded.columns.findChildren(ComboBox)}
    assert boxes["人员编号"].currentText() == "工号" and boxes["爱好"].currentText() == "不导入"
    box = boxes["爱好"]
    box.choose("remark")
    box.activated.emit(box.currentIndex())
    click(qtbot, loaded, "预览")
    assert fates(loaded)[4] == "update"
    loaded.write()
    assert member(office, "张三").remark == "羽毛球"
    again = ImportPage(Desk(office, state, Announcer(office)), MEMBERS)
    qtbot.addWidget(again)
    again.load(roster(tmp_path / "下月.xlsx"))
    assert again.file is not None and "remark" in again.file.mapped


def test_a_field_given_to_another_column_leaves_the_first(qtbot: QtBot, loaded: ImportPage) -> None:
    loaded._back_to_columns()
    box = next(one for one in loaded.columns.findChildren(ComboBox) if one.accessibleName() == "爱好")
    box.choose("mobile")
    box.activated.emit(box.currentIndex())
    chosen = {one.accessibleName(): one.currentText() for one in loaded.columns.findChildren(ComboBox)}
    assert chosen["爱好"] == "手机" and chosen["手机"] == "不导入"


def test_another_sheet_of_the_file_can_be_chosen(
    qtbot: QtBot, page: ImportPage, tmp_path: Path, door: RecordingDoor
) -> None:
    path = roster(tmp_path / "两张表.xlsx")
    book = load_workbook(path)
    other = book.create_sheet("离职")
    other.append(["工号", "姓名"])
    other.append(["10010001", "张三"])
    book.create_sheet("空表")
    book.save(path)
    page.load(path)
    assert page.file is not None and page.file.sheet_name == "在册"
    page._back_to_columns()
    page.columns.sheet_chosen.emit("离职")
    assert page.file.sheet_name == "离职" and page.file.unknown == []
    page.columns.sheet_chosen.emit("空表")
    assert page.file.sheet_name == "离职" and door.errors
    page._plan()
    assert fates(page) == {2: "unchanged"}


def test_refused_rows_come_back_with_their_reasons(
    qtbot: QtBot, loaded: ImportPage, office: Office, door: RecordingDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    click(qtbot, loaded, "导出拒绝的行")
    path = office.exports / "名单_错误原因.xlsx"
    assert path.exists() and door.infos == [f"已写好 {path.name}"]
    rows = list(load_workbook(path).active.iter_rows(values_only=True))
    assert any("认不出是谁" in str(cell) for row in rows for cell in row)
    opened: list[Path] = []
    monkeypatch.setattr(files, "open_folder", opened.append)
    door.links["打开文件夹"]()
    assert opened == [path]


def test_a_file_that_is_no_table_is_refused_in_a_sentence(
    page: ImportPage, tmp_path: Path, door: RecordingDoor
) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    closed: list[int] = []
    page.closed.connect(lambda: closed.append(1))
    page.load(path)
    assert closed == [1] and len(door.errors) == 1 and door.errors[0].sentence.endswith("。")


def test_no_file_chosen_closes_the_page(page: ImportPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "ask_open", lambda *_args: None)
    closed: list[int] = []
    page.closed.connect(lambda: closed.append(1))
    page.start()
    assert closed == [1]


def test_a_file_with_nothing_new_cannot_be_written(page: ImportPage, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["工号", "姓名"])
    book.active.append(["10010001", "张三"])
    book.save(tmp_path / "同.xlsx")
    page.load(tmp_path / "同.xlsx")
    assert not page.write_button.isEnabled() and page.write_button.toolTip() == "没有要写入的行"
    assert not page.errors_button.isEnabled() and page.errors_button.toolTip() == "没有拒绝的行"
    assert page.status_texts() == ["预览没有改动任何数据"]


def test_a_cancelled_job_says_so_and_leaves_the_preview(loaded: ImportPage, door: RecordingDoor) -> None:
    loaded._write_failed(Cancelled())
    assert door.infos == [Cancelled().sentence] and loaded.stack.currentIndex() == 2


@pytest.mark.parametrize(
    ("sample", "seen"),
    [
        (id_number("19820202002"), "110***********" + id_number("19820202002")[-4:]),
        ("13800001234", "138****1234"),
        ("10010001", "10010001"),
        ("2016-03", "2016-03"),
        ("张三", "张三"),
    ],
)
def test_long_numbers_are_not_shown_while_columns_are_matched(sample: str, seen: str) -> None:
    assert hidden(sample) == seen


# somebody who may be there already


@pytest.fixture
def doubtful(page: ImportPage, office: Office, tmp_path: Path) -> ImportPage:
    """Two rows that look like members under other numbers, and one plain new row between them."""
    book = Workbook()
    sheet = book.active
    sheet.append(["工号", "姓名", "出生日期", "邮箱"])
    sheet.append(["90001", "张三", f"{member(office, '张三').birth_date}", "z@x.cn"])
    sheet.append(["90002", "新人", "1990-01-01", None])
    sheet.append(["90003", "张伟", f"{member(office, '张伟').birth_date}", None])
    book.save(tmp_path / "新名单.xlsx")
    page.load(tmp_path / "新名单.xlsx")
    assert page.plan is not None
    return page


def test_rows_that_may_be_known_are_decided_with_a_key_each(
    qtbot: QtBot, doubtful: ImportPage, office: Office, door: RecordingDoor
) -> None:
    page = doubtful
    assert page.doubts.isVisible() and page.doubts.banner.title() == "2 行可能是已经登记过的人"
    assert page.chips["doubt"].text() == "待定 2" and not page.chips["left"].isVisible()
    assert page.will_leave.text() == "待定的 2 行先不写入；写入后可以整批撤销。"
    assert page.table.currentIndex().row() == 0 and page.model is not None
    assert page.model.index(0, 4).data() == "可能是 张三（10010001，机械工程学院）：姓名和出生日期相同"
    qtbot.keyClick(page.table, Qt.Key.Key_1)
    assert page.model.index(0, 4).data().startswith("工号 10010001 → 90001，邮箱")
    assert page.table.currentIndex().row() == 2
    qtbot.keyClick(page.table, Qt.Key.Key_0)
    assert page.doubts.banner.title() == "待定的都定好了" and page.write_button.text().startswith("写入 3 行")
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert page.chips["left"].text() == "不导入 1" and page.write_button.text().startswith("写入 2 行")
    page.write()
    assert member(office, "张三").staff_no == "90001" and member(office, "张伟").staff_no == "10010002"
    assert door.infos[-1] == "已写入 2 行"
    door.links["撤销"]()
    assert member(office, "张三").staff_no == "10010001" and door.infos[-1] == "已撤销，2 行恢复原样"


def test_what_is_not_decided_is_not_written_and_that_is_said(
    doubtful: ImportPage, office: Office, door: RecordingDoor
) -> None:
    doubtful.write()
    assert door.infos[-1] == "已写入 1 行，待定的 2 行没有写入"
    assert member(office, "张三").staff_no == "10010001"
