"""How long the list of clients and the opening of one take as the record grows to ten thousand visits and beyond.

Run from the benchmarks folder with ``python record_growth.py``; times are the least of several, in one run.
"""

import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import insert

from tonematch.record.database import Record, open_record
from tonematch.record.find import client_of, find_clients
from tonematch.record.tables import Client, Measurement, Part, Recipe, Site, Visit, new_id, now

VISITS_EACH = 4
SIZES = (100, 1_000, 10_000, 40_000)
DOCUMENT = {"numbers": [round(0.1 * step, 1) for step in range(400)]}
"""About as large as the JSON of a real match."""
REPEATS = 5


def fill(record: Record, clients: range) -> None:
    """Add clients with one site, four visits, two colours and a recipe of two pots a visit."""
    rows: dict[type, list[dict[str, object]]] = {kind: [] for kind in (Client, Site, Visit, Measurement, Recipe, Part)}

    def add(table: type, **values: object) -> str:
        identity = new_id()
        rows[table].append({"id": identity, "made_at": now(), **values})
        return identity

    for number in clients:
        client = add(Client, code=f"C-{number:05d}", remark="")
        site = add(Site, client_id=client, name="left hand", region="hand", view="front")
        for count in range(VISITS_EACH):
            day = date(2020, 1, 1) + timedelta(days=(number * 7 + count * 61) % 2400)
            visit = add(Visit, site_id=site, day=day, technique="camouflage", remark="", checklist={})
            for kind in ("surround", "patch"):
                add(Measurement, visit_id=visit, kind=kind, L=60.0, a=10.0, b=15.0, document=DOCUMENT)
            recipe = add(
                Recipe, visit_id=visit, palette="p", unit="parts", delta_e00=0.8, grade="good", document=DOCUMENT
            )
            for place, code in enumerate(("F2N", "F2W")):
                add(Part, recipe_id=recipe, position=place, code=code, name=code, parts=2.0, lot=f"L-{number % 40}")
    with record.saving() as session:
        for kind, values in rows.items():
            session.execute(insert(kind), values)


def least_ms(action: Callable[[], object]) -> float:
    """Time something several times; give the least, in milliseconds."""
    times = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        action()
        times.append(time.perf_counter() - began)
    return 1000 * min(times)


def main() -> None:
    """Fill a record in steps and time it at each size."""
    print("visits   open record   list   find by lot   find by word   open a client  (ms)")
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{Path(folder) / 'record.sqlite3'}"
        record, filled = open_record(address), 0
        for visits in SIZES:
            fill(record, range(filled, visits // VISITS_EACH))
            filled = visits // VISITS_EACH
            some = find_clients(record)[0].client_id

            def opened(identity: str = some) -> None:
                with record.looking() as session:
                    client_of(session, identity)

            times = (
                least_ms(lambda: open_record(address).close()),
                least_ms(lambda: find_clients(record)),
                least_ms(lambda: find_clients(record, lot="L-7")),
                least_ms(lambda: find_clients(record, "hand F2N")),
                least_ms(opened),
            )
            print(f"{visits:6d}   {'   '.join(f'{time_ms:9.1f}' for time_ms in times)}")
        record.close()


if __name__ == "__main__":
    main()
