"""Many photos: one row each, failures told in their row, and nothing lost or done twice after a stop."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections import deque
from functools import partial
from pathlib import Path

import pytest

from tonematch.batch.crew import crew_of
from tonematch.batch.jobs import BatchJob, Wishes, read_jobs
from tonematch.batch.row import Row
from tonematch.batch.table import COLUMNS, run_batch
from tonematch.bundled import SAMPLES
from tonematch.cli.mix_options import Afterwards, reckoned_with
from tonematch.errors import CaseError

PALETTE = "generic-camouflage"


def sample(tier: str) -> tuple[Path, str]:
    """Give a sample photo of a tier and the click on its patch."""
    truths = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(SAMPLES.glob("*.json"))]
    truth = next(truth for truth in truths if truth["tier"] == tier)
    click = truth["patch"]["click"] if truth["patch"] else (1, 1)
    return SAMPLES / truth["photo"], f"{click[0]},{click[1]}"


@pytest.fixture
def photo_list(tmp_path: Path) -> Path:
    """Give a list of four rows: one photo twice with other marks, one that must be refused, one that is missing."""
    easy, click = sample("easy")
    refused, _ = sample("refused")
    rows = [[easy, click], [easy, ""], [refused, "10,10"], ["=missing.jpg", ""], [easy, "3;4"]]
    path = tmp_path / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["photo", "patch"], *rows])
    return path


def test_of_two_charts_the_one_beside_the_mark_is_used(tmp_path: Path) -> None:
    """A photo with two charts is done where its skin is marked, and refused where it is not."""
    truth = json.loads((SAMPLES / "14-refused-two-charts.json").read_text(encoding="utf-8"))
    x, y = truth["patch"]["click"]
    path = tmp_path / "list.csv"
    path.write_text(
        f'photo,patch\n{SAMPLES / truth["photo"]},"{x},{y}"\n{SAMPLES / truth["photo"]},\n', encoding="utf-8"
    )
    marked, unmarked = (row for row, _ in run_batch(read_jobs(path, palette=PALETTE), tmp_path / "out.csv"))
    assert marked["status"] == "ok"
    assert "chart.nearest_used" in marked["findings"].split()
    assert unmarked["error_code"] == "chart.several"


def test_raw_photos_of_a_folder_are_found(tmp_path: Path) -> None:
    """A folder's raw files are photos like any other."""
    for name in ("a.DNG", "b.cr3", "notes.txt"):
        (tmp_path / name).touch()
    assert [job.name for job in read_jobs(tmp_path, palette=PALETTE)] == ["a.DNG", "b.cr3"]


def rows_of(table: Path) -> list[Row]:
    """Read a finished table."""
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_photo_has_a_row_and_a_resumed_run_writes_the_same(photo_list: Path, tmp_path: Path) -> None:
    """Cut anywhere, a table is completed to the bytes of an uninterrupted run, keeping its whole rows."""
    out = tmp_path / "out.csv"
    jobs = read_jobs(photo_list, palette=PALETTE)
    assert [kept for _, kept in run_batch(jobs, out)] == [False] * 5
    whole = out.read_bytes()
    rows = rows_of(out)
    assert [row["status"] for row in rows] == ["ok", "ok", "error", "error", "error"]
    assert float(rows[0]["delta_e00"]) >= 0
    assert rows[1]["L"] == ""
    assert rows[3]["photo"] == "'=missing.jpg"
    assert "There is no photo" in rows[3]["error"]
    assert "not of the form" in rows[4]["error"]
    ends = [index + 1 for index, byte in enumerate(whole) if byte == 10]
    for cut, finished in ((ends[3] + 40, 3), (ends[-1], 5)):
        out.write_bytes(whole[:cut])
        assert [kept for _, kept in run_batch(jobs, out)].count(True) == finished
        assert out.read_bytes() == whole


def test_a_table_torn_in_its_first_line_is_begun_again(tmp_path: Path) -> None:
    """A kill while the heading was written leaves nothing to keep."""
    out = tmp_path / "out.csv"
    out.write_bytes(b"photo,sha")
    (tmp_path / "list.csv").write_text("photo\nnothing.jpg\n", encoding="utf-8")
    list(run_batch(read_jobs(tmp_path / "list.csv", palette=PALETTE), out))
    assert tuple(rows_of(out)[0]) == COLUMNS


def test_a_foreign_table_is_not_touched(tmp_path: Path) -> None:
    """A file that is no table of ours is refused and left as it is."""
    out = tmp_path / "diary.csv"
    out.write_text("day,thought\n1,none\n", encoding="utf-8")
    (tmp_path / "list.csv").write_text("photo\nnothing.jpg\n", encoding="utf-8")
    with pytest.raises(CaseError, match="is not a table of this batch"):
        list(run_batch(read_jobs(tmp_path / "list.csv", palette=PALETTE), out))
    assert out.read_text(encoding="utf-8").startswith("day,thought")


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    """A table in a folder that is not there is a sentence."""
    (tmp_path / "list.csv").write_text("photo\nnothing.jpg\n", encoding="utf-8")
    with pytest.raises(CaseError, match="cannot be written"):
        list(run_batch(read_jobs(tmp_path / "list.csv", palette=PALETTE), tmp_path / "missing" / "out.csv"))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"file\nx.jpg\n", "no column named photo"),
        (b"photo,where\nx.jpg,1\n", "unknown column 'where'"),
        (b"photo\n", "There are no photos"),
        (b"\xff\xfe\x00", "cannot be read"),
        (None, "There is no folder and no list"),
    ],
)
def test_lists_that_cannot_be_used(tmp_path: Path, content: bytes | None, sentence: str) -> None:
    """A list without photos, with unknown columns, or that is no text is told."""
    path = tmp_path / "list.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CaseError, match=sentence):
        read_jobs(path, palette=PALETTE)


def test_a_folder_is_searched_to_its_depths(tmp_path: Path) -> None:
    """Photos in folders within the folder are found, in order, hidden files and others left out."""
    (tmp_path / "b").mkdir()
    for name in ("b/two.JPG", "one.png", ".hidden.jpg", "notes.txt"):
        (tmp_path / name).write_bytes(b"")
    assert [job.name for job in read_jobs(tmp_path, palette=PALETTE)] == ["b/two.JPG", "one.png"]


def test_wishes_choose_the_recipe_and_make_rows_of_their_own(tmp_path: Path) -> None:
    """The same photo with another wish is another row; the same wish again keeps it; the columns are those of match."""
    easy, click = sample("easy")
    path = tmp_path / "list.csv"
    path.write_text(f'photo,patch\n{easy},"{click}"\n', encoding="utf-8")
    out, jobs = tmp_path / "out.csv", read_jobs(path, palette=PALETTE)
    single = Wishes("max-shades=1", max_shades=1)
    kept = [kept for wishes in (Wishes(), single, single) for _, kept in run_batch(jobs, out, wishes)]
    assert kept == [False, False, True]
    plain, alone = rows_of(out)
    assert (plain["wishes"], alone["wishes"]) == ("", "max-shades=1")
    assert (plain["pots"], alone["pots"]) == ("2", "1")
    assert float(plain["rounding_cost_delta_e00"]) >= float(alone["rounding_cost_delta_e00"]) == 0
    assert plain["codes"].startswith("generic-camouflage: ")
    assert float(plain["worst_light_delta_e00"]) >= float(plain["delta_e00"])
    assert int(plain["tied"]) > 1
    assert (plain["stock"], plain["data"], plain["method"]) == ("not stated", "modelled", "two-constant Kubelka-Munk")


def test_a_wish_that_a_palette_cannot_meet_stands_in_the_row(tmp_path: Path) -> None:
    """Where nothing is said to be in stock, the photo is measured and the row says what is missing."""
    easy, click = sample("easy")
    path = tmp_path / "list.csv"
    path.write_text(f'photo,patch\n{easy},"{click}"\n', encoding="utf-8")
    wishes = Wishes("in-stock-only", in_stock_only=True)
    ((row, _),) = run_batch(read_jobs(path, palette=PALETTE), tmp_path / "out.csv", wishes)
    assert (row["status"], row["error_code"]) == ("error", "kit.unmarked")
    assert float(row["L"]) > 0


def test_the_table_does_not_tell_how_many_worked_on_it(photo_list: Path, tmp_path: Path) -> None:
    """Two processes write the bytes that one does, a photo listed twice once; a cut table is completed to the same."""
    with photo_list.open(encoding="utf-8", newline="") as file:
        heading, first, *rest = csv.reader(file)
    with photo_list.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heading, first, *rest, first])
    jobs = read_jobs(photo_list, palette=PALETTE)
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    wishes = Wishes("healed-estimate", after=partial(reckoned_with, Afterwards(healed_estimate=True)))
    assert [kept for _, kept in run_batch(jobs, one, wishes)] == [False] * 5 + [True]
    assert [kept for _, kept in run_batch(jobs, two, wishes, workers=2)] == [False] * 5 + [True]
    assert two.read_bytes() == one.read_bytes()
    two.write_bytes(two.read_bytes()[:-40])
    list(run_batch(jobs, two, wishes, workers=2))
    assert two.read_bytes() == one.read_bytes()


def dying(job: BatchJob, wishes: Wishes) -> Row:
    """Stand for a photo that takes its process down with it; others are told by their name."""
    del wishes
    time.sleep(0.2)  # so that photos are in hand when the process dies
    if job.name == "deadly":
        os.kill(os.getpid(), signal.SIGKILL)
    return {"status": "ok", "L": job.name}


def test_a_photo_that_kills_its_process_has_a_row_and_the_others_too() -> None:
    """A process that dies costs nobody else's row; the photo that does it twice is told of."""
    jobs = [BatchJob(Path(name), name, {}) for name in ("a", "deadly", "b", "c", "d", "e", "f", "g")]
    with crew_of(2, dying) as crew:
        promises = [crew.hand_over(job, Wishes()) for job in jobs]
        rows = [promise() for promise in promises]
    assert [row.get("L", row.get("error_code")) for row in rows] == ["a", "batch.worker_died", *"bcdefg"]


def test_photos_handed_over_after_a_death_are_not_lost() -> None:
    """While rows are still asked of the pool that died, photos of the one set up since go on, and each has its row."""
    names = ["a", "deadly", *(f"after-{number}" for number in range(20))]
    jobs = [BatchJob(Path(name), name, {}) for name in names]
    rows: list[Row] = []
    waiting = deque()
    with crew_of(4, dying) as crew:
        for job in jobs:
            waiting.append(crew.hand_over(job, Wishes()))
            if len(waiting) > crew.window:
                rows.append(waiting.popleft()())
        rows.extend(promise() for promise in waiting)
    assert [row.get("L", "died") for row in rows] == ["a", "died", *names[2:]]


def test_a_run_killed_at_any_moment_is_completed(tmp_path: Path) -> None:
    """Killed by SIGKILL while two processes work, and begun again, a run ends with the table of one left alone."""
    easy, click = sample("easy")
    path = tmp_path / "list.csv"
    rows = [f'{easy},"{click}",' if number % 2 else f"{easy},,{number}" for number in range(6)]
    path.write_text("photo,patch,skin\n" + "\n".join(rows) + "\n", encoding="utf-8")
    whole, cut = tmp_path / "whole.csv", tmp_path / "cut.csv"
    list(run_batch(read_jobs(path, palette=PALETTE), whole))
    command = [sys.executable, "-m", "tonematch", "batch", str(path), "-o", str(cut), "--palette", PALETTE]
    for wanted in (1, 3):
        running = subprocess.Popen([*command, "--workers", "2"], stderr=subprocess.DEVNULL, start_new_session=True)
        while running.poll() is None and (not cut.exists() or cut.read_bytes().count(b"\n") <= wanted):
            time.sleep(0.02)
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
        assert running.wait() == -signal.SIGKILL
        assert cut.read_bytes().count(b"\n") > wanted
    assert subprocess.run([*command, "--workers", "2"], capture_output=True, check=False).returncode == 0
    assert cut.read_bytes() == whole.read_bytes()
