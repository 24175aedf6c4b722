"""Every value that crosses a module's border: frozen, plain, picklable; standard library only.

Data classes where values are made from others (`replace`) or keep what they work out; else named tuples, of which it
takes a tenth of the time to define one, which every start of the program pays for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import NamedTuple

# ── what is printed in a form ────────────────────────────────────────────────────────────────────


class Answer(StrEnum):
    """The landlord's own answer under "Comply"."""

    YES = "yes"
    NO = "no"
    PARTIAL = "partial"
    NOT_APPLICABLE = "not_applicable"
    BLANK = "blank"  # nothing was found; never turned into a No
    UNCLEAR = "unclear"  # something was found that is none of the above


class Support(StrEnum):
    """What evidence and commentary, read together, amount to."""

    NONE = "none"
    CITATION = "citation"
    STATEMENT = "statement"


class Obligation(StrEnum):
    """How a requirement binds: a must is mandatory, a should (Code of 2022) is best practice."""

    MUST = "must"
    SHOULD = "should"


class Severity(IntEnum):
    """How grave a finding is; ordered, so that thresholds compare."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """`note`, `warning` or `error`."""
        return self.name.lower()


class Basis(StrEnum):
    """What a match rests on."""

    TEXT_AND_NUMBER = "text+number"
    TEXT = "text"
    NUMBER = "number"


class Method(StrEnum):
    """How a check comes to its findings: it reads a fact, or it judges words and can be mistaken."""

    EXACT = "exact"
    HEURISTIC = "heuristic"


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a document. All 1-based; None where the format has no such thing. `part` is the file, where a form is
    spread over several."""

    page: int | None = None
    end_page: int | None = None
    table: int | None = None
    row: int | None = None
    line: int | None = None
    part: str | None = None


# ── what a reader returns ────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table as it is printed.

    `cells` holds one text a grid column, so all rows of a table are equally long. A cell that spans several
    columns puts its text into the first and "" into the others; a cell that spans several rows puts its text
    into the first row and "" into those below. Line breaks inside a cell are kept as "\\n".
    """

    cells: tuple[str, ...]
    location: Location = Location()
    header: bool = False  # the format itself marks it as a heading row (HTML th, DOCX tblHeader)
    above: tuple[tuple[int, str], ...] = ()  # cells of rows above that reach over this one: column and text


class Table(NamedTuple):
    """A table of one page (PDF) or of the document (DOCX, HTML, text)."""

    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line or block of text outside any table. `level` is the heading level (1-6), 0 for body text; `marked` is what
    the format itself sets off at the head of the text: words in bold, the term of a list, the name of a field."""

    text: str
    location: Location = Location()
    level: int = 0
    marked: str = ""


Block = Table | Paragraph


@dataclass(frozen=True, slots=True)
class Document:
    """What one format's reader makes of a file: blocks in reading order, and what it could not read.

    `reasons` are the codes that make a document `partial` (`pages-lost`, `readers-disagree`, …).
    `metadata` holds the file's own properties in lower case keys (title, author, subject, created).
    """

    format: str  # pdf | docx | html | text
    blocks: tuple[Block, ...]
    pages: int | None = None
    reasons: tuple[str, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    scanned: frozenset[int] = frozenset()  # the pages that were read by text recognition


# ── what rows.py makes of it ─────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Reason:
    """Why evidence and commentary were judged so: the words that were taken as a citation, clause by clause, and the
    words that were left and say how the requirement is met. `doubt`: of a citation, clauses that may say so too."""

    cited: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    doubt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProvisionRow:
    """A provision as it stands in the form; a row that runs over a page break is one row."""

    number: str | None  # as printed beside it; None where none is printed
    requirement: str
    answer: Answer
    answer_text: str
    evidence: str
    commentary: str
    extra: tuple[tuple[str, str], ...] = ()  # columns that the official form does not have: (heading, text)
    commentary_column: bool = False  # the form has a commentary column beside the evidence column
    location: Location = Location()
    support: Support = Support.NONE
    reason: Reason = Reason()  # why the support was judged so
    links: tuple[str, ...] = ()  # addresses behind the words of links, where the format keeps them
    recognised: bool = False  # read from a picture by text recognition: letters may be wrong


@dataclass(frozen=True, slots=True)
class SelfAssessment:
    """A landlord's whole completed form."""

    format: str
    rows: tuple[ProvisionRow, ...]
    prose: str  # the text outside the rows, a paragraph a line
    pages: int | None = None
    reasons: tuple[str, ...] = ()
    landlord: str | None = None
    assessed_on: date | None = None  # the day or month that it bears; None where it bears none or only a year
    judged_on: date | None = None  # the day that it is judged on: for a year or season its first day
    dated_until: date | None = None  # the last day of the day, month, season or year that it bears


# ── the rulebook ─────────────────────────────────────────────────────────────────────────────────


class Limit(NamedTuple):
    """A time limit of a requirement: at most `days` (or `months`, or `stages`) for the step named."""

    step: str  # acknowledge | respond | extend | complain | stages
    at_most: int
    unit: str  # working-days | days | months | stages
    stage: int | None = None
    source: str | None = None  # the paragraph of the Code that sets it; None: the requirement's own


@dataclass(frozen=True, slots=True)
class Requirement:
    """A numbered provision of the Code."""

    number: str
    section: str
    text: str
    obligation: Obligation
    topic: str = ""  # what it is about, in a word that rulebooks share ("time-bar")
    group: str = ""  # the banner it stands under inside its section ("Stage 1")
    limits: tuple[Limit, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # word lists for checks, by name
    event_driven: bool = False  # only applies when something happens (a restructure, a request)


class Section(NamedTuple):
    """A section of the Code."""

    number: str
    title: str


class Duty(NamedTuple):
    """Something that the Code asks of the self-assessment as a document, and the provision that says so."""

    asks: str  # yearly | approval | response
    provision: str
    months: int | None = None  # of yearly: after which the next one is asked for
    grace: int = 0  # of yearly: months that a landlord has to hand it in


class Refusal(NamedTuple):
    """Of a Code whose forms are only recognised, and refused by name: what to give instead, and statements that only
    its forms hold."""

    advice: str
    statements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rulebook:
    """One edition of the Code, as its YAML file states it."""

    id: str
    title: str
    edition: str
    source: str
    in_force: date
    superseded: date | None
    sections: tuple[Section, ...]
    requirements: tuple[Requirement, ...]
    headings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # column role → headings the form prints
    banners: tuple[str, ...] = ()  # rows of the form that only divide it
    duties: tuple[Duty, ...] = ()  # what it asks of the document
    refusal: Refusal | None = None  # forms of this Code are refused

    @cached_property
    def by_number(self) -> dict[str, Requirement]:
        return {requirement.number: requirement for requirement in self.requirements}

    def duty(self, asks: str) -> Duty | None:
        """What it asks of the document by that name; None where it does not."""
        return next((duty for duty in self.duties if duty.asks == asks), None)


# ── matching ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Match:
    """A row paired to a requirement. `text_of` names the provision whose text the row carries, if it is
    not the one that the printed number names."""

    requirement: Requirement
    row: ProvisionRow
    score: float  # 0-1, similarity of the row's text to the requirement it was paired to
    basis: Basis
    text_of: str | None = None


@dataclass(frozen=True, slots=True)
class Detection:
    """Which rulebook the rows follow. `confidence` 0-1; `rivals` other ids that fit about equally."""

    rulebook: str
    detected: bool  # False: the user named it
    confidence: float
    rivals: tuple[str, ...] = ()


_WHOLE = 10  # provisions from which on a document is a form and no extract; a section by itself never is


@dataclass(frozen=True)
class Case:
    """All that a check may look at."""

    assessment: SelfAssessment
    rulebook: Rulebook
    detection: Detection
    matches: tuple[Match, ...]  # in document order
    strays: tuple[ProvisionRow, ...]  # rows that no requirement claimed
    today: date  # the date that the document is judged on: its own, or --as-of
    today_known: bool = True  # False: the document has no date and --as-of was not given

    def answered(self) -> Iterator[tuple[Requirement, ProvisionRow]]:
        """Each matched row with its requirement, in document order."""
        for match in self.matches:
            yield match.requirement, match.row

    @cached_property
    def missing(self) -> tuple[Requirement, ...]:
        """The requirements that no row was matched to, in the rulebook's order."""
        present = {match.requirement.number for match in self.matches}
        return tuple(each for each in self.rulebook.requirements if each.number not in present)

    @cached_property
    def whole(self) -> bool:
        """False for an extract, such as the file of one section, and for a document that was read in part: what it
        does not say may stand elsewhere."""
        if self.assessment.reasons:
            return False
        requirements = {match.requirement.number: match.requirement for match in self.matches}
        sections = {each.section for each in requirements.values()}
        return len(requirements) >= min(_WHOLE, len(self.rulebook.requirements)) and (
            len(sections) > 1 or len(self.rulebook.sections) == 1
        )


# ── findings ─────────────────────────────────────────────────────────────────────────────────────


class Hit(NamedTuple):
    """What a check yields. `severity` only where it differs from the check's own. `certainty` (0-1) is the share of
    such hits that a careful reviewer would agree with, `quotes` the document's words that a heuristic hit rests on.
    `rests_on` is the provision whose words say why, for hits on the document as a whole."""

    provision: str | None
    message: str
    advice: str
    location: Location | None = None
    severity: Severity | None = None
    certainty: float = 1.0
    quotes: tuple[str, ...] = ()
    rests_on: str | None = None


# What a check's help tells, each a paragraph that begins with its label.
HELP_LABELS = ("Why", "Finds", "Passes", "Put right by", "Bad example", "Good example", "Source")


class Check(NamedTuple):
    """A check: pure, without I/O, clock or environment. `help` is its manual page, in paragraphs of HELP_LABELS."""

    code: str
    id: str
    title: str
    severity: Severity
    help: str
    run: Callable[[Case], Iterable[Hit]]
    method: Method = Method.EXACT


class CheckInfo(NamedTuple):
    """What reporters need of a check."""

    code: str
    id: str
    title: str
    severity: Severity
    help: str
    method: Method


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit with its check's identity and a fingerprint that survives edits of wording and layout."""

    code: str
    check: str
    severity: Severity
    provision: str | None
    message: str
    advice: str
    location: Location | None
    fingerprint: str
    method: Method = Method.EXACT
    certainty: float = 1.0  # 1 for an exact check
    quotes: tuple[str, ...] = ()
    rests_on: str | None = None  # the provision whose words say why: its own, or the document-level finding's


# ── outcomes ─────────────────────────────────────────────────────────────────────────────────────


class ReportRow(NamedTuple):
    """A row of the report: the printed row and what it was matched to (provision None: nothing)."""

    row: ProvisionRow
    provision: str | None
    score: float
    basis: Basis | None


@dataclass(frozen=True)
class Report:
    """One document that was read and judged."""

    path: str
    sha256: str
    format: str
    pages: int | None
    reasons: tuple[str, ...]
    landlord: str | None
    assessed_on: date | None
    size: int
    detection: Detection
    rows: tuple[ReportRow, ...]
    findings: tuple[Finding, ...]  # document-level ones first, then in document order
    provisions: int  # requirements of the rulebook
    reviews: tuple[Finding, ...] = ()  # too uncertain to be findings: for a person to look at, counted nowhere
    parts: tuple[str, ...] = ()  # the files that were judged together, `path` the first of them; () for one file

    @property
    def complete(self) -> bool:
        """True where the whole document was read."""
        return not self.reasons

    @cached_property
    def present(self) -> int:
        """How many provisions of the rulebook have a row."""
        return len({row.provision for row in self.rows if row.provision})

    @cached_property
    def answers(self) -> Mapping[Answer, int]:
        """Matched rows by answer; every answer has an entry."""
        count = Counter(each.row.answer for each in self.rows if each.provision)
        return {answer: count[answer] for answer in Answer}

    @cached_property
    def support(self) -> Mapping[Support, int]:
        """Matched rows by support; every value has an entry."""
        count = Counter(each.row.support for each in self.rows if each.provision)
        return {support: count[support] for support in Support}

    @cached_property
    def counts(self) -> Mapping[Severity, int]:
        """Findings by severity, gravest first; every severity has an entry."""
        count = Counter(finding.severity for finding in self.findings)
        return {severity: count[severity] for severity in sorted(Severity, reverse=True)}


class Failure(NamedTuple):
    """One document that could not be judged: never a finding, never compliant."""

    path: str
    sha256: str | None
    stage: str  # open | read | recognise | check:<id> | worker
    reason: str
    message: str


Outcome = Report | Failure


@dataclass(frozen=True, slots=True)
class Look:
    """How a report for people is drawn."""

    width: int = 100
    colour: bool = False
    verbose: bool = False
    unicode: bool = True


@dataclass(frozen=True)
class Run:
    """The one thing that reporters get: all they need, nothing to look up."""

    version: str
    rulebooks: tuple[Rulebook, ...]
    checks: tuple[CheckInfo, ...]
    outcomes: tuple[Outcome, ...]  # in the order given
    fail_on: Severity | None = Severity.ERROR  # None: findings never fail the run
    exit_code: int = 0

    @property
    def reports(self) -> tuple[Report, ...]:
        return tuple(each for each in self.outcomes if isinstance(each, Report))

    @property
    def failures(self) -> tuple[Failure, ...]:
        return tuple(each for each in self.outcomes if isinstance(each, Failure))

    def rulebook(self, id: str) -> Rulebook:
        """The rulebook of that id; KeyError where the run did not use it."""
        for each in self.rulebooks:
            if each.id == id:
                return each
        raise KeyError(id)

    def check(self, id: str) -> CheckInfo:
        """The check of that id; KeyError where there is none."""
        for each in self.checks:
            if each.id == id:
                return each
        raise KeyError(id)

    def fails(self, report: Report) -> bool:
        """True where a finding of the report is at or above the run's threshold."""
        return any(self.fails_on(each) for each in report.findings)

    def fails_on(self, finding: Finding) -> bool:
        """True where the finding is at or above the run's threshold."""
        return self.fail_on is not None and finding.severity >= self.fail_on

    @property
    def verdict(self) -> str:
        """`incomplete` where anything was not read whole, else `fail` or `pass`."""
        if not self.outcomes or self.failures or any(not each.complete for each in self.reports):
            return "incomplete"
        return "fail" if any(self.fails(each) for each in self.reports) else "pass"


class Reporter(NamedTuple):
    """A way to write a run down. `suffix` chooses it from a file's name."""

    name: str
    suffix: str
    render: Callable[[Run, Look], str]


class Extractor(NamedTuple):
    """A reader of one format. `recognises` looks at the bytes first and at the file's name second; `read` raises
    `Unreadable` and never returns an empty success."""

    name: str
    recognises: Callable[[bytes, str], bool]
    read: Callable[[bytes, str], Document]
