"""Landlord and date of the documents of fixtures/titles/, as they are read from what stands around a form."""

from __future__ import annotations

from typing import Any

import pytest
from scripts.measure_titles import counted, read, samples, truth

from hoscheck import rulebook
from hoscheck.extract import Forms
from hoscheck.extract.particulars import particulars
from hoscheck.model import Table, TableRow

SEEN = samples("seen")
FORMS = Forms(rulebook.built_in())
# Of 34 documents each, as they were read when they were looked at first; a guess that is wrong is worse than none.
HELD_BACK_LANDLORDS, HELD_BACK_DATES, HELD_BACK_GUESSES = 34, 32, 1


def table(*rows: tuple[str, ...]) -> Table:
    return Table(tuple(TableRow(row) for row in rows))


@pytest.mark.parametrize("sample", SEEN, ids=[each["name"] for each in SEEN])
def test_landlord_and_date_of_what_stands_around_a_form(sample: dict[str, Any]) -> None:
    assert read(sample, FORMS) == truth(sample)


def test_the_half_that_was_held_back() -> None:
    results = list(counted("held_back"))
    assert sum(right[0] for _, right, _ in results) >= HELD_BACK_LANDLORDS
    assert sum(right[1] for _, right, _ in results) >= HELD_BACK_DATES
    guessed = sum(bool(found[at] and not right[at]) for _, right, found in results for at in (0, 1))
    assert guessed <= HELD_BACK_GUESSES


def test_pairs_of_a_table() -> None:
    found = particulars(
        [
            table(("Landlord", "Elm Grove", "Date", "3 May 2024"), ("Next review:", "May 2025", "", "")),
            table(("Version", "Date", "By"), ("1.0", "2 May 2023", "AB"), ("1.1", "3 May 2024", "CD")),
            table(("1.2", "A complaint must be defined"), ("1.3", "A resident does not have to")),
        ]
    )
    assert found.lines == (
        "Landlord: Elm Grove",
        "Date: 3 May 2024",
        "Next review: May 2025",
        "Date: 2 May 2023",
        "Date: 3 May 2024",
    )
    assert found.without_cells("Form\nElm Grove\nMay 2025\nEnd") == "\n".join((*found.lines, "Form", "End"))
