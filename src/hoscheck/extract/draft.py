"""A provision row while it is being read: fragments by role, until the next row begins."""

from __future__ import annotations

from dataclasses import dataclass, field

from hoscheck.extract.answers import in_words, leading_answer, read_answer
from hoscheck.model import Answer, Location, ProvisionRow
from hoscheck.normalise import links_of, squash


@dataclass(slots=True)
class Draft:
    """Mutable on purpose: it lives only while its row is open."""

    number: str | None
    location: Location
    commentary_column: bool = False
    requirement: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    commentary: list[str] = field(default_factory=list)
    extra: dict[str, list[str]] = field(default_factory=dict)
    end_page: int | None = None
    answer: Answer | None = None  # set where columns of marks have decided it
    unasked: bool = False  # the form has no place for an answer of its own: it stands at the head of the evidence

    def add(self, role: str, text: str) -> None:
        """One more fragment for a role: requirement, answers, evidence or commentary."""
        if text.strip():
            getattr(self, role).append(text)

    def add_extra(self, heading: str, text: str) -> None:
        """One more fragment for a column that the official form does not have."""
        if text.strip():
            self.extra.setdefault(heading, []).append(text)

    def reaches(self, location: Location) -> None:
        """The row goes on there."""
        if location.page is not None:
            self.end_page = max(self.end_page or 0, location.page)

    def finished(self) -> ProvisionRow:
        """The row as a value."""
        if self.unasked and not self.answers and (said := leading_answer(squash("\n".join(self.evidence)))):
            self.answers.append(said)
        answer = self.answer or read_answer("\n".join(self.answers))
        place = self.location
        if self.end_page is not None and place.page is not None:
            place = Location(place.page, max(self.end_page, place.page), place.table, place.row, place.line)
        return ProvisionRow(
            number=self.number,
            requirement=squash("\n".join(self.requirement)),
            answer=answer,
            answer_text=in_words("\n".join(self.answers)),
            evidence=squash("\n".join(self.evidence)),
            commentary=squash("\n".join(self.commentary)),
            extra=tuple((heading, squash("\n".join(parts))) for heading, parts in self.extra.items()),
            commentary_column=self.commentary_column,
            location=place,
            links=links_of("\n".join((*self.evidence, *self.commentary))),
        )
