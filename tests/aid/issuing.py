# SPDX-License-Identifier: MIT
"""Processes that issue vouchers, to be killed: run as a program of its own, so that it can fork without a window.

python -m tests.aid.issuing kill FOLDER KILLS SEED     kills that many issuing processes, prints what they had said
python -m tests.aid.issuing issue FOLDER COUNT         issues so many, prints them
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select

from tests.aid.offices import NOON
from unionoffice.aid import actions
from unionoffice.aid.records import AidType
from unionoffice.office import Office

READY = "ready"
LONGEST_WAIT = 0.1  # seconds after an office is open, or after its first voucher


def issue_one(office: Office, type_id: int) -> str:
    """What the form does on 签发并打印, up to the paper: draft, number, lock and print's count in two steps."""
    values = {
        "member_id": 1, "aid_type_id": type_id, "amount": Decimal(600), "event_date": date(2020, 9, 21),
        "pay_method": "bank_transfer",
    }  # fmt: skip
    with office.work("签发凭证") as work:
        payment = actions.issue(work, actions.save_draft(work, None, values).id)
    said = payment.voucher_no or ""
    with office.work("打印凭证") as work:
        actions.note_printed(work, payment.id)
    return said


def issuing(folder: Path) -> Iterator[str]:
    """Says that it is ready, then each voucher once it is committed, without an end."""
    office = Office.open(folder, clock=lambda: NOON)
    try:
        with office.read() as session:
            type_id = session.scalars(select(AidType.id).where(AidType.code == "hospital")).one()
        yield READY
        while True:
            yield issue_one(office, type_id)
    finally:
        office.engine.dispose()


def issue_some(folder: Path, count: int) -> list[str]:
    """Issue so many and let go of the office."""
    several = issuing(folder)
    said = [next(several) for _ in range(count + 1)]
    several.close()
    return said[1:]


def kill_one(folder: Path, rng: random.Random) -> list[str]:
    """Start a process that issues, kill it at a random moment; what it had acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            for said in issuing(folder):
                os.write(writing, f"{said}\n".encode())
        finally:
            os._exit(1)  # it never ends by itself: whoever reads this code finds a refusal
    os.close(writing)
    with os.fdopen(reading) as answers:
        early = rng.random() < 0.15  # also while it opens the office
        waited_for = 0 if early else rng.choice((1, 2, 2))  # that it is ready, and perhaps a voucher
        first = "".join(answers.readline() for _ in range(waited_for))
        time.sleep(rng.uniform(0, 0.1 if early else LONGEST_WAIT))
        os.kill(child, signal.SIGKILL)
        _, ended = os.waitpid(child, 0)
        assert os.WIFSIGNALED(ended), "the issuing process ended by itself"
        lines = (first + answers.read()).splitlines()
    return [line for line in lines if line != READY]


def main(how: str, folder: str, count: str, seed: str = "0") -> None:
    if how == "issue":
        said = issue_some(Path(folder), int(count))
    else:
        rng = random.Random(int(seed))
        said = issue_some(Path(folder), 1)  # what is loaded here need not be loaded two hundred times
        said += [line for _ in range(int(count)) for line in kill_one(Path(folder), rng)]
    print(json.dumps(said, ensure_ascii=True))


if __name__ == "__main__":
    main(*sys.argv[1:])
