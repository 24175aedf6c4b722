"""What the documents of the bench say: the rows of a form, made of own sentences by a fixed seed, and so their truth.

The requirement is the rulebook's own text. The other cells are as varied as published ones: one sentence or ten, lists,
dates, numbers of sections, quotes, the words Yes and No, and words with the letters that fonts join (ff, fi, fl).
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from scripts.fixtures.source import rulebook

EDITION = "hos-2024"
HEADINGS = ("Code provision", "Code requirement", "Comply: Yes / No", "Evidence", "Commentary / explanation")
TITLE = "Complaint Handling Code: self-assessment"

# Sentences of evidence in a row, at least and at most, and how many rows of ten also have a list. With these a form
# of 72 rows takes some twenty pages.
SENTENCES = (2, 5)
LISTED = 4

_OPENINGS = (
    "Our complaints policy (section 3.2) sets this out in full",
    "The procedure was rewritten in March 2024 and the steps are in part 4",
    "All front-line staff finished the training by 14 June 2024",
    "The complaints team of five officers logs every case on the day it arrives",
    "Residents told us in the 2023/24 survey that they find the process easy",
    "A flow chart in the office handbook shows who does what, and by when",
    "We checked a sample of 40 closed files and found it done in 38",
    "The web page, the leaflet and the tenancy pack say the same",
    "Letters are written from templates that a manager has to sign off",
    "The board's lead member for complaints reviews this every quarter",
    "Yes: the definition is quoted word for word at the start of the policy",
    "No complaint has been refused on these grounds since 1 April 2024",
)
_MIDDLES = (
    "Where something differs, the officer records why, and a second officer confirms it",
    "Of 312 stage 1 complaints in the year, 291 (93.3%) were answered in time",
    "The word ‘complaint’ need not be used for us to treat it as one",
    "Interpreters, large print and sign-language visits are offered at first contact",
    "The figures go to the scrutiny panel, whose minutes are published",
    "Repairs follow-up is tracked after the case is closed, until the last job is finished",
    "A reasonable adjustments record is kept on the tenancy file and looked at each year",
    "Contractors have the same duty under clause 11.4 of the framework",
    "We agreed a new target of 9 working days with the residents’ forum",
    "The letter names the Ombudsman and says how to get in touch at any time",
    "Officers can offer up to £250 without asking; above that the head of service decides",
    "Each team has an ‘action owner’, who reports back within a fortnight",
    "This was tested by internal audit (report IA/24/07) with substantial assurance",
    "Social media messages are picked up by the contact centre within 1 working day",
)
_ENDINGS = (
    "The next review is due in September 2025",
    "Evidence: policy v4.1, pages 6 to 9",
    "See the annual report, table 5",
    "It was last checked on 30/05/2024 by the performance officer",
    "Governing body minutes of 22 July 2024 record the decision",
)
_ITEMS = (
    "complaints policy, section 5.1",
    "letter templates S1-A to S1-F",
    "staff training log (98% complete)",
    "quarterly dashboard for the board",
    "first-contact checklist",
    "website page, updated 3 May 2024",
    "lessons-learned bulletin, issue 12",
    "satisfaction survey of closed cases",
)
_COMMENTS = (
    "Fully embedded since the new system went live",
    "We plan to refresh the wording, though nothing in it is out of line with the Code",
    "Staff shortages affected spring 2024; this is now resolved",
    "The scrutiny panel asked for plainer letters, and got them in August",
    "No change from last year",
    "Further work on accessibility is in the action plan, to finish by 31 March 2025",
    "The landlord’s lead officer meets the Ombudsman’s liaison twice a year",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A provision as the documents print it. Lines of a cell end in "\\n"; items of a list start with "• "."""

    number: str
    requirement: str
    answer: str
    evidence: str
    commentary: str

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.number, self.requirement, self.answer, self.evidence, self.commentary)


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one section of the Code, under its heading."""

    heading: str
    rows: tuple[Row, ...]


def form(seed: int) -> tuple[Part, ...]:
    """A whole form of 72 rows, one part a section. The same seed gives the same form."""
    chance = random.Random(seed)
    parts: dict[str, list[Row]] = {}
    headings = {}
    for number, printed in rulebook(EDITION).items():
        headings[printed.section] = f"Section {printed.section}: {printed.title}"
        answer = "No" if chance.random() < 0.08 else "Yes"
        row = Row(number, printed.text, answer, _evidence(chance), _commentary(chance))
        parts.setdefault(printed.section, []).append(row)
    return tuple(Part(headings[section], tuple(rows)) for section, rows in parts.items())


def forms(count: int) -> tuple[Part, ...]:
    """As many forms one after another, as the report of a group with many landlords has them."""
    return tuple(part for seed in range(count) for part in form(seed))


def _evidence(chance: random.Random) -> str:
    count = chance.randint(*SENTENCES)
    said = [chance.choice(_OPENINGS), *chance.sample(_MIDDLES, count - 2), chance.choice(_ENDINGS)]
    text = ". ".join(said) + "."
    if chance.randint(1, 10) <= LISTED:
        text += "".join(f"\n• {item}" for item in chance.sample(_ITEMS, chance.randint(2, 4)))
    return text


def _commentary(chance: random.Random) -> str:
    return ". ".join(chance.sample(_COMMENTS, chance.randint(1, 3))) + "." if chance.random() < 0.8 else ""
