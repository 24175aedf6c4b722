"""What a length of time in a sentence is said of: which step of the complaints procedure, and at which stage.

A length of time belongs to the step that its own clause names, else to the one named before it in its sentence, else to
what the row's provision is about; the stage likewise. What is no limit of the procedure as it is now (other services,
averages, the past, the time that residents have) is told apart first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from textwrap import wrap
from typing import NamedTuple

from hoscheck import durations
from hoscheck.durations import Duration
from hoscheck.model import Requirement
from hoscheck.needles import Alternatives
from hoscheck.normalise import small

STEPS = ("acknowledge", "respond", "extend")
BOTH = 12  # a mention of both stages
_LONGEST = 600  # characters of a sentence; the longest in the fixtures has 400
_MOST = 12  # lengths of time in one sentence
_SHORT = 4  # words before a time that do not tell of what it is: "Actions have a date, usually within 30 days"
_BARE = 9  # words; a clause without a step that has more says something of its own
_NO_ANSWER = 5  # months; longer times of which no step is told are those to complain in, of restrictions and records
_NEXT = 12  # characters behind a time in which it is said to be an extension: "25 working day extension"
_BACK = 60  # characters before a length of time in which its preposition and its denial stand
_END = re.compile(  # begins with the blank, which is found far sooner than what stands before one
    r"\s(?:(?:(?<=[.;!?]\s)|(?<=[.!?][\"')]\s))(?<!\b[Aa]ck\.\s)(?<!\b[Aa]ckn\.\s)(?<!\b[Mm]ax\.\s)(?<!\b[Ii]ncl\.\s)"
    r"(?<!\bi\.e\.\s)(?<!\be\.g\.\s)(?<!\b[Aa]pprox\.\s)\s*(?=\S)|(?<=\n)\n*|[•▪●·]\s?)"
)
_CLAUSE = re.compile(
    r"[,:()>|]|\s-\s|\b(?:and|then|but|while|whilst|whereas|which|who|before|plus|so)\b"
    r"|(?<!dealt )(?<!deal )(?<!deals )(?<!dealing )\bwith\b"
)
# one of these pieces stands in each text that tells a length of time or a stage; one pattern takes ten times as long
_HINTS = (
    *("day", "week", "month", "mth", "yr", "stg", "hour", "year", "fortnight", "stage", "wd", "w/d"),
    *("further", "additional", "tier", "level", "another", "extra"),
)
_RARE_HINTS = ("wk", "s3", "hr", " more", " steps", " rounds")
_RARE = re.compile(
    r"\bs3\b|wks?\b|hrs?\b|(?:\d|ten|fifteen|twenty|thirty) more\b|\b(?:three|3|four|4) (?:steps|rounds)"
)
# "acknowledged in 6 days, answered in 12 days, both working days"
_ALL_WORKING = re.compile(r"\b(?:all|both|each|these are|being|meaning) (?:in |are )?(?:working|business) days\b")
_AHEAD = re.compile(r"\s(?:later|early|out)\b")
_ON = re.compile(r"\b(?:on|at) $")
_JOINED = ("and", "&", ",", "/", ", and")
_AFTER = re.compile(r"\s(?:after|following|once)\s\w")
_IF = re.compile(r"\b(?:where|if|when|unless|because|once)\b")
_WHICH = re.compile(r"\b(?:which|that|who)\s*$")
# a clause with one of these speaks of complaints, whatever else its sentence speaks of
_OURS = re.compile(
    r"\b(?:stage\b|complaint|respon[ds]|repl(?:y|ies)\b|answers?\b|acknowledg"
    r"|decision letter)"
)
_SO_THOSE = re.compile(r"so (?:those|these|they)\b")  # complaints of the kind that was named before
_GROUP = re.compile(r"\bstage (\d|one|two|three)\b", re.I)
# what joins a length of time to the stage behind it: "10 working days at", "20 working days (for our"
_LINK = re.compile(
    r"\(? ?(?:(?:response )?(?:timescale|timeframe|target|limit|deadline|period)s? ?)?(?:(?:for|at|in|of|on|to|as) ?)?"
    r"(?:(?:a|an|our|the|all|any) ?)?(?:respon\w+ (?:at|to|for))?"
)
_DIGIT = {"one": 1, "two": 2, "three": 3}


def speaks_of_time(text: str) -> bool:
    """False for a text that holds neither a length of time nor a stage; most do, and need not be looked at."""
    low = text.lower()
    if any(map(low.__contains__, _HINTS)):
        return True
    return any(map(low.__contains__, _RARE_HINTS)) and bool(_RARE.search(low))


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text; one without an end is cut, so that none takes long."""
    for sentence in _END.split(text):
        yield from (sentence,) if len(sentence) <= _LONGEST else wrap(sentence, _LONGEST)


class Default(NamedTuple):
    """What a row speaks of where its text does not say it."""

    steps: tuple[str, ...]
    stage: int | None
    complain: bool
    stages: bool

    @classmethod
    def of(cls, requirement: Requirement) -> Default:
        steps = tuple(dict.fromkeys(limit.step for limit in requirement.limits if limit.step in STEPS))
        stage = next((limit.stage for limit in requirement.limits if limit.stage), None)
        named = _GROUP.search(requirement.group)
        if stage is None and named:
            stage = _DIGIT.get(named[1].lower()) or int(named[1])
        of = {limit.step for limit in requirement.limits}
        return cls(steps, stage, "complain" in of, "stages" in of)


class Said(NamedTuple):
    """A length of time, and what it may be said of. `sure`: its own clause, or its provision, tells the step;
    `certain`: sentence or provision tell the stage. Stages: (0,) any of them, negative both together."""

    time: Duration
    steps: tuple[str, ...]
    stages: tuple[int, ...]
    sure: bool
    certain: bool


class Sentence:
    """One sentence: its lengths of time, and what each of them is said of. `first` tells whether the row knows of no
    second stage: then a complaint is one at the first; `tabled`, whether the row gives the unit of all its numbers
    once. What is not asked for is not worked out: most sentences hold no time that could be too long."""

    def __init__(self, sentence: str, default: Default, first: Callable[[], bool], tabled: bool = False) -> None:
        self.low = small(sentence)
        self.sentence, self.default, self.first = sentence, default, first
        self.carried: int | None = None  # the stage that the sentences before it speak of
        found = durations.find(self.low, tabled) if tabled or speaks_of_time(self.low) else ()
        self.times = list(found[:_MOST])
        if self.times and _ALL_WORKING.search(self.low):
            self.times = [each._replace(unit="working-days") if each.unit == "days" else each for each in self.times]

    @cached_property
    def masked(self) -> str:
        return self._without_starts() if self.times else self.low

    @cached_property
    def stages(self) -> list[tuple[int, int, int]]:
        return list(stage_mentions(self.masked))

    @cached_property
    def cuts(self) -> list[int]:
        return [0, *(cut.end() for cut in _CLAUSE.finditer(self.masked) if not self._inside(cut)), len(self.low)]

    @property
    def last_stage(self) -> int | None:
        return next((stage for _, _, stage in reversed(self.stages) if stage != BOTH), None)

    def limits(self, longer_than: float) -> Iterator[Said]:
        """The lengths of time of more than so many working days that limit a step of the procedure as it is now."""
        own = bool(self.default.steps or self.default.stage)
        for time in self.times:
            if time.unit == "years" or time.working_days <= longer_than:
                continue
            if (own or self._is_of_complaints(time)) and self._is_limit(time):
                steps, sure = self._steps(time)
                if steps:
                    stages, certain = self._stage(time)
                    yield Said(time, steps, stages, sure, certain)

    # ── clauses ──────────────────────────────────────────────────────────────────────────────────

    def _without_starts(self) -> str:
        """The text with blanks for what a time is counted from: "10 working days of the acknowledgement"."""
        masked = self.low
        for name in ("passed-stage", "names"):
            masked = pattern(name).sub(lambda found: " " * len(found[0]), masked)
        masked = pattern("reply-that-acknowledges").sub(lambda found: "ack".ljust(len(found[0])), masked)
        for time in self.times:
            since = pattern("since", whole=False).match(masked, time.end)
            if since:
                masked = masked[: since.start()] + " " * len(since[0]) + masked[since.end() :]
        return masked

    def _inside(self, cut: re.Match[str]) -> bool:
        return any(time.start <= cut.start() < time.end for time in self.times)

    def clause(self, at: int) -> tuple[int, int]:
        """Where the clause around a place begins and ends."""
        start = max(cut for cut in self.cuts if cut <= max(at, 0))
        return start, min((cut for cut in self.cuts if cut > at), default=len(self.low))

    def _with_subject(self, start: int, end: int, time: Duration) -> str:
        """The clause of a time, with the one before where that says of what: a heading ("Repairs: within 28 days"), or
        the subject of a verb that has none ("actions are tracked and closed within 28 days")."""
        headed = self.low[:start].endswith(":")
        alone = start and not pattern("subject").search(self.low, start, time.start)
        short = len(self.low[start : time.start].split()) <= _SHORT and not self._steps_in(start, end, time)
        if _WHICH.search(self.low, 0, start):
            start = self.clause(self.clause(start - 1)[0] - 1)[0]
        elif headed or (alone and (short or pattern("verb").match(self.low, start))):
            start = self.clause(start - 1)[0]
        case = _IF.search(self.low, time.end, end)  # "within 40 days where a surveyor is instructed"
        end = case.start() if case else end
        return pattern("complained-of").sub(lambda _: "complaints", self.low[start:end])

    def _is_of_complaints(self, time: Duration) -> bool:
        """True where the clause speaks of complaints or of residents: on a provision that sets no limit, managers may
        respond within a month to what they have learnt."""
        clause = self._with_subject(*self.clause(time.start), time)
        if time.unit == "months":
            return self._found("complaints-answered", clause) or any(True for _ in stage_mentions(clause))
        if self.stages:
            return True
        return self._found("of-complaints", clause) or ("complaint" in self.low and self._found("we-answer", clause))

    def _extended(self, start: int, time: Duration) -> str:
        """What an added time is added to: "where a survey is needed we take a further 10 days" is no survey's."""
        subjects = [found.start() for found in pattern("subject").finditer(self.low, start, time.start)]
        return self.low[max(subjects, default=start) : time.start]

    # ── is it a limit? ───────────────────────────────────────────────────────────────────────────

    def _is_limit(self, time: Duration) -> bool:
        """True for a limit of the complaints procedure as it is now."""
        earlier = [each for each in self.times if each.end <= time.start]
        if time.shared and earlier:
            return self._is_limit(earlier[-1])
        start, end = self.clause(time.start)
        before, behind = self.low[max(0, time.start - _BACK) : time.start], self.low[time.end : time.end + 40]
        ranged = before.endswith("from ") and " to " in time.text
        refused = self._found("no-limit-before", before)
        if refused and not (
            ranged or (time.added and before.endswith("for ")) or self._found("limit-after-all", before)
        ):
            return False
        if self._found("comparison", before) and not self._is_denied(start, time):
            return False
        if pattern("no-limit-behind", whole=False).match(behind) or self._describes(time):
            return False
        needed = re.match(r"an? |the ", time.text) or not (self.default.steps or self.default.stage or self.stages)
        if needed and not time.added and not self._found("limit-before", before):
            return False  # "ten files a month"
        if time.added and self._found("beyond", self._plain):
            return False
        if self._is_report(time) or self._comes_after_something(time) or self._lies_ahead(time):
            return False
        extended = time.added or bool(pattern("extend").search(self.low, time.end, min(end, time.end + _NEXT)))
        clause = self._extended(start, time) if extended else self._with_subject(start, end, time)
        if any(self._found(name, clause) for name in ("other-services", "other-matters")):
            return False
        elsewhere = not extended and self._found("other-services", self._plain)
        return not elsewhere or bool(_OURS.search(clause) or _SO_THOSE.match(self.low, max(0, start - 2)))

    def _comes_after_something(self, time: Duration) -> bool:
        """True for "four weeks after the visit": neither a receipt nor anything else that a limit is counted from."""
        if pattern("answered-before", whole=False).match(self.low, time.end):
            return True
        after = _AFTER.match(self.low, time.end)
        return after is not None and bool(self.masked[time.end : after.end() - 1].strip())

    def _lies_ahead(self, time: Duration) -> bool:
        """True for "we ring four weeks later", unless it is said of an extended answer."""
        return bool(_AHEAD.match(self.low, time.end)) and not pattern("extend").search(self.low, 0, time.start)

    def _describes(self, time: Duration) -> bool:
        """True for a length of time that describes a thing: "a 30 day secondment", but not "a 30 day limit"."""
        single = re.search(r"(?:day|week|month)$", time.text) and time.amount > 1 and not time.counted
        return bool(single) and not pattern("described", whole=False).match(self.low, time.end)

    @cached_property
    def _plain(self) -> str:
        """The sentence without what complaints are about."""
        return pattern("complained-of").sub(lambda _: "complaints", self.low)

    def _is_denied(self, start: int, time: Duration) -> bool:
        """True for "never longer than": what is denied to be longer is a limit."""
        return bool(pattern("denial").search(self.low, max(start, time.start - _BACK), time.start))

    def _is_report(self, time: Duration) -> bool:
        """True where the sentence tells of the past, of figures, or of what somebody else says."""
        if self._found("now", self.low[: time.start]):
            return False
        start, end = self.clause(time.start)
        shared = start and pattern("verb").match(self.low, start)
        begin = self.clause(start - 1)[0] if shared else start
        told = pattern("no-past", whole=False).sub(lambda _: " ", self.masked[begin:end])
        return (
            self._found("past-verbs", told)
            or self._found("averages", told)
            or self._reports
            or (self._is_figure(end) and not pattern("target", whole=False).search(self.low[: time.start]))
        )

    @cached_property
    def _reports(self) -> bool:
        told = pattern("no-past", whole=False).sub(lambda _: " ", self.masked)
        names = ("past", "the-code-says") if self.default.steps else ("past", "the-code-says", "eight-weeks")
        return any(self._found(name, told) for name in names)

    def _is_figure(self, end: int) -> bool:
        """True for what was reached. A share that only stands behind the clause of a limit tells how often it is kept:
        "acknowledged inside six working days (98% in the year)"."""
        return self._averages or self._found("shares", self.masked[:end])

    @cached_property
    def _averages(self) -> bool:
        return self._found("averages", self.masked)

    @staticmethod
    def _found(name: str, text: str) -> bool:
        return bool(pattern(name, whole=False).search(text))

    # ── of which step? ───────────────────────────────────────────────────────────────────────────

    def _steps(self, time: Duration) -> tuple[tuple[str, ...], bool]:
        """The steps that a time may be said of, and whether its own clause says so."""
        start, end = self.clause(time.start)
        if time.added:
            return ("extend",), True
        own = self._steps_in(start, end, time)
        if self._is_residents(start, end, own, time):
            return (), False
        if own:
            return self._with_whole(own, time), True
        before = [each for each in self.times if each.end <= time.start]
        if time.shared and before:
            steps, sure = self._steps(before[-1])
            return self._with_whole(tuple(step for step in steps if step in STEPS), time) if steps else (), sure
        staged = any(start <= at < end for at, _, _ in self.stages)
        if self.default.complain and not staged:
            return (), False  # what such a row says of time is the time to complain
        if pattern("visits").search(self.masked, start, time.start):
            return (), False  # "acknowledged in 3 days, and an officer visits within two weeks"
        earlier = self._steps_in(0, start, time)[-1:]
        if earlier:
            # "ack 5 days, stage 1 10 days"
            again = staged and earlier == ("acknowledge",) and self._is_bare(start, end, time)
            return self._with_whole((*earlier, "respond") if again else earlier, time), True
        if self.default.steps == ("acknowledge",) and pattern("acknowledge-too").search(self.masked, start, end):
            return self.default.steps, True
        answering = "respond" in self.default.steps or (not self.default.steps and staged)
        if answering and pattern("respond-too").search(self.masked, start, end):
            return self._with_whole(("respond",), time), True
        later = self._steps_in(end, len(self.low), time)[:1]
        if later and later != ("extend",):
            own = self.default.steps if self._is_bare(start, end, time) else ()
            own = (*own, "respond") if staged else own  # "S1 10 WD, ack 5 WD"
            return self._with_whole(tuple(dict.fromkeys((*later, *own))), time), True
        return self._by_default(start, end, time)

    def _by_default(self, start: int, end: int, time: Duration) -> tuple[tuple[str, ...], bool]:
        if time.months > _NO_ANSWER or (time.counted and _ON.search(self.low, 0, time.start + len("at "))):
            return (), False
        bare = self._is_bare(start, end, time)
        if not bare and not self._is_of_the_procedure(start, end, time):
            return (), False
        staged = any(at < end for at, _, _ in self.stages)
        told = pattern("case").search(self.low, start, time.start)
        if self.default.steps == ("extend",) and not told:
            return self._with_whole(self.default.steps, time), bare
        if self.default.steps == ("extend",):
            return (
                "whole-from-receipt" if self._is_from_receipt(time) else "whole",
            ), bare  # "no case may pass 40 working days"
        if self.default.steps:
            own = ("respond",) if "respond" in self.default.steps else self.default.steps
            return self._with_whole((*own, *(("respond",) if staged else ())), time), bare
        if time.unit == "months":
            return (), False
        return (self._with_whole(("respond",), time) if staged and bare else ()), True

    def _is_bare(self, start: int, end: int, time: Duration) -> bool:
        """True for a clause that holds hardly anything but the time."""
        clause = self.masked[start : time.start] + self.masked[time.end : end]
        many = len(clause.split())
        if many <= _BARE and (not re.search(r"[a-z]{4}", clause) or self._found("bare", clause)):
            return not pattern("other-acts").search(clause)
        before = self.low[: time.start]  # "about a month as we only meet monthly"
        leads = start == 0 and bool(self.default.steps) and len(before.split()) <= 1 and many <= _BARE
        return (leads and self._found("limit-before", before)) or many <= 3

    def _is_of_the_procedure(self, start: int, end: int, time: Duration) -> bool:
        """True on a provision with a limit of its own, where a clause without a step names a limit, or surely gives
        one and speaks of complaints or of who deals with them."""
        if not self.default.steps:
            return False
        if pattern("limit-noun").search(self.low, start, end):
            return True
        before = self.low[max(start, time.start - _BACK) : time.start]
        within = time.counted or any(self._found(name, before) for name in ("limit-before", "surely-before"))
        within = within and not before.endswith("for up to ")
        case = _IF.search(self.low, time.end, end)
        end = case.start() if case else end
        return within and not pattern("other-acts").search(self.masked, start, end)

    def _steps_in(self, start: int, end: int, time: Duration) -> tuple[str, ...]:
        """The steps that a stretch of text names; of a time's own clause, those nearest to it on either side."""
        named = [(m.start(), step) for step in STEPS for m in pattern(step).finditer(self.masked, start, end)]
        named = sorted((at, step) for at, step in named if not time.start <= at < time.end)
        if not start <= time.start < end:
            return tuple(step for _, step in named)
        before = [(at, step) for at, step in named if at < time.start][-1:]
        ahead = [step for _, step in before]
        if any(self._restarts(at, time) for at, _ in before):
            ahead.append("respond")
        nxt = min((each.start for each in self.times if each.start > time.start), default=len(self.low))
        after = [step for at, step in named if time.end <= at < nxt][:1]
        return tuple(dict.fromkeys([*ahead, *after]))

    def _restarts(self, at: int, time: Duration) -> bool:
        """True in a list that was run together, where another time and then a stage stand between a step and the time:
        "acknowledgement 5 working days stage 1 10 working days"."""
        others = [each.end for each in self.times if at < each.start and each.end <= time.start]
        return bool(others) and any(others[0] <= begin < time.start for begin, _, _ in self.stages)

    def _with_whole(self, steps: tuple[str, ...], time: Duration) -> tuple[str, ...]:
        """A response's time may be told together with its extension, or counted from the day that a complaint came."""
        before = self.low[: time.start]
        told = self._found("whole-time", before) or self._found("whole-time-anywhere", self.low)
        if told or pattern("whole-time-behind", whole=False).match(self.low, time.end):
            return ("whole-from-receipt",) if self._is_from_receipt(time) else ("whole",)
        if time.counted and steps == ("extend",):
            return ("whole",)  # "up to day 20"
        if "respond" in steps and self._is_from_receipt(time):
            return (*steps, "from-receipt")
        acknowledged = "acknowledge" in self.default.steps or "acknowledge" in self._steps_in(0, time.start, time)
        if "respond" in steps and time.counted and acknowledged:
            return (*steps, "from-receipt")
        extends = "extend" in steps or pattern("extend").search(before) or self.default.steps == ("extend",)
        if "respond" in steps and (extends or self._found("hard-cases", self.low[: self.clause(time.start)[1]])):
            return (*steps, "whole")
        if steps == ("extend",) and re.search(r"\bextend(?:ed|s)?\b[^,;]{0,30}(?<!by )\bup to $", before):
            return ("extend", "whole")
        return steps

    def _is_from_receipt(self, time: Duration) -> bool:
        return bool(pattern("received", whole=False).match(self.low, time.end))

    def _is_residents(self, start: int, end: int, steps: tuple[str, ...], time: Duration) -> bool:
        """True where the clause says what residents must do in that time."""
        clause = self.masked[start:end]
        if pattern("residents-behind", whole=False).match(self.low, time.end) or self._found("resident-acts", clause):
            return True
        if self._found("resident-given", self.low[: time.start]):
            return True
        if self._found("resident-gets", clause):
            return False
        if self._found("resident-must", clause):
            return True
        answering = pattern("respond-too" if "respond" in self.default.steps else "acknowledge-too")
        if self.default.steps and answering.search(self.masked, start, time.start):
            return False
        asked = max((m.end() for m in pattern("residents").finditer(self.masked, 0, end)), default=None)
        return not steps and asked is not None and not self._steps_in(asked, max(asked, start), time)

    # ── at which stage? ──────────────────────────────────────────────────────────────────────────

    def _stage(self, time: Duration) -> tuple[tuple[int, ...], bool]:
        """The stages that a time may be said of, and whether sentence or provision say so. (0,): any stage."""
        pair = self._in_pair(time)
        if pair:
            return (pair,), False
        start, end = self.clause(time.start)
        nxt = min((each.start for each in self.times if each.start > time.start), default=len(self.low))
        behind = [(at, stage) for at, _, stage in self.stages if time.end <= at < nxt]
        ahead = [(at, stage) for at, _, stage in self.stages if at < time.start]
        between = " ".join(self.masked[time.end : behind[0][0]].split()) if behind else "?"
        if _LINK.fullmatch(between) and (between or not ahead):
            return _each(behind[0][1]), True
        inside = [stage for at, stage in behind if at < end]
        if ahead and (ahead[-1][0] >= start or not inside):
            return _each(ahead[-1][1]), True
        if inside:
            return _each(inside[0]), True
        if len({stage for _, stage in behind}) == 1 and not self.default.stage:
            return _each(behind[0][1]), True
        named = [stage for stage in (self.carried, self.default.stage) if stage]
        if named:
            return tuple(dict.fromkeys(named)), len(named) == 1
        if "complain" in self.low and self.first():
            return (1,), False
        return (0,), True

    def _in_pair(self, time: Duration) -> int:
        """1 or 2 for the times of "10 working days and 20 working days", which are those of the two stages; else 0."""
        if any(stage in (1, 2) for _, _, stage in self.stages):
            return 0
        at = self.times.index(time)
        for first in (at - 1, at):
            two = self.times[max(first, 0) : first + 2]
            if first >= 0 and len(two) > 1 and self.low[two[0].end : two[1].start].strip() in _JOINED:
                return 2 if two[0].start < time.start else 1
        return 0


def _each(stage: int) -> tuple[int, ...]:
    return (-1, -2) if stage == BOTH else (stage,)


def stage_mentions(low: str) -> Iterator[tuple[int, int, int]]:
    """Where stages are named: begin, end, stage; both stages together as one."""
    if not any(word in low for word in ("stage", "stg", "step", "escalat")) and not re.search(r"\bs[12]\b", low):
        return
    taken: list[tuple[int, int, int]] = []
    for name, stage in (("both-stages", BOTH), ("stage-2", 2), ("stage-1", 1), ("third-stage", 3)):
        for match in pattern(name).finditer(low):
            none = match[0].endswith(("0", "zero", "nought"))  # "no stage 0"
            if not none and not any(start < match.end() and match.start() < end for start, end, _ in taken):
                taken.append((match.start(), match.end(), stage))
    yield from sorted(taken)


@cache
def pattern(name: str, whole: bool = True) -> Alternatives:
    """One list of words/timescales.yaml as a pattern, of whole words where it holds words."""
    begin, end = (r"\b", r"(?!\w)") if whole else ("", "")
    return Alternatives.of("timescales", name, begin=begin, end=end)
