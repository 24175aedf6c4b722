"""The judgement of evidence and commentary: own labelled rows, the sample documents, reasons, and time."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from hoscheck import support
from hoscheck.learnt import Heaviest
from hoscheck.model import Reason, Support
from hoscheck.support import explain, judge

CASES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "support_cases.yaml").read_text(encoding="utf-8"))
LABELLED = [(label, text, "") for label in ("none", "citation", "statement") for text in CASES[label]]
LABELLED += [(each["support"], each["text"], each["requirement"]) for each in CASES["asks"]]


def _judge(text: str, requirement: str = "") -> str:
    evidence, _, commentary = text.partition(" || ")
    return judge(evidence, commentary, requirement).value


def test_there_are_many_rows_of_each_kind() -> None:
    counts = {label: len(CASES[label]) for label in ("none", "citation", "statement")}
    assert all(count >= least for count, least in zip(counts.values(), (30, 150, 200), strict=True)), counts
    texts = [text for _, text, requirement in LABELLED if not requirement]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize(("label", "text", "requirement"), LABELLED, ids=lambda value: str(value)[:60])
def test_labelled_row(label: str, text: str, requirement: str) -> None:
    assert _judge(text, requirement) == label


def test_what_the_grammar_does_not_reach_is_known() -> None:
    assert [_judge(each["text"]) for each in CASES["missed"]] == [each["judged"] for each in CASES["missed"]]


@pytest.mark.parametrize("mark", ["-", "–", "—", " \t ", "\n", "…", ".", "•", "\u00a0", "\u200b"])
def test_marks_without_words_are_nothing(mark: str) -> None:
    assert judge(mark, mark) is Support.NONE


def test_evidence_and_commentary_are_read_together() -> None:
    assert judge("TBC", "Complaints Policy, page 3") is Support.CITATION
    assert judge("Complaints Policy, page 3", "N/A") is Support.CITATION
    assert judge("Complaints Policy, page 3", "Officers ring each resident.") is Support.STATEMENT
    assert judge("Officers ring each resident.", "") is Support.STATEMENT


def test_what_is_published_answers_a_requirement_to_publish() -> None:
    asked = "The policy must also be published on the landlord's website."
    assert judge("The policy is published on our website.", "", asked) is Support.STATEMENT
    assert judge("The policy is published on our website.", "") is Support.CITATION
    assert judge("Evidence can be found on our website.", "", asked) is Support.CITATION


def test_line_breaks_bullets_and_run_together_lines_part_clauses() -> None:
    assert judge("Complaints Policy\n• Appeals Policy\n• Leaflet", "") is Support.CITATION
    assert judge("Complaints Policy\n• Staff log each call", "") is Support.STATEMENT
    assert judge("Set out in the Complaints Policy Our informal stage was closed in 2023", "") is Support.STATEMENT


def test_explain_tells_what_points_and_what_is_left() -> None:
    assert explain("Complaints Policy, section 4. Officers ring each resident.", "See page 3") == (
        Support.STATEMENT,
        Reason(("Complaints Policy, section 4", "See page 3"), ("Officers ring each resident",)),
    )
    assert explain("Complaints Policy; www.example.org/policy", "-") == (
        Support.CITATION,
        Reason(("Complaints Policy", "www.example.org/policy"), ()),
    )
    assert explain("TBC", "") == (Support.NONE, Reason())


_NOTES = [
    "Different senior manager",
    "None refused",
    "Poster by each lift",
    "Letter with seven headed boxes",
    "Copy to the director",
    "Any employee, any channel",
    "Large print, video with signing, home visits",
]


@pytest.mark.parametrize("note", _NOTES)
@pytest.mark.parametrize(
    "beside",
    ["{} (see Complaints Policy, section 4)", "Policy and website. {}", "As set out in section 4 of the policy, {}"],
)
def test_a_note_that_tells_tells_beside_a_pointer(note: str, beside: str) -> None:
    assert judge(note, "") is Support.STATEMENT
    assert judge(beside.format(note), "") is Support.STATEMENT


@pytest.mark.parametrize(
    "text",
    [
        "Time limits – section 3.3",
        "Complaints Policy, section 14: themes and trends",
        "Persistent and vexatious complainants: see the Constitution, Part 5",
        "Heat map by scheme – presented to the Customer Committee on 12 February 2025",
        "Template in the appendix to the procedure",
        "Leaflet on the website",
        "As per Terms of Reference, Stage 2 Review Meeting",
        "Please refer to the procedure, which details how payments and losses are calculated",
    ],
)
def test_topics_titles_and_places_of_papers_point(text: str) -> None:
    assert judge(text, "") is Support.CITATION


def test_what_leads_in_and_what_trails_is_told_as_citation() -> None:
    _, reason = explain("As set out in section 4 of the policy, a different manager decides", "")
    assert reason == Reason(("As set out in section 4 of the policy",), ("a different manager decides",))
    _, reason = explain("Home visits by the warden, policy section 6", "")
    assert reason == Reason(("policy section 6",), ("Home visits by the warden",))


def test_a_note_that_may_say_more_is_told_as_doubtful(monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = "Porter's ledger, complaints chapter, p. 3"
    between = (support.SURELY_POINTS + support.DOUBTFUL) / 2
    monkeypatch.setattr(support, "states", lambda *_: Heaviest(between, ""))
    assert explain(ledger, "")[1].doubt == (ledger,)
    assert explain("Complaints Policy, section 4; leaflet", "")[1].doubt == ()
    monkeypatch.setattr(support, "states", lambda *_: Heaviest(support.DOUBTFUL + 0.1, ledger))
    assert explain("Complaints Policy, section 4; leaflet", "")[1].doubt == (ledger,)


def test_the_score_tells_a_statement_from_a_pointer_and_ends_a_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    ledger, sentence = "Porter's ledger, complaints chapter", "Staff log each complaint."
    for score, told in ((support.SURELY_POINTS - 0.1, Support.CITATION), (0.1, Support.STATEMENT)):
        monkeypatch.setattr(support, "states", lambda *_, score=score: Heaviest(score, ledger))
        assert explain(ledger, "")[1].doubt == ()
        assert (judge(ledger, ""), judge(sentence, "")) == (told, told)


@pytest.mark.parametrize(("label", "text", "requirement"), LABELLED[::7], ids=lambda value: str(value)[:60])
def test_explain_and_judge_agree(label: str, text: str, requirement: str) -> None:
    evidence, _, commentary = text.partition(" || ")
    assert explain(evidence, commentary, requirement)[0] is judge(evidence, commentary, requirement)


def _seconds(rows: list[str]) -> float:
    begin = time.process_time()  # of this process: others on the machine do not count
    for row in rows:
        judge(row, "")
    return time.process_time() - begin


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "a.",
        "a-",
        "'a ",
        "Our ",
        "is detailed ",
        "1.2.",
        "a@",
        "_",
        "see policy ",
        "policy and procedure of ",
        "https://a ",
    ],
)
def test_time_grows_with_the_length_only(unit: str) -> None:
    short, long = unit * (20_000 // len(unit)), unit * (160_000 // len(unit))
    judge(short, "")
    ratio = min(_seconds([long]) for _ in range(3)) / max(min(_seconds([short]) for _ in range(3)), 0.001)
    assert ratio < 40  # eight times the length; quadratic time would be 64 times


def _shared() -> Path:
    folder = os.environ.get("HOSCHECK_SHARED")
    if not folder:
        pytest.skip("HOSCHECK_SHARED does not name the folder of the sample documents")
    return Path(folder)


@pytest.mark.parametrize("seed", ["000", "001", "002", "003", "004"])
def test_the_sample_documents_are_judged_as_labelled(seed: str) -> None:
    from hoscheck.assess import audit

    gold = yaml.safe_load((_shared() / "gold" / f"{seed}.yaml").read_text(encoding="utf-8"))
    report = audit(_shared() / "seeds" / gold["file"])
    judged = {each.provision: each.row.support.value for each in report.rows if each.provision}
    labels = {number: label for number, (_, label) in gold["rows"].items() if label != "either"}
    wrong = {number: (label, judged.get(number)) for number, label in labels.items() if judged.get(number) != label}
    assert wrong == {}
