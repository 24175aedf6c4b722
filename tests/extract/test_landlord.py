"""Whose form it is: a name that the document prints for itself, or none."""

from __future__ import annotations

import pytest

from hoscheck.extract.landlord import landlord_of
from hoscheck.model import Block, Paragraph, Table, TableRow


def of(*lines: str | Block, **metadata: str) -> str | None:
    return landlord_of([Paragraph(each) if isinstance(each, str) else each for each in lines], metadata)


def table(*rows: tuple[str, ...]) -> Table:
    return Table(tuple(TableRow(row) for row in rows))


FORM = table(
    ("Code provision", "Code requirement", "Comply", "Evidence"),
    ("1.2", "A complaint must be defined", "Yes", "Oakfield Housing Association leads the group"),
    ("1.3", "A resident does not have to use the word", "Yes", "Kept"),
    ("1.4", "Landlords must recognise the difference", "Yes", "Kept"),
)


@pytest.mark.parametrize(
    "label",
    [
        "Landlord:",
        "Name of landlord:",
        "Landlord name:",
        "Organisation:",
        "Registered provider -",
        "Name of the landlord –",
    ],
)
def test_a_labelled_line(label: str) -> None:
    assert of("Self-assessment form", f"{label} Elm Grove Homes", FORM) == "Elm Grove Homes"


def test_a_labelled_line_wins_over_the_title() -> None:
    assert of("Ash Partnership Group", "Landlord: Elm Grove Homes", FORM) == "Elm Grove Homes"


@pytest.mark.parametrize(
    "title",
    [
        "Elm Grove Homes",
        "Elm Grove Homes – Complaint Handling Code self-assessment 2024",
        "Complaint Handling Code self-assessment: Elm Grove Homes",
        "Self-assessment 2024-25 | Elm Grove Homes",
        "Elm Grove Homes: annual self-assessment form",
        "Appendix B - Elm Grove Homes - Self-assessment form",
    ],
)
def test_a_title_that_names_the_landlord(title: str) -> None:
    assert (
        of("Complaint Handling Code", title, "This form should be completed by the complaints officer", FORM)
        == "Elm Grove Homes"
    )


@pytest.mark.parametrize(
    "title",
    [
        "Elm Grove Homes self-assessment 2023-24",
        "Elm Grove Homes Complaint Handling Code self-assessment",
        "Elm Grove Homes' self-assessment against the Complaint Handling Code",
        "Self-assessment of Elm Grove Homes against the Complaint Handling Code",
    ],
)
def test_a_title_in_one_piece(title: str) -> None:
    assert of(title, FORM) == "Elm Grove Homes"


@pytest.mark.parametrize(
    "name",
    [
        "Vale Borough Council",
        "London Borough of Hexley",
        "Larkmoor & Dene Homes",
        "Dame Perpetua Finch's Almshouses",
        "Trent and Dove Hill Housing Association Limited",
        "The Harrow Lane Co-operative",
        "Thornbury Community Trust",
        "Elm Living",
    ],
)
def test_names_of_every_kind_of_landlord(name: str) -> None:
    assert of(name, "Complaint Handling Code self-assessment", FORM) == name


def test_the_running_header_and_the_files_title() -> None:
    assert of("Self-assessment form", FORM, header="Elm Grove Homes\nSelf-assessment 2024") == "Elm Grove Homes"
    assert of("Self-assessment form", FORM, footer="Complaints policy | Elm Grove Homes") == "Elm Grove Homes"
    assert of("Self-assessment form", FORM, title="Elm Grove Homes - Self-assessment") == "Elm Grove Homes"


def test_the_document_wins_over_its_files_title() -> None:
    assert of("Elm Grove Homes", FORM, title="Ash Housing Trust template") == "Elm Grove Homes"


def test_a_name_in_a_table_of_particulars() -> None:
    cover = table(("Landlord: Elm Grove Homes", ""), ("Date: 3 May 2024", ""))
    assert of("Self-assessment form", cover, FORM) == "Elm Grove Homes"


def test_a_label_and_its_name_in_two_cells() -> None:
    assert of("Self-assessment form", table(("Landlord", "Elm Grove"), ("Date", "3 May 2024")), FORM) == "Elm Grove"


def test_a_labelled_name_of_plain_words() -> None:
    assert of("Landlord: Elm Grove", FORM) == "Elm Grove"


@pytest.mark.parametrize(
    "line",
    [
        "Housing Ombudsman",
        "Housing Ombudsman Complaint Handling Code",
        "Housing Ombudsman Service",
        "Section 1: Definition of a complaint",
        "Community",
        "Approved by the Housing Committee",
        "Housing Services Directorate",
        "Regulator of Social Housing",
        "Our housing association is run by its tenants",
        "Housing Policy Manager",
        "Equality Act 2010",
        "Care of our homes",
        "The Association will answer within 10 days.",
        "Report to Cabinet Committee",
    ],
)
def test_lines_that_name_no_landlord(line: str) -> None:
    assert of(line, "Complaint Handling Code self-assessment", FORM) is None


@pytest.mark.parametrize(
    "line",
    [
        "Social Housing",
        "Chartered Institute of Housing",
        "Customer Care",
        "Tenants and Leaseholders",
        "Putting Tenants First",
    ],
)
def test_rather_none_than_a_guess(line: str) -> None:
    assert of(line, "Complaint Handling Code self-assessment", FORM) is None


def test_a_name_inside_the_form_is_not_the_landlords() -> None:
    assert of("Self-assessment form", FORM) is None


def test_a_name_far_below_the_title_is_not_the_landlords() -> None:
    """A report thanks its partners by name; the cover ends long before."""
    lines = [f"We did much in our homes this year, as part {number} of this report tells." for number in range(40)]
    assert of("Annual report", *lines, "Ash Housing Trust", FORM) is None


def test_nothing_to_go_by() -> None:
    assert of() is None
    assert of("", "  ", Table(())) is None


def test_a_hostile_name_comes_back_as_one_line() -> None:
    assert of("Landlord: Elm\u202e Grove   Homes", FORM) in ("Elm\u202e Grove Homes", "Elm Grove Homes")
