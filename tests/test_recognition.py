"""What is no self-assessment is refused and named; what is one, in unusual dress, is not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pytest

from hoscheck.assess import assess, prepare
from hoscheck.errors import BadSettings
from hoscheck.model import Failure, Report
from hoscheck.rulebook import built_in, refusing
from hoscheck.settings import Settings

BOOKS = {book.id: book for book in built_in()}
NEW = {each.number: each.text for each in BOOKS["hos-2024"].requirements}
OLD = {each.number: each.text for each in BOOKS["hos-2022"].requirements}
HEADINGS = ("Code provision", "Code requirement", "Comply: Yes / No", "Evidence")
RSH = "a self-assessment against the Regulator of Social Housing's standards"
JUDGE = prepare(Settings())


def outcome(*lines: str) -> Report | Failure:
    (found,) = assess("form.txt", "\n".join(lines).encode(), JUDGE)
    return found


def kind(*lines: str) -> str:
    """What a refused document is said to be; "" where it is not known."""
    found = outcome(*lines)
    assert isinstance(found, Failure), found
    assert found.reason == "not-a-form"
    assert "missing" not in found.message
    told = re.match(r"it (?:seems to be|follows the) (.*?)(?:: no self|, which)", found.message)
    return told[1] if told else ""


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    return ["\t".join(row) for row in rows]


def form(
    texts: Mapping[str, str], answer: str = "Yes", evidence: str = "Residents are told in each letter."
) -> list[str]:
    return table([HEADINGS, *((number, text, answer, evidence) for number, text in texts.items())])


def softened(texts: Mapping[str, str]) -> dict[str, str]:
    """The requirements as the Local Government and Social Care Ombudsman words them."""
    for ours, theirs in (("must", "should"), ("andlord", "rganisation"), ("resident", "individual")):
        texts = {number: text.replace(ours, theirs) for number, text in texts.items()}
    return dict(texts)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Complaints Policy 2025", "a complaints policy or procedure"),
        ("Housing Complaints and Compliments Policy", "a complaints policy or procedure"),
        ("Annual Complaints Performance and Service Improvement Report 2024/25", "a report on complaints"),
        ("Minutes of the Board, 12 June 2025", "minutes or papers of a meeting"),
        ("Tenants' handbook", "a tenancy agreement or handbook"),
        ("The consumer standards: where we stand", RSH),
        ("Guidance on the Complaint Handling Code", "guidance or training on the Code"),
        ("Complaint Handling Code: improvement plan", "an action or improvement plan"),
        ("Some leaflet", ""),
    ],
)  # fmt: skip
def test_a_document_is_named_by_its_title(title: str, said: str) -> None:
    rows = table(
        [("Ref", "Subject", "Yes / No"), *((f"{at}.1", f"Subject {at} of ours", "Yes") for at in range(1, 20))]
    )
    assert kind(title, "", *rows) == said


@pytest.mark.parametrize("texts", [OLD, NEW], ids=["2022", "2024"])
def test_the_code_itself(texts: Mapping[str, str]) -> None:
    said = "the text of the Code itself, or a document on it, without a landlord's answers"
    assert kind("The Code", *(f"{number} {text}" for number, text in texts.items())) == said
    assert kind(*table([("Provision", "Requirement"), *texts.items()])) == said


def test_a_page_of_contents() -> None:
    rows = [(number, " ".join(text.split()[:5]), str(at)) for at, (number, text) in enumerate(NEW.items(), 2)]
    kind("Contents", *table([("Provision", "Subject", "Page"), *rows]))


def test_a_comparison_of_two_codes() -> None:
    rows = [(number, text, "New wording" if at % 3 else "No") for at, (number, text) in enumerate(NEW.items())]
    kind("What changed", *table([("Code provision", "Code requirement", "Change"), *rows]))


@pytest.mark.parametrize("title", ["Self-assessment", "Local Government and Social\nCare Ombudsman's Code"])
def test_the_local_government_ombudsmans_form_with_and_without_its_name(title: str) -> None:
    assert kind(title, *form(softened(NEW))) == "Local Government and Social Care Ombudsman's Complaint Handling Code"


LGSCO = "Local Government and Social Care Ombudsman's Complaint Handling Code"
(THEIRS,) = refusing()
THEIR_FORM = {each.number: each.text for each in THEIRS.requirements}


def short_form() -> list[str]:
    """The other Ombudsman's short form: a row for each section of its Code."""
    assert THEIRS.refusal
    rows = [
        (f"{at}: Section {at}", statement, "Yes", "Explained in the corporate complaints policy.")
        for at, statement in enumerate(THEIRS.refusal.statements, 1)
    ]
    return table([("Code section", "Action", "Do we follow the Code: Yes/No", "Explanations and Commentary"), *rows])


@pytest.mark.parametrize(
    "lines",
    [
        form(THEIR_FORM),
        form(THEIR_FORM, "", ""),
        [f"{number} {text}\nYes\nSee policy." for number, text in THEIR_FORM.items()],
        form({number: text for number, text in THEIR_FORM.items() if number.startswith("3.")}),
        short_form(),
        [line.replace("\t", "\n") for line in short_form()],
    ],
    ids=["long", "blank", "lines", "one section", "short", "short, as a web page"],
)
def test_the_other_ombudsmans_forms_are_told_by_their_texts(lines: Sequence[str]) -> None:
    """Though they do not name it, and although the long one has the numbers and nearly the words of ours."""
    assert kind("Complaint Handling Code: self-assessment", "", *lines) == LGSCO


@pytest.mark.parametrize("named", ["2022", "2024"])
def test_the_other_ombudsmans_form_is_refused_under_any_rulebook_that_is_named(named: str) -> None:
    (found,) = assess("form.txt", "\n".join(form(THEIR_FORM)).encode(), prepare(Settings(rulebook=named)))
    assert isinstance(found, Failure)
    assert (found.stage, found.reason, LGSCO in found.message) == ("recognise", "not-a-form", True)


def test_the_other_ombudsmans_code_is_nothing_to_judge_by() -> None:
    with pytest.raises(BadSettings, match=r'forms of "lgsco-2024" .* are only recognised, never judged; give the form'):
        prepare(Settings(rulebook="lgsco-2024"))


def test_forms_for_both_ombudsmen_are_read() -> None:
    """A council's form of the Housing Ombudsman's Code that names the other Ombudsman, or has its short form behind."""
    title = "Self-assessment for the Housing Ombudsman and the Local Government and Social Care Ombudsman (LGSCO)"
    both = outcome(title, "", *form(NEW), "", "The other Code", "", *short_form())
    named = outcome(
        title, "", *form(NEW, evidence="Our policy follows this and the LGSCO's Code, and staff know both.")
    )
    for found in (both, named):
        assert isinstance(found, Report)
        assert (found.present, found.detection.rulebook) == (72, "hos-2024")


def test_an_ordinary_form_does_not_load_the_other_ombudsmans_code() -> None:
    judge = prepare(Settings())
    assess("form.txt", "\n".join(form(NEW)).encode(), judge)
    assert "refusing" not in vars(judge)


def test_the_code_of_2020_by_its_questions() -> None:
    questions = [
        "Does the complaints process use the following definition of a complaint?",
        "Are these exclusions reasonable and fair to residents?",
        "At what stage are most complaints resolved?",
    ]
    rows = table([("", "Question", "Yes / No"), *(("1", each, "Yes") for each in questions)])
    assert kind("Self-assessment", *rows) == "Housing Ombudsman's Complaint Handling Code of 2020"


def test_bodies_of_the_nations_are_told_apart() -> None:
    rows = table(
        [("Ref", "Standard", "Met"), ("1.1", "The body follows its model complaints handling procedure", "Yes")]
    )
    assert "Northern Ireland" in kind("NIPSO complaints standards", *rows)
    assert "Scottish" in kind("SPSO complaints standards", *rows)


@pytest.mark.parametrize(
    "title",
    [
        "Annual complaints performance and service improvement report",
        "Report to Cabinet, Appendix 2",
        "Our response to the Local Government and Social Care Ombudsman and to the Housing Ombudsman",
        "Complaints Policy and self-assessment",
    ],
)
def test_a_form_under_a_misleading_title_is_a_form(title: str) -> None:
    found = outcome(title, "", *form(NEW))
    assert isinstance(found, Report)
    assert (found.present, found.detection.rulebook) == (72, "hos-2024")


def test_forms_in_unusual_dress() -> None:
    """A blank form, a draft of which ten rows are done, bare answers, and a section of its own."""
    blank = outcome(*form(NEW, "", ""))
    draft = outcome(*form(dict(list(NEW.items())[:10])), *form(dict(list(NEW.items())[10:]), "", "")[1:])
    bare = outcome(*form(NEW, "Yes", ""))
    section = outcome(*form({number: text for number, text in OLD.items() if number.startswith("8.")}))
    assert [isinstance(each, Report) and each.present for each in (blank, draft, bare, section)] == [72, 72, 72, 3]


def test_some_rows_that_say_should_are_the_landlords_slips() -> None:
    some = {number: softened({number: text})[number] if number < "2" else text for number, text in NEW.items()}
    found = outcome(*form(some))
    assert isinstance(found, Report)
    assert found.present == 72
