"""The evidence stands in the commentary column, and the evidence column is empty.

Why: the form of 2024 asks for both; a reader who looks for evidence finds an empty cell.
Finds: the form has both columns, the evidence is empty (or a dash, or "N/A") and the commentary is not.
Passes: forms with one column for both, and rows where both are empty, which is empty-evidence.
Put right by: naming the evidence in its own column, and leaving the explanation in the commentary.
Bad example: an empty evidence cell, with "Handlers ring each resident within two days" under commentary.
Good example: "Call log, audited in May 2025" under evidence, and the same commentary.
Source: the Code of 2024, 8.1, and its form's columns "Evidence" and "Commentary / explanation".
"""

from collections.abc import Iterator

from hoscheck.model import Case, Check, Hit, Severity
from hoscheck.normalise import key
from hoscheck.words import words


def _run(case: Case) -> Iterator[Hit]:
    for requirement, row in case.answered():
        if row.commentary_column and not _says(row.evidence) and _says(row.commentary):
            yield Hit(
                requirement.number,
                "the evidence column is empty and the commentary is not",
                "Name the evidence in its own column.",
                row.location,
            )


def _says(cell: str) -> bool:
    said = key(cell)
    return bool(said) and said not in words("support")["placeholders"]


CHECK = Check(
    code="EVI303",
    id="evidence-in-commentary",
    title="The evidence column is empty, the commentary is not",
    severity=Severity.NOTE,
    help=__doc__ or "",
    run=_run,
)
