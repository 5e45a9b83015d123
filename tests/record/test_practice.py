"""Settings of the practice, checklists with their sources, and labels with a code."""

import json
import re

import cv2
import numpy as np
import pytest

from tonematch.errors import RecordError
from tonematch.record.checklists import CHECKLISTS, noted, to_ask
from tonematch.record.qr import label_png, label_svg
from tonematch.record.settings import KEY, LIMITS, Settings, read_settings, save_settings
from tonematch.record.tables import Setting


def test_settings_come_back(record):
    """What was set is read again; what was not is as at first."""
    assert read_settings(record) == Settings()
    save_settings(record, Settings(healed_weeks=8, retention_months=120))
    save_settings(record, Settings(healed_weeks=5, retention_months=120))
    assert read_settings(record) == Settings(healed_weeks=5, retention_months=120)


def test_settings_out_of_limits_are_refused(record):
    """A number outside its limits is refused by name; one that got in otherwise is passed over."""
    with pytest.raises(RecordError, match="healed weeks is 12"):
        save_settings(record, Settings(healed_weeks=12))
    with record.saving() as session:
        session.add(Setting(key=KEY, value={"healed_weeks": "many", "scar_months": 9}))
    assert read_settings(record) == Settings(scar_months=9)


def test_every_question_has_its_source():
    """Each item says why it is asked and where that is written, by author and year or by its publisher."""
    for items in CHECKLISTS.values():
        assert len({item.key for item in items}) == len(items)
        for item in items:
            assert item.why
            assert re.search(r"\(\d{4}\)|Vitiligo Research Foundation|Perma Blend", item.source)
            assert ("{months}" in item.question) == bool(item.waiting)
            assert not item.waiting or item.waiting in LIMITS


@pytest.mark.parametrize("technique", CHECKLISTS)
def test_answers_are_noted_as_asked(technique):
    """The record holds question, answer and source; only what is not favourable is for the doctor."""
    items = CHECKLISTS[technique]
    answers = {item.key: item.favourable for item in items}
    assert to_ask(technique, answers) == ()
    answers[items[0].key] = "unknown"
    assert to_ask(technique, answers) == (items[0],)
    kept = noted(technique, answers, Settings(stable_months=18))
    assert json.loads(json.dumps(kept)) == kept
    assert kept[items[0].key]["answer"] == "unknown"
    if technique == "dermatography":
        assert "18 months" in kept["stable"]["question"]


@pytest.mark.parametrize("code", ["A 17", "Ü-<b>9</b>", "9" * 40])
def test_a_label_holds_the_code_alone(code):
    """A reader finds the code in the label, and nothing else."""
    picture = cv2.imdecode(np.frombuffer(label_png(code), np.uint8), cv2.IMREAD_COLOR)
    read, _, _ = cv2.QRCodeDetector().detectAndDecode(picture)
    assert read == code
    assert b"<svg" in label_svg(code)
    assert b"<b>" not in label_svg(code)


def test_no_label_without_a_code():
    """An empty code gives no label."""
    with pytest.raises(RecordError, match="cannot be a client's code"):
        label_svg("  ")
