"""Chapters of an invented annual report: prose and numbered tables with Yes and No that answer other questions."""

from __future__ import annotations

import random
from typing import Any

from scripts.zoo.content import texts

_TITLES = (
    "Homes", "Repairs", "Safety", "Rents and value", "New homes", "Tenants' voice", "People", "Money", "Complaints",
    "Neighbourhoods", "Climate", "Governance", "Lettings", "Leasehold", "Digital", "Risk",
)  # fmt: skip
_MEASURES = (
    "Homes that meet the standard", "Repairs done in time", "Calls answered in a minute", "Rent collected",
    "Lifts in service", "Fire actions closed", "Tenants satisfied", "Invoices paid in 30 days",
)  # fmt: skip

Chapter = tuple[str, list[str], list[tuple[str, ...]]]


def chapters(part: int, count: int) -> list[Chapter]:
    """(title, paragraphs, table) of each chapter; the same part gives the same chapters."""
    chance = random.Random(part)
    made: list[Chapter] = []
    for number in range(1, count + 1):
        sentences = texts()["report_sentences"]
        paragraphs = [" ".join(chance.sample(sentences, 4)) for _ in range(4)]
        if number % 2:
            table: list[tuple[str, ...]] = [("Ref", "Measure", "Target met", "Comment")]
            for row in range(1, 6):
                answer = chance.choice(("Yes", "Yes", "No"))
                said = chance.choice(("Better than last year.", "See the action plan.", "Within tolerance.", ""))
                table.append((f"{number}.{row}", chance.choice(_MEASURES), answer, said))
        else:
            table = [("No.", "Recommendation", "Accepted: Yes / No", "What we did")]
            for row in range(1, 5):
                done = chance.choice(("Done in May.", "A plan is being written.", "Training was held in the autumn."))
                table.append((f"{number}.{row}", chance.choice(sentences), chance.choice(("Yes", "No")), done))
        made.append((f"{number}. {_TITLES[(number - 1) % len(_TITLES)]}", paragraphs, table))
    return made


def flowables(part: int, count: int) -> list[Any]:
    """The chapters for ReportLab, a page each."""
    from reportlab.platypus import LongTable, PageBreak, Paragraph, TableStyle

    from scripts.zoo.platypus import report_pages

    made: list[Any] = []
    for title, paragraphs, table in chapters(part, count):
        text = report_pages([(title, paragraphs)], "Liberation Sans", per_page=99)
        body = text[-1].style
        rows = [[Paragraph(cell, body) for cell in line] for line in table]
        made += [
            *text,
            LongTable(rows, (40, 200, 80, 180), style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "grey")])),
        ]
        made.append(PageBreak())
    return made
