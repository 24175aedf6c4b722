"""A zoo document before any program makes it: what it says, in which columns, and how it is to look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from scripts.fixtures import source
from scripts.zoo.content import Landlord, ZooRow

_BANNERS = {"must": "Mandatory ‘must’ requirements", "should": "Best practice ‘should’ requirements"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what stands in it (`role`), its heading and its share of the width.

    Roles: number, requirement, both (number and requirement in one cell), answer, yes, no, member:N, evidence,
    commentary, extra:NAME.
    """

    role: str
    heading: str
    share: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole document. `look` holds what a writer may or may not know how to do; see the writers."""

    edition: str
    landlord: Landlord
    title: str
    preamble: tuple[str, ...]
    closing: tuple[str, ...]
    rows: tuple[ZooRow, ...]
    columns: tuple[Column, ...]
    look: Mapping[str, Any] = field(default_factory=dict)

    def groups(self) -> Iterator[tuple[str, list[ZooRow | str]]]:
        """The tables: (heading above it, rows and banners in it). One table has its section headings inside."""
        book = source.rulebook(self.edition)
        tables = self.look.get("tables", "section")
        current: list[ZooRow | str] = []
        above, section, banner = "", "", ""
        for row in self.rows:
            printed = book[row.provision]
            if printed.section != section:
                section, banner = printed.section, ""
                heading = self.look.get("section", "Section {number}: {title}").format(
                    number=printed.section, title=printed.title
                )
                if tables == "one":
                    current.append(heading)
                else:
                    if current:
                        yield above, current
                    above, current = heading, []
            if self.look.get("banners") and self.edition == "hos-2022" and printed.banners[0] != banner:
                banner = printed.banners[0]
                current.append(banner)
            current.append(row)
        if current:
            yield above, current

    def cell(self, row: ZooRow, column: Column) -> str:
        """The markup of a row in a column."""
        role = column.role
        if role.startswith("extra:"):
            return row.extra.get(role.removeprefix("extra:"), "")
        if role.startswith("member:"):
            return row.members[int(role.removeprefix("member:"))]
        mark = str(self.look.get("mark", "✓"))
        return {
            "number": row.printed or "",
            "requirement": row.requirement,
            "both": f"{row.printed} {row.requirement}" if row.printed else row.requirement,
            "answer": row.answer_text,
            "yes": mark if row.answer == "yes" else "",
            "no": mark if row.answer == "no" else "",
            "evidence": row.evidence,
            "commentary": row.commentary,
        }[role]


def official(edition: str, *, shares: tuple[float, ...] = ()) -> tuple[Column, ...]:
    """The official form's own columns."""
    if edition == "hos-2024":
        widths = shares or (9, 34, 10, 25, 22)
        names: tuple[str, ...] = ("Code provision", "Code requirement", "Comply: Yes / No", "Evidence")
        names = (*names, "Commentary / explanation")
        roles: tuple[str, ...] = ("number", "requirement", "answer", "evidence", "commentary")
    else:
        widths = shares or (9, 38, 10, 43)
        names = ("Code section", "Code requirement", "Comply: Yes/No", "Evidence, commentary and any explanations")
        roles = ("number", "requirement", "answer", "evidence")
    return tuple(Column(*each) for each in zip(roles, names, widths, strict=True))
