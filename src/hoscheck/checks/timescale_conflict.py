"""A row states a time limit that is longer than the Code allows.

Why: "Landlords must issue a full response to stage 1 complaints within 10 working days of the complaint being
acknowledged" (2024, 6.3). A row that gives staff or residents a longer time shows that the requirement is not met,
whatever its answer is; it is one of the first things that the Ombudsman looks at.
Finds: a length of time, said of a step of the complaints procedure and of now, that is longer than the rulebook's limit
for this step: acknowledging, responding, extending, at stage 1 or stage 2; less time to complain than residents are
granted; more stages than there may be. A length of time belongs to the step and the stage that its own clause names,
else its sentence, else to those of the row's provision. Under a No, such a limit is only shown for review.
Passes: anything faster; days of which it is not said that they are working days, as long as calendar days would do
(14 days for 10 working days); the time of response and extension together; what was so in the past; averages and
percentages; the Code quoted; other services, remedies and updates; and the time that residents have to escalate.
Put right by: bringing the time down to the Code's, in the procedure too; or saying of what the longer time is meant.
Bad example: 6.3, Yes. "Stage 1 complaints are answered in writing within 15 working days of acknowledgement."
Good example: 6.3, Yes. "Stage 1 complaints are answered in writing within 10 working days of acknowledgement. If we
need longer, we agree up to 10 more with the resident."
Source: the Code of 2024, 2.2, 2.3, 5.3, 6.2 to 6.4, 6.11, 6.14 and 6.15; the Code of 2022, 4.1, 5.1, 5.13 and 5.17.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from textwrap import shorten, wrap

from hoscheck import durations
from hoscheck.durations import Duration
from hoscheck.limits import Limits
from hoscheck.model import Answer, Case, Check, Hit, Method, ProvisionRow, Requirement, Severity
from hoscheck.normalise import plain
from hoscheck.words import words

_SHOWN = 70  # characters of the statement that a message quotes
_QUOTED = 500  # characters of the sentence that a hit rests on
_LONGEST = 600  # characters of a sentence; the longest in the fixtures has 400
_MOST = 12  # lengths of time in one sentence
_SHORT = 5  # words: "our limit is six months" says of its own provision's time
_BARE = 9  # words; a clause without a step that has more says something of its own
_SAID_SO = 0.95  # certainty where clause or provision names step and stage
_INHERITED = 0.85  # where one of them was taken from the sentence before
_ABOUT = 0.7  # a month is about 21 working days
_ADMITTED = 0.4  # under a No the landlord says itself that the requirement is not met
_BOTH = 12  # a mention of both stages
_STEPS = ("acknowledge", "respond", "extend")
_END = re.compile(
    r"(?<=[.;!?])(?<!\b[Aa]ck\.)(?<!\b[Aa]ckn\.)(?<!\b[Mm]ax\.)(?<!\bi\.e\.)(?<!\b[Aa]pprox\.)\s+(?=\S)|\n+|\s[•▪●·]\s?"
)
_CLAUSE = re.compile(r"[,:()]|\s-\s|\b(?:and|then|but|while|whilst|with|which|who|before|plus|so)\b")
_HINT = re.compile(r"day|week|wks?\b|month|hour|hrs?\b|year|fortnight|stage|wd|w/d|further|additional|tier", re.I)
_GROUP = re.compile(r"\bstage (\d|one|two|three)\b", re.I)
# what joins a length of time to the stage behind it: "10 working days at", "20 working days (for our"
_LINK = re.compile(
    r"\(? ?(?:(?:response )?(?:timescale|timeframe|target|limit|deadline|period)s? ?)?(?:(?:for|at|in|of|on|to|as) ?)?"
    r"(?:(?:a|an|our|the|all|any) ?)?(?:respon\w+ (?:at|to|for))?"
)
_DIGIT = {"one": 1, "two": 2, "three": 3}


@dataclass(frozen=True, slots=True)
class _Default:
    """What a row speaks of where its text does not say it."""

    steps: tuple[str, ...]
    stage: int | None
    complain: bool

    @classmethod
    def of(cls, requirement: Requirement) -> "_Default":
        steps = tuple(dict.fromkeys(limit.step for limit in requirement.limits if limit.step in _STEPS))
        stage = next((limit.stage for limit in requirement.limits if limit.stage), None)
        named = _GROUP.search(requirement.group)
        if stage is None and named:
            stage = _DIGIT.get(named[1].lower()) or int(named[1])
        return cls(steps, stage, any(limit.step == "complain" for limit in requirement.limits))


@dataclass(frozen=True, slots=True)
class _Found:
    sentence: str
    said: str  # the length of time, as written
    rule: str  # what the Code allows, in words
    numbers: tuple[str, ...]  # the provisions that say so
    of: str  # what is limited, in words
    certainty: float


def _run(case: Case) -> Iterator[Hit]:
    rule = Limits.of(case.rulebook)
    for requirement, row in case.answered():
        if not _HINT.search(row.evidence) and not _HINT.search(row.commentary):
            continue
        found = next(iter(_conflicts(row, _Default.of(requirement), rule)), None)
        if found is None:
            continue
        number = requirement.number if requirement.number in found.numbers else found.numbers[0]
        admitted = row.answer in (Answer.NO, Answer.PARTIAL)
        yield Hit(
            requirement.number,
            f'says "{shorten(found.said, _SHOWN, placeholder=" ...")}" of {found.of}; '
            f"the Code ({number}) allows {found.rule}",
            "Bring the procedure into line with the Code, or say of what this is meant.",
            row.location,
            certainty=_ADMITTED if admitted else found.certainty,
            quotes=(found.sentence[:_QUOTED],),
        )


def _conflicts(row: ProvisionRow, default: _Default, rule: Limits) -> Iterator[_Found]:
    carried: int | None = None
    for text in (row.evidence, row.commentary):
        for sentence in _sentences(plain(text)):
            low = sentence.lower()
            if len(low) != len(sentence):
                low = sentence  # a letter that changes its length: rare, and no word of ours
            yield from _more_stages(sentence, low, rule)
            said = _Sentence(sentence, low, default, carried)
            yield from said.too_long(rule)
            yield from said.too_short(rule)
            carried = said.last_stage or carried


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a text; one without an end is cut, so that none takes long."""
    for sentence in _END.split(text):
        yield from (sentence,) if len(sentence) <= _LONGEST else wrap(sentence, _LONGEST)


class _Sentence:
    """One sentence: its lengths of time, and what each of them is said of."""

    def __init__(self, sentence: str, low: str, default: _Default, carried: int | None) -> None:
        self.sentence, self.default, self.carried = sentence, default, carried
        self.times = list(islice(durations.find(low), _MOST)) if _HINT.search(low) else []
        self.low = low
        self.masked = self._without_starts() if self.times else low
        self.stages = list(_stage_mentions(self.masked))
        self.cuts = [0, *(cut.end() for cut in _CLAUSE.finditer(self.masked) if not self._inside(cut)), len(low)]

    @property
    def last_stage(self) -> int | None:
        return next((stage for _, _, stage in reversed(self.stages) if stage != _BOTH), None)

    def _without_starts(self) -> str:
        """The text with blanks for what a time is counted from: "10 working days of the acknowledgement"."""
        masked = self.low
        for name in ("passed-stage", "names"):
            masked = _pattern(name).sub(lambda found: " " * len(found[0]), masked)
        masked = _pattern("reply-that-acknowledges").sub(lambda found: "ack".ljust(len(found[0])), masked)
        for time in self.times:
            since = _pattern("since", whole=False).match(masked, time.end)
            if since:
                masked = masked[: since.start()] + " " * len(since[0]) + masked[since.end() :]
        return masked

    def _inside(self, cut: re.Match[str]) -> bool:
        return any(time.start <= cut.start() < time.end for time in self.times)

    def _clause(self, at: int) -> tuple[int, int]:
        """Where the clause around a place begins and ends."""
        start = max(cut for cut in self.cuts if cut <= at)
        return start, min((cut for cut in self.cuts if cut > at), default=len(self.low))

    def too_long(self, rule: Limits) -> Iterator[_Found]:
        for time in self.times:
            if time.unit == "years" or not self._is_limit(time):
                continue
            steps, sure = self._steps(time)
            if not steps:
                continue
            stages, certain = self._stage(time)
            found = _broken(time, steps, stages, rule)
            if found:
                allowed, numbers, of = found
                certainty = _SAID_SO if sure and certain else _INHERITED
                certainty = min(certainty, _ABOUT) if time.unit == "months" and time.amount == 1 else certainty
                yield _Found(self.sentence, time.text, f"at most {allowed}", numbers, of, certainty)

    def _is_limit(self, time: Duration) -> bool:
        """True for a limit of the complaints procedure as it is now."""
        before, behind = self.low[max(0, time.start - 40) : time.start], self.low[time.end : time.end + 30]
        allowed = _pattern("limit-after-all", whole=False).search(before)
        ranged = before.endswith("from ") and " to " in time.text
        if _pattern("no-limit-before", whole=False).search(before) and not (allowed or ranged):
            return False
        if _pattern("no-limit-behind", whole=False).match(behind):
            return False
        needed = re.match(r"an? ", time.text) or not (self.default.steps or self.default.stage or self.stages)
        if needed and not time.added and not _pattern("limit-before", whole=False).search(before):
            return False  # "ten files a month"
        if any(_pattern(name, whole=False).search(self.masked) for name in ("past", "performance", "the-code-says")):
            return False
        start, end = self._clause(time.start)
        if self.low[:start].endswith(":"):
            start = self._clause(start - 1)[0]  # the heading says of what: "Repairs: within 28 days"
        clause = _pattern("complained-of").sub("complaints", self.low[start:end])
        if any(_pattern(name, whole=False).search(clause) for name in ("other-services", "other-matters")):
            return False
        sentence = _pattern("complained-of").sub("complaints", self.low)
        elsewhere = _pattern("other-services", whole=False).search(sentence)
        return not elsewhere or bool(re.search(r"\bstage\b|\bcomplaint", clause))

    def _steps(self, time: Duration) -> tuple[tuple[str, ...], bool]:
        """The steps that a time may be said of, and whether its own clause says so."""
        start, end = self._clause(time.start)
        if time.added:
            return ("extend",), True
        own = self._steps_in(start, end, time)
        if self._is_residents(start, end, own, time):
            return (), False
        if own:
            return self._with_whole(own, time), True
        if self.default.complain:
            return (), False  # what such a row says of time is the time to complain
        earlier = self._steps_in(0, start, time)[-1:]
        if earlier:
            return self._with_whole(earlier, time), True
        if self.default.steps == ("acknowledge",) and _pattern("acknowledge-too").search(self.masked, start, end):
            return self.default.steps, True
        answering = "respond" in self.default.steps or (
            not self.default.steps and any(start <= at < end for at, _, _ in self.stages)
        )
        if answering and _pattern("respond-too").search(self.masked, start, end):
            return self._with_whole(("respond",), time), True
        later = self._steps_in(end, len(self.low), time)[:1]
        if later and later != ("extend",):
            return self._with_whole(later, time), True
        return self._by_default(start, end, time)

    def _by_default(self, start: int, end: int, time: Duration) -> tuple[tuple[str, ...], bool]:
        clause = self.low[start : time.start] + self.low[time.end : end]
        bare = len(clause.split()) <= _BARE and (
            not re.search(r"[a-z]{4}", clause) or _pattern("bare", whole=False).search(clause)
        )
        before = self.low[: time.start]  # "about a month as we only meet monthly"
        leads = start == 0 and bool(self.default.steps) and len(before.split()) <= 1 and len(clause.split()) <= _BARE
        leads = leads and bool(_pattern("limit-before", whole=False).search(before))
        if not (bare or leads or len(clause.split()) <= 3):
            return (), False
        staged = any(start <= at < end or at < start for at, _, _ in self.stages)
        if self.default.steps:
            own = ("respond",) if "respond" in self.default.steps else self.default.steps
            return self._with_whole((*own, *(("respond",) if staged else ())), time), True
        if time.unit == "months":
            return (), False
        return (self._with_whole(("respond",), time) if staged else ()), True

    def _steps_in(self, start: int, end: int, time: Duration) -> tuple[str, ...]:
        """The steps that a stretch of text names; of a time's own clause, those nearest to it on either side."""
        named = [(m.start(), step) for step in _STEPS for m in _pattern(step).finditer(self.masked, start, end)]
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
        """A response's time may be told together with its extension."""
        before = self.low[: time.start]
        told = _pattern("whole-time", whole=False).search(before) or re.search(
            _pattern("whole-time", whole=False).pattern.replace("$", "(?!)"), self.low
        )
        if told or _pattern("whole-time-behind", whole=False).match(self.low, time.end):
            return ("whole",)
        extends = "extend" in steps or _pattern("extend").search(before) or self.default.steps == ("extend",)
        if "respond" in steps and (
            extends or _pattern("hard-cases", whole=False).search(self.low[: self._clause(time.start)[1]])
        ):
            return (*steps, "whole")
        if steps == ("extend",) and re.search(r"\bextend(?:ed|s)?\b[^,;]{0,30}\bup to $", before):
            return ("extend", "whole")
        return steps

    def _is_residents(self, start: int, end: int, steps: tuple[str, ...], time: Duration) -> bool:
        """True where the clause says what residents must do in that time."""
        clause = self.masked[start:end]
        if _pattern("residents-behind", whole=False).match(self.low, time.end):
            return True
        if re.search(_pattern("resident-gets", whole=False), clause):
            return False
        if _pattern("resident-must", whole=False).search(clause):
            return True
        return not steps and bool(_pattern("residents", whole=False).search(self.masked[:end]))

    def _stage(self, time: Duration) -> tuple[tuple[int, ...], bool]:
        """The stages that a time may be said of, and whether sentence or provision say so. (0,): any stage."""
        start, end = self._clause(time.start)
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
        named = [stage for stage in (self.carried, self.default.stage) if stage]
        return (tuple(dict.fromkeys(named)), len(named) == 1) if named else ((0,), True)

    def too_short(self, rule: Limits) -> Iterator[_Found]:
        """Less time to complain than residents are granted."""
        held = rule.single("complain")
        if held is None or not self.times or any(_pattern(n, whole=False).search(self.low) for n in ("past",)):
            return
        limit, numbers = held
        granted = Duration(limit.at_most, limit.unit, "", 0, 0).months
        for time in self.times:
            if time.months < granted - 0.1 and self._is_time_to_complain(time):
                allowed = f"no less than {limit.at_most} {limit.unit.replace('-', ' ')}"
                yield _Found(self.sentence, time.text, allowed, numbers, "the time to complain", _SAID_SO)

    def _is_time_to_complain(self, time: Duration) -> bool:
        start, end = self._clause(time.start)
        if time.unit in ("hours", "working-days") or _pattern("no-time-to-complain", whole=False).search(
            self.low[start:end]
        ):
            return False
        if any(_pattern(n, whole=False).search(self.low) for n in ("performance", "the-code-says")):
            return False
        if re.search(r"\b(?:every|each|per|last|past|next|first|previous)(?: the)? $", self.low[: time.start]):
            return False
        if self.default.complain and len(self.low.split()) <= _SHORT:
            return True
        occurred = _pattern("occurrence", whole=False).search(self.low)
        if not occurred or not _pattern("complain", whole=False).search(self.low):
            return False
        return self.default.complain or bool(
            re.search(r"\bcomplain", self.low)
            and re.search(r"\b(?:of|after|from|since|ago|old|older)\b", self.low[time.end :])
        )


def _each(stage: int) -> tuple[int, ...]:
    return (-1, -2) if stage == _BOTH else (stage,)


def _stage_mentions(low: str) -> Iterator[tuple[int, int, int]]:
    """Where stages are named: begin, end, stage; both stages together as one."""
    if "stage" not in low and "escalat" not in low and not re.search(r"\bs[12]\b", low):
        return
    taken: list[tuple[int, int, int]] = []
    for name, stage in (("both-stages", _BOTH), ("stage-2", 2), ("stage-1", 1), ("third-stage", 3)):
        for match in _pattern(name).finditer(low):
            if not any(start < match.end() and match.start() < end for start, end, _ in taken):
                taken.append((match.start(), match.end(), stage))
    yield from sorted(taken)


def _broken(
    time: Duration, steps: Iterable[str], stages: tuple[int, ...], rule: Limits
) -> tuple[str, tuple[str, ...], str] | None:
    """What the Code allows, where, and for what, if the time is longer than that for every step and stage that it may
    be said of; for both stages together (negative), if it is longer for one of them."""
    limits = []
    strict = stages[0] < 0
    for step in steps:
        wanted = rule.stages_of(step) if stages == (0,) else tuple(map(abs, stages))
        held = [(rule.days(step, stage), step, stage) for stage in wanted]
        known = [(days, step, stage) for days, step, stage in held if days]
        if not known or (len(known) < len(held) and not strict):
            return None
        limits.append((min if strict else max)(known, key=lambda each: each[0][0]))
    if not limits:
        return None
    (allowed, worded, numbers), step, stage = max(limits, key=lambda each: each[0][0])
    if time.working_days <= allowed:
        return None
    of = {"acknowledge": "acknowledging", "respond": "answering", "extend": "extending", "whole": "answering"}[step]
    return worded, numbers, f"{of} at stage {stage}" if stage else of


def _more_stages(sentence: str, low: str, rule: Limits) -> Iterator[_Found]:
    """A stage beyond the last that the Code allows."""
    held = rule.single("stages")
    if held is None or ("stage" not in low and "tier" not in low and "level" not in low):
        return
    limit, numbers = held
    name = {2: "third-stage", 3: "fourth-stage"}.get(limit.at_most)
    found = _pattern(name).search(low) if name else None
    if found and not _pattern("no-such-stage", whole=False).search(low):
        said = sentence[found.start() : found.end()]
        yield _Found(sentence, said, f"at most {limit.at_most} stages", numbers, "the procedure", _SAID_SO)


@cache
def _pattern(name: str, whole: bool = True) -> re.Pattern[str]:
    """One list of words/timescales.yaml as a pattern, of whole words where it holds words."""
    entries = "|".join(words("timescales")[name])
    return re.compile(rf"\b(?:{entries})(?!\w)" if whole else f"(?:{entries})")


CHECK = Check(
    code="TIM401",
    id="timescale-conflict",
    title="A time limit that is longer than the Code allows",
    severity=Severity.WARNING,
    help=__doc__ or "",
    run=_run,
    method=Method.HEURISTIC,
)
