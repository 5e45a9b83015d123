"""Results as JSON: rounding, and nothing that JSON cannot hold."""

import json
from types import SimpleNamespace

from tonematch.findings import Finding
from tonematch.report.documents.contract import findings_json, match_json
from tonematch.report.rounding import rounded


def test_all_of_a_match_is_json_without_nan(case: SimpleNamespace) -> None:
    """A whole match can be written as strict JSON and comes back the same."""
    told = match_json(case.suggestions, case.photo, case.sample)
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_colours_and_differences_have_four_decimals(case: SimpleNamespace) -> None:
    """Lab and ΔE00 are rounded to four decimals."""
    told = match_json(case.suggestions, case.photo, case.sample)
    numbers = [*told["target"]["lab"], *(match["delta_e00"] for match in told["matches"])]
    assert numbers == rounded(numbers)


def test_findings_are_told_once() -> None:
    """A finding that reaches a result on two ways stands there once."""
    finding = Finding("a.b", "warn", "Something.", 1.23456, 1.0)
    told = findings_json([finding, finding])
    assert told == [{"code": "a.b", "severity": "warn", "text": "Something.", "value": 1.2346, "limit": 1.0}]
