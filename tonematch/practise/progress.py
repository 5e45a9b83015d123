"""How somebody gets on: which exercises come back when, and to which side the blends tend."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean, median, stdev

from tonematch.measure.tone import ITA_CLASSES
from tonematch.mix.words import SILENT
from tonematch.practise.bank import Graded
from tonematch.practise.entry import Entry
from tonematch.practise.survey import LEVELS

RETEST = timedelta(days=30)
"""After a month the same exercise comes back, because a skill that is not used fades."""

FEWEST = 3  # blends of which a tendency can be told
SURE = 2.0  # standard errors by which a mean must differ from zero: about 95 of 100
DEPTH_NAMES = (*(name for _, name in ITA_CLASSES), "deep")
DEPTH_GROUPS = {
    "light": DEPTH_NAMES[:2],
    "middle": DEPTH_NAMES[2:4],
    "deep": DEPTH_NAMES[4:],
}
"""ITA classes two by two, so that a tendency shows before everything was practised often."""
AXES = (("too light", "too dark"), ("too vivid", "too grey"), ("too yellow", "too red"))
"""What a positive and a negative difference in depth, chroma and undertone is called."""


@dataclass(frozen=True)
class Retest:
    """An exercise, when it was done last, with how many points, and when it comes back."""

    graded: Graded
    last: date
    points: float
    due: date


@dataclass(frozen=True)
class Bias:
    """A tendency over several blends: on which skins, in what it lies, and its mean with the standard error."""

    depth: str
    words: str
    mean: float
    error: float
    count: int


@dataclass(frozen=True)
class Group:
    """A row of the summary: the blends of one depth or level."""

    kind: str
    name: str
    count: int
    median_points: float
    mean_difference: tuple[float, float, float]


def retests(entries: Sequence[Entry]) -> tuple[Retest, ...]:
    """List the exercises done, each once, in the order in which they come back."""
    latest: dict[str, Entry] = {}
    for entry in entries:
        before = latest.get(entry.graded.exercise.id)
        if before is None or entry.on >= before.on:
            latest[entry.graded.exercise.id] = entry
    found = [Retest(entry.graded, entry.on, entry.own.points, entry.on + RETEST) for entry in latest.values()]
    return tuple(sorted(found, key=lambda one: (one.due, one.graded.exercise.id)))


def due(entries: Sequence[Entry], on: date) -> tuple[Retest, ...]:
    """List the exercises that are to be done again by a day."""
    return tuple(one for one in retests(entries) if one.due <= on)


def biases(entries: Sequence[Entry]) -> tuple[Bias, ...]:
    """Find to which side the blends tend, the strongest tendency first; nothing that chance could have made."""
    found = []
    for depth, classes in DEPTH_GROUPS.items():
        differences = [entry.own.difference for entry in entries if entry.graded.exercise.depth in classes]
        if len(differences) < FEWEST:
            continue
        for (more, less), values in zip(AXES, zip(*differences, strict=True), strict=True):
            mean, error = fmean(values), stdev(values) / len(values) ** 0.5
            if abs(mean) >= max(SILENT, SURE * error):
                found.append(Bias(depth, more if mean > 0 else less, mean, error, len(values)))
    return tuple(sorted(found, key=lambda bias: -abs(bias.mean)))


def groups(entries: Sequence[Entry]) -> tuple[Group, ...]:
    """Sum up by depth of the skin and by level; rows without a blend are left out."""
    by_depth = _grouped("depth", DEPTH_NAMES, entries, lambda entry: entry.graded.exercise.depth)
    return by_depth + _grouped("level", LEVELS, entries, lambda entry: entry.graded.level)


def _grouped(
    kind: str, names: Sequence[str], entries: Sequence[Entry], name_of: Callable[[Entry], str]
) -> tuple[Group, ...]:
    rows = []
    for name in names:
        own = [entry.own for entry in entries if name_of(entry) == name]
        if own:
            dL, dC, dH = (fmean(values) for values in zip(*(laid.difference for laid in own), strict=True))
            rows.append(Group(kind, name, len(own), median(laid.points for laid in own), (dL, dC, dH)))
    return tuple(rows)
