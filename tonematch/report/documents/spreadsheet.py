"""Rows for a spreadsheet that no text in them can take over."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

RISKY_STARTS = ("=", "+", "-", "@")
"""With these a spreadsheet takes a cell for a formula and runs it; white space before them is taken away."""


def cell(value: object) -> str:
    r"""Write a cell: numbers stay numbers, text is one line and never a formula.

    >>> cell("=1+1"), cell(" @x"), cell(-1.25), cell(None), cell("two\nlines")
    ("'=1+1", "'@x", '-1.2500', '', 'two lines')
    """
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4f}"
    return str(value) if isinstance(value, int) else guarded(str(value))


def guarded(text: str) -> str:
    r"""Make text one line that no spreadsheet runs as a formula; the one place where that is decided.

    >>> guarded("-1+1|cmd"), guarded("two\r\n =lines")
    ("'-1+1|cmd", 'two =lines')
    """
    line = " ".join(text.replace("\0", " ").split())
    return f"'{line}" if line.startswith(RISKY_STARTS) else line


def csv_bytes(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """Write a table with a heading, UTF-8."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row.get(column)) for column in columns])
    return written.getvalue().encode("utf-8", "backslashreplace")
