"""The time limits of a rulebook, by the step and the stage that they are set for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from hoscheck.durations import Duration
from hoscheck.model import Limit, Rulebook


@dataclass(frozen=True)
class Limits:
    """The limits of a rulebook by step and stage, each with the provision that sets it."""

    by_step: Mapping[tuple[str, int], tuple[Limit, tuple[str, ...]]]

    @classmethod
    def of(cls, book: Rulebook) -> Limits:
        found: dict[tuple[str, int], tuple[Limit, tuple[str, ...]]] = {}
        for requirement in book.requirements:
            for limit in requirement.limits:
                _, numbers = found.get((limit.step, limit.stage or 0), (limit, ()))
                found[limit.step, limit.stage or 0] = (limit, (*numbers, limit.source or requirement.number))
        return cls(found)

    @cached_property
    def least(self) -> float:
        """The working days of the shortest limit of a step; nothing shorter conflicts with any."""
        held = (self.days(step, stage, "days") for step, stage in self.by_step if step not in ("complain", "stages"))
        return min((each[0] for each in held if each), default=0.0)

    def days(self, step: str, stage: int, unit: str = "") -> tuple[float, str, tuple[str, ...]] | None:
        """The working days that a step may take, in words, and the provisions that say so. The step "whole" is a
        response with its extension, "from-receipt" one with its acknowledgement, "whole-from-receipt" one with both.
        `unit` is that of the time that is held against it: seven days are more than five days, whatever days both
        of them mean."""
        if step == "whole":
            parts = [self.days("respond", stage), self.days("extend", stage)]
            if parts[0] is None or parts[1] is None:
                return None
            total = parts[0][0] + parts[1][0]
            return total, f"{total:g} working days with the extension", parts[1][2]
        if step in ("from-receipt", "whole-from-receipt"):
            answered = "respond" if step == "from-receipt" else "whole"
            parts = [self.days(answered, stage), self.days("acknowledge", stage)]
            if parts[0] is None or parts[1] is None:
                return parts[0]
            total = parts[0][0] + parts[1][0]
            return total, f"{total:g} working days from receipt", parts[0][2]
        held = self.by_step.get((step, stage)) or self.by_step.get((step, 0))
        if held is None:
            return None
        limit, numbers = held
        one = Duration(limit.at_most, limit.unit, "", 0, 0)
        alike = limit.unit != "days" or unit in ("days", "calendar-days")
        allowed = one.working_days if alike else float(limit.at_most)
        return allowed, f"{limit.at_most} {limit.unit.replace('-', ' ')}", numbers

    def stages_of(self, step: str) -> tuple[int, ...]:
        step = "respond" if step in ("whole", "from-receipt", "whole-from-receipt") else step
        return tuple(stage for held, stage in self.by_step if held == step)

    @cached_property
    def _single(self) -> Mapping[str, tuple[Limit, tuple[str, ...]]]:
        found: dict[str, tuple[Limit, tuple[str, ...]]] = {}
        for (name, _), held in self.by_step.items():
            found.setdefault(name, held)
        return found

    def single(self, step: str) -> tuple[Limit, tuple[str, ...]] | None:
        """The limit of a step that belongs to no stage."""
        return self._single.get(step)
