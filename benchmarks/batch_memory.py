"""The memory and time of going through a batch whose rows are all there: how both grow with the number of photos.

Run from the repository's folder with ``python -m benchmarks.batch_memory``; each size in a process of its own.
"""

import csv
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tonematch.batch.jobs import read_jobs
from tonematch.batch.table import COLUMNS, run_batch

SIZES = (1_000, 50_000, 200_000)
PALETTE = "generic-camouflage"


def gone_through(count: int) -> tuple[float, float]:
    """Go through a list of photos whose rows are there; gives seconds, and the highest memory in MB."""
    with tempfile.TemporaryDirectory() as name:
        source, out = Path(name) / "list.csv", Path(name) / "out.csv"
        with source.open("w", encoding="utf-8") as listed, out.open("w", encoding="utf-8", newline="") as table:
            listed.write("photo,patch\n")
            rows = csv.writer(table, lineterminator="\n")
            rows.writerow(COLUMNS)
            for number in range(count):
                listed.write(f'missing-{number}.jpg,"{number},{number}"\n')
                row = dict.fromkeys(COLUMNS, "") | {"photo": f"missing-{number}.jpg", "patch": f"{number},{number}"}
                rows.writerow((row | {"palette": PALETTE, "status": "error", "error": "There is no photo."}).values())
        begun = time.perf_counter()
        kept = sum(was_there for _, was_there in run_batch(read_jobs(source, palette=PALETTE), out))
        if kept != count:
            raise RuntimeError(f"{kept} of {count} rows were found again.")
        return time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure one size, or all of them one after the other."""
    if len(sys.argv) > 1:
        seconds, megabytes = gone_through(int(sys.argv[1]))
        print(f"{int(sys.argv[1]):>9,} photos: {megabytes:.0f} MB, {seconds:.1f} s", flush=True)
        return
    for size in SIZES:
        subprocess.run([sys.executable, "-m", "benchmarks.batch_memory", str(size)], check=True)


if __name__ == "__main__":
    main()
