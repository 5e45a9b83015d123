"""The look for known weaknesses in packages: what was found fails, what could not be asked is said."""

import json
from datetime import date

import pytest

from scripts import audit_packages
from scripts.audit_packages import Accepted, judged, main

TODAY = date(2026, 11, 22)
WEAK = {"name": "jinja2", "version": "3.1.2", "vulns": [{"id": "GHSA-1", "fix_versions": ["3.1.3"]}]}
SOUND = {"name": "rich", "version": "15.0.0", "vulns": []}
UNKNOWN = {"name": "numpy", "skip_reason": "Dependency not found"}
ANSWER = json.dumps({"dependencies": [WEAK, SOUND, UNKNOWN]})


def test_a_weakness_is_told_with_its_remedy() -> None:
    """A package with a known weakness is named with the version that mends it; the others are counted."""
    assert judged(ANSWER, {}, TODAY) == (["jinja2 3.1.2: GHSA-1, mended in 3.1.3."], 2, 3)


@pytest.mark.parametrize(("until", "found"), [(date(2026, 12, 1), 0), (date(2026, 11, 1), 1)])
def test_an_accepted_weakness_comes_back_after_its_day(until: date, found: int) -> None:
    """A weakness that was accepted is passed over until its day, and told again after it."""
    assert len(judged(ANSWER, {"GHSA-1": Accepted("templates are ours", until)}, TODAY)[0]) == found


@pytest.mark.parametrize(
    ("answer", "status", "says"),
    [
        (ANSWER, 1, "GHSA-1"),
        (json.dumps({"dependencies": [SOUND]}), 0, "No weakness is known in the 1 packages"),
        (json.dumps({"dependencies": [UNKNOWN]}), 0, "were not looked up"),
        ("", 0, "did not answer"),
    ],
)
def test_without_an_answer_it_passes_and_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, answer: str, status: int, says: str
) -> None:
    """Only a weakness fails; an index that is away, or has no advisories, is one line and no failure."""
    monkeypatch.setattr(audit_packages, "asked", lambda _: answer)
    assert main() == status
    told = capsys.readouterr().out
    assert says in told
    assert len(told.splitlines()) == 1


def test_every_accepted_weakness_has_a_reason() -> None:
    """What is listed as accepted says why."""
    assert all(len(accepted.reason) > 10 for accepted in audit_packages.ACCEPTED.values())
