"""What a zoo document says: provision rows of invented landlords, cut and varied by a fixed seed."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import yaml

from scripts.fixtures import source
from scripts.fixtures.source import blocks

ZOO = source.ROOT / "fixtures" / "zoo"

# How often a row of a "mixed" form is answered otherwise than Yes; published forms have about one in ten.
_NO, _PARTIAL, _NOT_APPLICABLE, _BLANK = 0.07, 0.03, 0.02, 0.03

PRINTED = {"yes": "Yes", "no": "No", "partial": "Partial", "not_applicable": "N/A", "blank": ""}


@dataclass(frozen=True, slots=True)
class ZooRow:
    """A provision as a zoo document prints it; texts are light markup (`scripts.fixtures.source`)."""

    provision: str
    printed: str | None
    requirement: str
    answer: str
    answer_text: str
    evidence: str
    commentary: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    second: str = ""  # the evidence of a second row under a requirement that spans both
    nested: tuple[tuple[str, ...], ...] = ()  # a small table inside the evidence
    members: tuple[str, ...] = ()  # the answers of a group's landlords, one each

    @property
    def section(self) -> str:
        return self.provision.split(".")[0]


@dataclass(frozen=True, slots=True)
class Landlord:
    """An invented landlord and what its documents say of it."""

    name: str
    short: str
    kind: str
    board: str

    @property
    def web(self) -> str:
        return re.sub(r"[^a-z]", "", self.short.lower()) + ".example.org"


@cache
def texts() -> dict[str, Any]:
    """The invented texts of fixtures/zoo/src/texts.yaml."""
    found: dict[str, Any] = yaml.safe_load((ZOO / "src" / "texts.yaml").read_text(encoding="utf-8"))
    return found


@cache
def landlords() -> tuple[Landlord, ...]:
    return tuple(Landlord(**each) for each in texts()["landlords"])


@cache
def _form(name: str) -> source.Form:
    return source.load(source.SOURCES / f"{name}.yaml")


class Writer:
    """Makes the rows of one document. The same seed gives the same rows."""

    def __init__(self, seed: str, base: str, landlord: Landlord) -> None:
        self.random = random.Random(seed)
        self.form = _form(base)
        self.landlord = landlord
        self._decks: dict[str, list[str]] = {}

    def say(self, kind: str) -> str:
        """The next text of that kind, each used once before any is used again."""
        deck = self._decks.setdefault(kind, [])
        if not deck:
            deck += texts()[kind]
            self.random.shuffle(deck)
        return self.fill(deck.pop())

    def fill(self, text: str) -> str:
        """The text with the landlord's own name, board and address in it."""
        for old, new in (
            ("{board}", self.landlord.board),
            ("{web}", self.landlord.web),
            ("{landlord}", self.landlord.name),
            ("{short}", self.landlord.short),
            ("{homes}", f"{2000 + len(self.landlord.name) * 417:,}"),
            ("{n}", str(len(self.landlord.name))),
        ):
            text = text.replace(old, new)
        own = self.form.landlord.split()[0]
        text = text.replace(self.form.landlord, self.landlord.name)
        return re.sub(rf"\b{own}\b", self.landlord.short, text).strip()

    def rows(
        self,
        sections: str = "",
        *,
        style: str = "own",
        answers: str = "mixed",
        words: Mapping[str, Sequence[str]] | None = None,
        two_columns: bool | None = None,
    ) -> tuple[ZooRow, ...]:
        """The rows of the sections named ("12" → sections 1 and 2; "" → all), in the form's order.

        `style` own (the source's texts), mixed (others between them), citing; `answers` mixed, yes (nearly all), plain
        (only Yes, No and blank) or blank (an empty form); `words` other ways to print an answer.
        """
        book = source.rulebook(self.form.rulebook)
        have = {row.provision: row for row in reversed(self.form.rows) if row.text_of is None}
        columns = self.form.rulebook == "hos-2024" if two_columns is None else two_columns
        made = []
        for number, requirement in book.items():
            if sections and requirement.section not in sections:
                continue
            own = have.get(number)
            evidence = self.fill(own.cells["evidence"]) if own else ""
            commentary = self.fill(own.cells.get("commentary", "")) if own else ""
            row = ZooRow(number, number, requirement.text, "yes", "Yes", evidence, commentary)
            row = self._answered(self._styled(row, style), answers)
            if not columns and row.commentary:
                row = replace(row, evidence=f"{row.evidence}\n\n{row.commentary}".strip(), commentary="")
            choices = (words or {}).get(row.answer, (PRINTED[row.answer],))
            made.append(replace(row, answer_text=self.random.choice(choices)))
        return tuple(made)

    def _styled(self, row: ZooRow, style: str) -> ZooRow:
        chance = self.random.random()
        if style == "citing":
            kind = "citations" if chance < 0.7 else "statements"
            return replace(row, evidence=self.say(kind), commentary="" if chance < 0.5 else self.say("statements"))
        if style == "mixed" or not (row.evidence or row.commentary):
            if chance < 0.25 or not (row.evidence or row.commentary):
                return replace(row, evidence=self.say("statements"), commentary="")
            if chance < 0.4:
                return replace(row, evidence=self.say("citations"))
            if chance < 0.44:
                return replace(row, evidence=self.say("placeholders"), commentary="")
        return row

    def _answered(self, row: ZooRow, answers: str) -> ZooRow:
        if answers == "blank":
            return replace(row, answer="blank", evidence="", commentary="")
        chance = self.random.random()
        if answers == "yes":
            chance = 1 - chance * 0.95  # hardly ever anything but Yes
        for share, answer, kind in (
            (_NO, "no", "noes"),
            (_BLANK, "blank", ""),
            (_PARTIAL, "partial", "partials"),
            (_NOT_APPLICABLE, "not_applicable", ""),
        ):
            if chance < share and not (answers == "plain" and answer in {"partial", "not_applicable"}):
                return replace(row, answer=answer, evidence=self.say(kind) if kind else row.evidence)
            chance -= share
        return row


def truth(row: ZooRow, edition: str) -> dict[str, Any]:
    """What a careful reader finds in a row, white space folded. `requirement` is None where the document prints the
    rulebook's own text, so that the truth of many documents stays small."""
    own = spoken(source.rulebook(edition)[row.provision].text)
    printed = spoken(row.requirement)
    parts = [spoken(row.evidence), *(cell for line in row.nested for cell in line), spoken(row.second)]
    return {
        "provision": row.provision,
        "printed_number": row.printed,
        "requirement": None if curly(printed) == curly(own) else printed,
        "answer": row.answer,
        "answer_text": row.answer_text,
        "evidence": " ".join(part for part in parts if part),
        "commentary": spoken(row.commentary),
        **({"extra": {name: spoken(text) for name, text in row.extra.items()}} if row.extra else {}),
    }


def spoken(text: str) -> str:
    """A cell's words without marks of any kind; list markers are no words."""
    words = " ".join(" ".join(block.plain for block in blocks(text)).split())
    return words.replace("\N{SOFT HYPHEN}", "").replace("\N{NO-BREAK SPACE}", " ")


def curly(text: str) -> str:
    """Straight quotes as a word processor turns them."""
    text = re.sub(r"(?<![\w.,!?)])'(?=\w)", "‘", text).replace("'", "’")
    return re.sub(r'(?<![\w.,!?)])"(?=\w)', "“", text).replace('"', "”")
