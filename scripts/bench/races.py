"""What is timed, and the arithmetic of it: calls in turns, medians, ratios and targets."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from scripts.bench.stitch import Marks


@dataclass(frozen=True, slots=True)
class Target:
    """A figure and the limit that it is held against."""

    title: str
    on: str  # the document
    value: float
    limit: float
    least: bool = False  # the limit is the least that the value may be, not the most

    @property
    def met(self) -> bool:
        return self.value >= self.limit if self.least else self.value <= self.limit

    @property
    def slack(self) -> float:
        """How far inside its limit the value is; below 1 it is missed."""
        return self.value / self.limit if self.least else self.limit / self.value


@dataclass(frozen=True, slots=True)
class Race:
    """Two things that were timed in turns, in seconds; `at_most` is the target for ours divided by theirs."""

    title: str
    on: str
    ours: tuple[float, ...]
    theirs: tuple[float, ...]
    at_most: float

    @property
    def ratio(self) -> float:
        """The median of ours against the median of theirs."""
        return statistics.median(self.ours) / statistics.median(self.theirs)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document that several readers read, in turns: the seconds of each, and what each made of it."""

    layout: str
    producer: str
    pages: int
    seconds: Mapping[str, Sequence[float]]
    marks: Mapping[str, Marks]
    other: Mapping[str, Marks] = field(default_factory=dict)  # by the mode for tables without lines

    @property
    def title(self) -> str:
        return f"{self.layout}, {self.producer}, {self.pages} pages"

    def per_page(self, name: str) -> float:
        """The median of the reader's times, in milliseconds a page."""
        return 1000 * statistics.median(self.seconds[name]) / self.pages

    def ratio(self, above: str, below: str) -> float:
        """How many times as long as one reader another takes."""
        return self.per_page(above) / self.per_page(below)


def in_turns(
    calls: Mapping[str, tuple[Callable[[], object], int]], clock: Callable[[], float] = time.process_time
) -> dict[str, tuple[float, ...]]:
    """Call all in turns, each as many rounds as it has beside it; the seconds that its calls took. What has only a few
    rounds takes part in the first ones. The clock is that of this process's own work, on which others on the machine
    have little influence; for other processes it is to be one on the wall."""
    times: dict[str, list[float]] = {name: [] for name in calls}
    for turn in range(max(rounds for _, rounds in calls.values())):
        for name, (call, rounds) in calls.items():
            if turn < rounds:
                start = clock()
                call()
                times[name].append(clock() - start)
    return {name: tuple(each) for name, each in times.items()}


def worst(targets: Sequence[Target]) -> Target:
    """Of the same target on many documents, the one that is nearest to being missed, or most missed."""
    return min(targets, key=lambda target: target.slack)
