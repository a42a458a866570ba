# SPDX-License-Identifier: MIT
"""The invented office to try the program on: 2,191 people, a year of aid, four campaigns, a plan; the same by seed."""

import random
import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from unionoffice.errors import OfficeError
from unionoffice.office import Office
from unionoffice.progress import Progress, Silent
from unionoffice.store.engine import DATABASE_NAME
from unionoffice.store.settings import save_settings

TODAY = date(2020, 12, 18)
FULL = 2191
SETTINGS = {
    "school_name": "江陵大学",
    "union_name": "江陵大学工会委员会",
    "working_year": "2020",
    "branch_label": "分工会",
    "operator": "周雨桐",
    "set_up": "1",
    "demo_today": TODAY.isoformat(),
}

Fill = Callable[[Office, random.Random, int, Progress], None]


def make_sample(folder: Path, *, members: int = FULL, seed: int = 1, progress: Progress | None = None) -> None:
    """Make the sample office in ``folder``, through the parts' own actions. Raises OfficeError when one is there.

    The same ``members`` and ``seed`` give the same records. A full-size office takes seconds. It is built beside the
    folder and moved into place when whole, so a cancelled one leaves nothing. Raises Cancelled.
    """
    if (folder / DATABASE_NAME).exists():
        raise OfficeError(f"{folder} 里已经有一个办公室，没有改动。请换一个空文件夹。")
    building = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(building, ignore_errors=True)
    try:
        _build(building, members, seed, progress or Silent())
        folder.mkdir(parents=True, exist_ok=True)
        folder.rmdir()  # refuses where something lies in it already
        building.rename(folder)
    except OSError as error:
        raise OfficeError(f"示例办公室没有做成：{folder} 写不进去，或不是空文件夹。请换一个空文件夹。") from error
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _build(folder: Path, members: int, seed: int, watching: Progress) -> None:
    office = Office.open(folder, clock=lambda: datetime.combine(TODAY, datetime.min.time().replace(hour=8, minute=30)))
    try:
        with office.work("建立示例办公室") as work:
            save_settings(work, SETTINGS)
        for done, (title, fill) in enumerate(_steps(), 1):
            watching.check_cancelled()
            watching.report(done, 5, title)
            fill(office, random.Random(seed * 1000 + done), members, watching)
    finally:
        office.close()


def _steps() -> list[tuple[str, Fill]]:
    # Imported here: each part's sample brings its name lists, which nothing else needs.
    from unionoffice.aid import sample as aid
    from unionoffice.members import sample as people
    from unionoffice.members.dues import sample as dues
    from unionoffice.plan import sample as plan
    from unionoffice.welfare import sample as welfare

    return [
        ("正在登记会员", lambda office, rng, count, progress: people.fill(office, rng, count)),
        ("正在登记慰问", lambda office, rng, count, progress: aid.fill(office, rng)),
        ("正在登记福利", lambda office, rng, count, progress: welfare.fill(office, rng)),
        ("正在登记工作计划", lambda office, rng, count, progress: plan.fill(office, rng, progress)),
        ("正在登记会费", lambda office, rng, count, progress: dues.fill(office, rng)),
    ]
