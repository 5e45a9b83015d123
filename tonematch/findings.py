"""A finding: a remark on quality that warns where an error would stop."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["info", "warn", "refuse"]
Verdict = Literal["pass", "warn", "refuse"]


@dataclass(frozen=True)
class Finding:
    """One remark on a photo, a chart, a sample or a recipe.

    Parameters
    ----------
    code
        A stable word for programs, such as ``"chart.clipped"``.
    severity
        ``"info"`` is worth knowing, ``"warn"`` lowers the trust, ``"refuse"`` means no result should be used.
    text
        The cause and the remedy in plain words: the same sentence on screen, in the report and in JSON.
    value, limit
        What was measured and what it was held against, where numbers apply.
    """

    code: str
    severity: Severity
    text: str
    value: float | None = None
    limit: float | None = None


def verdict_of(findings: Iterable[Finding]) -> Verdict:
    """Sum findings up as the worst among them.

    >>> verdict_of([])
    'pass'
    >>> verdict_of([Finding("a", "info", ""), Finding("b", "warn", "")])
    'warn'
    """
    severities = {finding.severity for finding in findings}
    if "refuse" in severities:
        return "refuse"
    return "warn" if "warn" in severities else "pass"
