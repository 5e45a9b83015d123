"""Ask whether a weakness is known in any package that tonematch takes; without an answer, say so in one line and pass.

Run from the repository's folder with ``python scripts/audit_packages.py``. It asks the package index that pip uses, for
every package in requirements.txt. A weakness that is found fails, unless it stands in ACCEPTED with a reason and a day
after which it must be looked at again.
"""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "requirements.txt"
PATIENCE_S = 120


@dataclass(frozen=True)
class Accepted:
    """Why a known weakness does not concern tonematch, and until when that holds without another look."""

    reason: str
    until: date


ACCEPTED: Mapping[str, Accepted] = {}
"""By the weakness's name, such as ``GHSA-xxxx-xxxx-xxxx``; none at present."""


def asked(requirements: Path) -> str:
    """Ask pip-audit about a list of packages; gives what it wrote."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(requirements), "--format", "json"]
    done = subprocess.run(  # noqa: S603  # our own Python, and no word of it from outside
        [*command, "--no-deps", "--disable-pip", "--progress-spinner", "off", "--timeout", "10"],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=PATIENCE_S,
        check=False,
    )
    return done.stdout


def judged(answer: str, accepted: Mapping[str, Accepted], today: date) -> tuple[list[str], int, int]:
    """Read an answer: sentences for weaknesses that are not accepted, how many packages were looked up, how many asked.

    Raises
    ------
    ValueError
        When it is no answer at all.
    """
    packages = json.loads(answer)["dependencies"]
    looked_up = [package for package in packages if "vulns" in package]
    found = []
    for package in looked_up:
        for weakness in package["vulns"]:
            known = accepted.get(weakness["id"])
            if known is None or known.until < today:
                fixed = ", ".join(weakness.get("fix_versions", ())) or "no version yet"
                found.append(f"{package['name']} {package['version']}: {weakness['id']}, mended in {fixed}.")
    return found, len(looked_up), len(packages)


def main() -> int:
    """Ask, tell, and give the exit status: 1 when something was found, else 0."""
    wanted = sum(bool(re.match(r"[a-z]", line)) for line in LIST.read_text(encoding="utf-8").splitlines())
    try:
        found, looked_up, asked_for = judged(asked(LIST), ACCEPTED, date.today())  # noqa: DTZ011  # the user's day
    except (ValueError, KeyError, subprocess.TimeoutExpired):
        print("The package index did not answer, so known weaknesses of packages were not looked up.")
        return 0
    missing = max(wanted, asked_for) - looked_up
    rest = f" The index has no advisories for {missing} others: those were not looked up." if missing else ""
    print("\n".join(found) or f"No weakness is known in the {looked_up} packages that were looked up.{rest}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
