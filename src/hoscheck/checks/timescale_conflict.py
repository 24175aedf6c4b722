"""A row states a time limit that is longer than the Code allows.

Why: "Landlords must issue a full response to stage 1 complaints within 10 working days of the complaint being
acknowledged" (2024, 6.3). A row that gives staff or residents a longer time shows that the requirement is not met,
whatever its answer is; it is one of the first things that the Ombudsman looks at.
Finds: a length of time, said of a step of the complaints procedure and of now, that is longer than the rulebook's limit
for this step: acknowledging, responding, extending, at stage 1 or stage 2; less time to complain than residents are
granted; more stages than there may be. A length of time belongs to the step and the stage that its own clause names,
else its sentence, else to those of the row's provision. A text that reads so by its words taken together, such as two
times that add up or a clock that starts late, is found too. Under a No, such a limit is only shown for review.
Passes: anything faster; what is denied ("nobody may take 15 days"); days of which it is not said that they are working
days, as long as calendar days would do (14 days for 10 working days); the time of response and extension together; what
was so in the past; averages and percentages that were reached; the Code quoted; other services, remedies and updates;
and the time that residents have to escalate.
Put right by: bringing the time down to the Code's, in the procedure too; or saying of what the longer time is meant.
Bad example: 6.3, Yes. "Stage 1 complaints are answered in writing within 15 working days of acknowledgement."
Good example: 6.3, Yes. "Stage 1 complaints are answered in writing within 10 working days of acknowledgement. If we
need longer, we agree up to 10 more with the resident."
Source: the Code of 2024, 2.2, 2.3, 5.3, 6.2 to 6.4, 6.11, 6.14 and 6.15; the Code of 2022, 4.1, 5.1, 5.13 and 5.17.
"""

import re
from collections.abc import Iterator
from textwrap import shorten
from typing import NamedTuple

from hoscheck import durations, masks, timing
from hoscheck.durations import Duration
from hoscheck.limits import Limits
from hoscheck.model import Answer, Case, Check, Hit, Method, ProvisionRow, Requirement, Severity
from hoscheck.normalise import plain
from hoscheck.timing import Default, Said, Sentence, pattern

_SHOWN = 70  # characters of the statement that a message quotes
_QUOTED = 500  # characters of the sentence that a hit rests on
_SHORT = 5  # words: "our limit is six months" says of its own provision's time
_NO_LIMIT = 0.2  # months: nobody gives residents less than a week, but "a year and a day"
_ALONE = 1  # words of a clause that holds hardly anything but the time
_SAID_SO = 0.95  # certainty where clause or provision names step and stage
_INHERITED = 0.85  # where one of them was taken from the sentence before
_ABOUT = 0.7  # a month is about 21 working days
_LEARNT = 0.75  # where no signal tells it, but what was learnt
# Scores from which it does, and below which a signal is only shown for review, chosen on rows of writers whom it was
# not taught by.
LATE, NEVER_LATE = 2.0, -2.0
_DOUBTED = 0.4
_ADMITTED = 0.4  # under a No the landlord says itself that the requirement is not met
_TWO = re.compile(r"\b(?:two|2)[ -](?:\w+ )?stages?\b")
_OF = {"acknowledge": "acknowledging", "respond": "answering", "extend": "extending"}  # of all else: answering


class _Found(NamedTuple):
    sentence: str
    said: str  # the length of time, as written
    rule: str  # what the Code allows, in words
    numbers: tuple[str, ...]  # the provisions that say so
    of: str  # what is limited, in words
    certainty: float


def _run(case: Case) -> Iterator[Hit]:
    rule = Limits.of(case.rulebook)
    timed = [each for each in case.answered() if _speaks_of_time(each[1])]
    # signals of all rows before anything is weighed, so that large lists stay at hand
    told = [next(iter(_conflicts(row, Default.of(requirement), rule)), None) for requirement, row in timed]
    for (requirement, row), found in zip(timed, told, strict=True):
        if requirement.topic:  # of what a requirement of the user's own is about no words were learnt
            found = _weighed(found, row, requirement)
        if found is None:
            continue
        number = requirement.number if requirement.number in found.numbers else found.numbers[0]
        admitted = row.answer in (Answer.NO, Answer.PARTIAL)
        yield Hit(
            requirement.number,
            _message(found, number),
            "Bring the procedure into line with the Code, or say of what this is meant.",
            row.location,
            certainty=_ADMITTED if admitted else found.certainty,
            quotes=(found.sentence[:_QUOTED],),
        )


def _speaks_of_time(row: ProvisionRow) -> bool:
    return timing.speaks_of_time(row.evidence) or timing.speaks_of_time(row.commentary)


def _message(found: _Found, number: str) -> str:
    said = shorten(found.said, _SHOWN, placeholder=" ...")
    if not found.rule:
        return f'reads as if a step of the procedure takes longer, or has more stages, than the Code allows: "{said}"'
    return f'says "{said}" of {found.of}; the Code ({number}) allows {found.rule}'


def _conflicts(row: ProvisionRow, default: Default, rule: Limits) -> Iterator[_Found]:
    carried: int | None = None
    texts = (plain(row.evidence), plain(row.commentary))

    def first() -> bool:
        told = any(pattern("second-round").search(text.lower()) for text in texts)
        return 1 in rule.stages_of("respond") and not told

    tabled = any(durations.unit_is_given_once(text.lower()) for text in texts)
    said = [Sentence(each, default, first, tabled) for text in texts for each in timing.sentences(text)]
    long = [any(time.working_days > rule.least for time in sentence.times) for sentence in said]
    last = max((at for at, each in enumerate(long) if each), default=-1)
    for at, sentence in enumerate(said):
        if at > last and not sentence.times and not _may_name_a_stage(sentence.low):
            continue
        yield from _more_stages(sentence, rule)
        yield from _too_short(sentence, rule)
        if at <= last:  # what stage a sentence speaks of is only asked for those behind it
            sentence.carried = carried
            yield from _too_long(sentence, rule)
            carried = sentence.last_stage or carried


def _weighed(found: _Found | None, row: ProvisionRow, requirement: Requirement) -> _Found | None:
    """What signals found, as far as what was learnt lets it stand, or else what that finds alone."""
    late = masks.lateness(f"{row.evidence}\n{row.commentary}", requirement)
    if late is None:
        return found
    if found:
        return found._replace(certainty=_DOUBTED) if late.score < NEVER_LATE else found
    return _told_otherwise(late, requirement) if late.score >= LATE else None


def _told_otherwise(late: masks.Late, requirement: Requirement) -> _Found:
    """A sentence that, by what was learnt, says that a step takes longer than it may, though no signal tells it."""
    long, limit = late.masked.long, late.masked.limit
    if long is None or limit is None:
        return _Found(late.sentence, late.sentence, "", (requirement.number,), "", _LEARNT)
    least = limit.step == "complain"
    allowed = f"{'no less than' if least else 'at most'} {limit.at_most} {limit.unit.replace('-', ' ')}"
    of = "the time to complain" if least else _OF.get(limit.step, "answering")
    of += f" at stage {limit.stage}" if limit.stage else ""
    return _Found(late.sentence, long.text, allowed, (requirement.number,), of, _LEARNT)


def _too_long(sentence: Sentence, rule: Limits) -> Iterator[_Found]:
    for said in sentence.limits(rule.least):
        found = _broken(said, rule)
        if found:
            allowed, numbers, of = found
            certainty = _SAID_SO if said.sure and said.certain else _INHERITED
            if said.time.unit == "months" and said.time.amount == 1:
                certainty = min(certainty, _ABOUT)
            yield _Found(sentence.sentence, said.time.text, f"at most {allowed}", numbers, of, certainty)


def _broken(said: Said, rule: Limits) -> tuple[str, tuple[str, ...], str] | None:
    """What the Code allows, where, and for what, if the time is longer than that for every step and stage that it may
    be said of; for both stages together (negative), if it is longer for one of them."""
    limits = []
    stages = said.stages
    strict = stages[0] < 0
    for step in said.steps:
        wanted = rule.stages_of(step) if stages == (0,) else tuple(map(abs, stages))
        held = [(rule.days(step, stage, said.time.unit), step, stage) for stage in wanted]
        known = [(days, step, stage) for days, step, stage in held if days]
        if not known or (len(known) < len(held) and not strict):
            return None
        limits.append((min if strict else max)(known, key=lambda each: each[0][0]))
    if not limits:
        return None
    (allowed, worded, numbers), step, stage = max(limits, key=lambda each: each[0][0])
    if said.time.working_days <= allowed:
        return None
    of = _OF.get(step, "answering")
    return worded, numbers, f"{of} at stage {stage}" if stage else of


def _too_short(sentence: Sentence, rule: Limits) -> Iterator[_Found]:
    """Less time to complain than residents are granted."""
    held = rule.single("complain")
    if held is None or not (sentence.default.complain or "complain" in sentence.low):
        return
    limit, numbers = held
    granted = Duration(limit.at_most, limit.unit, "", 0, 0).months
    for time in sentence.times:
        if time.months < granted - 0.1 and _is_time_to_complain(sentence, time):
            allowed = f"no less than {limit.at_most} {limit.unit.replace('-', ' ')}"
            yield _Found(sentence.sentence, time.text, allowed, numbers, "the time to complain", _SAID_SO)


def _is_time_to_complain(sentence: Sentence, time: Duration) -> bool:
    low, default = sentence.low, sentence.default
    start, end = sentence.clause(time.start)
    if (
        time.unit in ("hours", "working-days")
        or time.months < _NO_LIMIT
        or pattern("no-time-to-complain", whole=False).search(low[start:end])
    ):
        return False
    if _is_told(low, start, end):
        return False
    before = low[: time.start]
    taken = pattern("taken-before", whole=False).search(before)
    if not taken and pattern("no-time-before", whole=False).search(before):
        return False
    around = re.findall(r"[a-z]+", low[start : time.start] + low[time.end : end])
    if default.complain and (len(low.split()) <= _SHORT or (len(around) <= _ALONE and not start)):
        return True
    occurred = pattern("occurrence", whole=False).search(low)
    if not occurred or default.complain:
        return bool(occurred)
    return bool(
        re.search(r"\bcomplain", low) and re.search(r"\b(?:of|after|from|since|ago|old|older)\b", low[time.end :])
    )


def _is_told(low: str, start: int, end: int) -> bool:
    """True for what was so, what was counted, and what somebody else says. What happened to a resident is no past of
    the procedure."""
    return any(
        pattern(name, whole=False).search(pattern("no-past", whole=False).sub(lambda _: " ", text))
        for text, names in (
            (low, ("past", "averages", "the-code-says", "of-records")),
            (low[start:end], ("past-verbs", "shares")),
        )
        for name in names
    )


def _may_name_a_stage(low: str) -> bool:
    return any(map(low.__contains__, ("stage", "stg", "s3", "tier", "level", "step", "round")))


def _more_stages(sentence: Sentence, rule: Limits) -> Iterator[_Found]:
    """A stage beyond the last that the Code allows."""
    held, low = rule.single("stages"), sentence.low
    if held is None or not _may_name_a_stage(low):
        return
    limit, numbers = held
    name = {2: "third-stage", 3: "fourth-stage"}.get(limit.at_most)
    if name is None:
        return
    here = pattern(f"{name}-here").search(low) if sentence.default.stages else None
    found = here or pattern(name).search(low)
    told = pattern("no-denial").sub(lambda _: " ", low)
    told = _TWO.sub(" ", told) if here else told  # "two stages, followed by a panel as stage 3"
    if found and not pattern("no-such-stage", whole=False).search(told):
        said = sentence.sentence[found.start() : found.end()]
        yield _Found(sentence.sentence, said, f"at most {limit.at_most} stages", numbers, "the procedure", _SAID_SO)


CHECK = Check(
    code="TIM401",
    id="timescale-conflict",
    title="A time limit that is longer than the Code allows",
    severity=Severity.WARNING,
    help=__doc__ or "",
    run=_run,
    method=Method.HEURISTIC,
)
