"""Rows × rulebook: text first, number second; copies, swaps, twins, duplicates, strays; and which edition it is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from hoscheck.matching import Fit, Matcher, detect
from hoscheck.model import Answer, Basis, ProvisionRow
from hoscheck.rulebook import built_in

BOOKS = built_in()
OLD_BOOK, NEW_BOOK = BOOKS
OLD = {each.number: each.text for each in OLD_BOOK.requirements}
NEW = {each.number: each.text for each in NEW_BOOK.requirements}
MATCHERS = {book.edition: Matcher(book) for book in BOOKS}
TEXT, NUMBER, BOTH = Basis.TEXT, Basis.NUMBER, Basis.TEXT_AND_NUMBER

Told = tuple[str | None, str, Basis, str | None]


def row(number: str | None, text: str, answer: Answer = Answer.YES) -> ProvisionRow:
    return ProvisionRow(number, text, answer, answer.value, "Kept.", "")


def fit(*rows: ProvisionRow, edition: str = "2024") -> Fit:
    return MATCHERS[edition].fit(rows)


def told(found: Fit) -> list[Told]:
    """(printed number, provision, basis, the provision whose text it carries) of each match, in document order."""
    return [(each.row.number, each.requirement.number, each.basis, each.text_of) for each in found.matches]


def strays(found: Fit) -> list[str | None]:
    return [each.number for each in found.strays]


def whole(texts: dict[str, str], **changed: str | None) -> list[ProvisionRow]:
    """A form with every row; `changed` by number (p2_1 for 2.1): another text, or None to leave it out."""
    edits = {name.strip("p").replace("_", "."): text for name, text in changed.items()}
    return [
        row(number, edits.get(number) or text)
        for number, text in texts.items()
        if not (number in edits and edits[number] is None)
    ]


def same(texts: dict[str, str]) -> list[Told]:
    return [(number, number, BOTH, None) for number in texts]


# ── the ordinary case ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("edition", "texts"), [("2022", OLD), ("2024", NEW)])
def test_a_whole_form_matches_row_by_row(edition: str, texts: dict[str, str]) -> None:
    found = fit(*whole(texts), edition=edition)
    assert told(found) == same(texts)
    assert (strays(found), {each.score for each in found.matches}) == ([], {1.0})


@pytest.mark.parametrize(("edition", "texts"), [("2022", OLD), ("2024", NEW)])
def test_a_whole_form_without_numbers_matches_by_its_texts(edition: str, texts: dict[str, str]) -> None:
    found = fit(*(row(None, text) for text in texts.values()), edition=edition)
    assert told(found) == [(None, number, TEXT, None) for number in texts]
    assert strays(found) == []


def test_rows_in_any_order_keep_the_documents_order() -> None:
    numbers = ["9.8", "1.2", "6.16", "6.5", "3.3", "1.3"]
    assert told(fit(*(row(number, NEW[number]) for number in numbers))) == [(n, n, BOTH, None) for n in numbers]


def test_texts_edited_by_hand_are_still_their_provisions() -> None:
    found = fit(
        row("1.2", NEW["1.2"].replace("landlord", "association").upper()),
        row("3.4", NEW["3.4"].replace("two stage", "two-stage") + "."),
        row("6.9", "\n".join(NEW["6.9"].split("\n")[:4])),
        row("2.2", NEW["2.2"].split("\n")[0]),
        row("1.6", "… " + NEW["1.6"][30:]),
    )
    assert told(found) == [(n, n, BOTH, None) for n in ("1.2", "3.4", "6.9", "2.2", "1.6")]


def test_an_older_wording_beside_its_number_stays_with_the_number() -> None:
    """About one form in ten prints the 2022 text of 1.2 on the form of 2024."""
    assert told(fit(row("1.2", OLD["1.2"]), row("1.3", OLD["1.3"]), row("1.4", NEW["1.4"]))) == [
        ("1.2", "1.2", BOTH, None),
        ("1.3", "1.3", BOTH, None),
        ("1.4", "1.4", BOTH, None),
    ]


def test_a_form_without_the_requirements_texts_goes_by_its_numbers() -> None:
    found = fit(row("1.2", ""), row("1.3", "Third parties"), row("1.4", "Service requests"))
    assert told(found) == [("1.2", "1.2", NUMBER, None), ("1.3", "1.3", NUMBER, None), ("1.4", "1.4", NUMBER, None)]


# ── another provision's text ─────────────────────────────────────────────────────────────────────


def test_two_swapped_texts_are_told_as_such_and_nothing_is_missing() -> None:
    found = fit(*whole(NEW, p2_1=NEW["2.4"], p2_4=NEW["2.1"]))
    assert [each for each in told(found) if each[3]] == [("2.1", "2.4", TEXT, "2.4"), ("2.4", "2.1", TEXT, "2.1")]
    assert sorted(each.requirement.number for each in found.matches) == sorted(NEW)
    assert strays(found) == []


def test_a_rotation_of_three_texts() -> None:
    found = fit(*whole(NEW, p3_1=NEW["3.2"], p3_2=NEW["3.3"], p3_3=NEW["3.1"]))
    assert [each for each in told(found) if each[3]] == [
        ("3.1", "3.2", TEXT, "3.2"),
        ("3.2", "3.3", TEXT, "3.3"),
        ("3.3", "3.1", TEXT, "3.1"),
    ]
    assert sorted(each.requirement.number for each in found.matches) == sorted(NEW)


def test_a_copied_text_is_a_mismatch_of_its_number_and_neither_missing_nor_double() -> None:
    """8.2 prints the text of 7.2, which stands under 7.2 as well."""
    found = fit(*whole(NEW, p8_2=NEW["7.2"]))
    assert [each for each in told(found) if each[3]] == [("8.2", "8.2", NUMBER, "7.2")]
    assert [each.requirement.number for each in found.matches] == list(NEW)


def test_three_copied_texts_in_a_row() -> None:
    found = fit(*whole(NEW, p8_2=NEW["7.2"], p8_3=NEW["7.3"], p8_4=NEW["7.4"]))
    assert [each for each in told(found) if each[3]] == [
        ("8.2", "8.2", NUMBER, "7.2"),
        ("8.3", "8.3", NUMBER, "7.3"),
        ("8.4", "8.4", NUMBER, "7.4"),
    ]
    assert [each.requirement.number for each in found.matches] == list(NEW)


@pytest.mark.parametrize(
    ("edition", "first", "second"),
    [
        ("2024", "6.2", "6.11"),
        ("2024", "6.3", "6.14"),
        ("2024", "6.9", "6.19"),
        ("2022", "5.1", "5.13"),
        ("2022", "4.2", "5.10"),
        ("2022", "5.8", "5.20"),
        ("2022", "5.8", "5.16"),
        ("2022", "5.16", "5.20"),
    ],
)
def test_the_rule_of_the_other_stage_under_a_number(edition: str, first: str, second: str) -> None:
    """Stage 2's answer within 20 working days printed where stage 1's 10 belong is a mismatch like any other."""
    texts = NEW if edition == "2024" else OLD
    swapped = fit(*(row(n, texts[{first: second, second: first}.get(n, n)]) for n in texts), edition=edition)
    other = {first: second, second: first}
    assert [each for each in told(swapped) if each[3]] == [(n, other[n], TEXT, other[n]) for n in texts if n in other]
    copied = fit(*(row(n, texts[first if n == second else n]) for n in texts), edition=edition)
    assert [each for each in told(copied) if each[3]] == [(second, second, NUMBER, first)]


@pytest.mark.parametrize("text", ["2.4", "9.4"])
def test_a_copied_text_that_was_edited_by_hand_is_still_a_mismatch(text: str) -> None:
    edited = NEW[text].replace("landlord", "association").replace("must", "should")[:-12]
    found = fit(*whole(NEW, p8_2=edited))
    assert [each for each in told(found) if each[3]] == [("8.2", "8.2", NUMBER, text)]


def test_a_number_misprinted_as_one_that_the_code_does_not_have() -> None:
    found = fit(row("1.2", NEW["1.2"]), row("1.30", NEW["1.3"]), row("5.51", NEW["5.5"]))
    assert [each[:3] for each in told(found)] == [("1.2", "1.2", BOTH), ("1.30", "1.3", TEXT), ("5.51", "5.5", TEXT)]


def test_numbers_shifted_by_one_through_a_section() -> None:
    """1.1 to 1.5 are printed where 1.2 to 1.6 are meant: the texts decide."""
    rows = [row(f"1.{at}", NEW[f"1.{at + 1}"]) for at in range(1, 6)]
    found = fit(*rows)
    assert [(each.row.number, each.requirement.number) for each in found.matches] == [
        (f"1.{at}", f"1.{at + 1}") for at in range(1, 6)
    ]
    assert strays(found) == []


# ── twins ────────────────────────────────────────────────────────────────────────────────────────

TWINS = (("6.4", "6.15"), ("6.5", "6.16"), ("6.6", "6.17"), ("6.7", "6.18"))


@pytest.mark.parametrize(("first", "second"), TWINS)
def test_twins_go_by_their_numbers(first: str, second: str) -> None:
    assert told(fit(row(second, NEW[second]), row(first, NEW[first]))) == [
        (second, second, BOTH, None),
        (first, first, BOTH, None),
    ]


@pytest.mark.parametrize(("first", "second"), TWINS)
def test_twins_without_numbers_go_by_the_documents_order(first: str, second: str) -> None:
    assert told(fit(row(None, NEW[first]), row(None, NEW[second]))) == [
        (None, first, TEXT, None),
        (None, second, TEXT, None),
    ]


@pytest.mark.parametrize(("first", "second"), TWINS)
def test_one_twin_alone_leaves_the_other_missing(first: str, second: str) -> None:
    for number in (first, second):
        assert told(fit(row(number, NEW[number]))) == [(number, number, BOTH, None)]


@pytest.mark.parametrize(("first", "second"), TWINS)
def test_a_twin_without_a_number_beside_one_with_a_number(first: str, second: str) -> None:
    assert [each[:2] for each in told(fit(row(first, NEW[first]), row(None, NEW[second])))] == [
        (first, first),
        (None, second),
    ]
    assert [each[:2] for each in told(fit(row(None, NEW[first]), row(second, NEW[second])))] == [
        (None, first),
        (second, second),
    ]


def test_the_triplets_of_2022() -> None:
    numbers = ["5.3", "5.15", "5.19"]
    assert told(fit(*(row(n, OLD[n]) for n in numbers), edition="2022")) == [(n, n, BOTH, None) for n in numbers]
    assert told(fit(*(row(n, OLD["5.3"]) for n in numbers), edition="2022")) == [(n, n, BOTH, None) for n in numbers]


# ── duplicates and strays ────────────────────────────────────────────────────────────────────────


def test_a_provision_with_two_rows_gets_both() -> None:
    found = fit(row("1.2", NEW["1.2"]), row("1.3", NEW["1.3"]), row("1.2", NEW["1.2"], Answer.NO))
    assert told(found) == [("1.2", "1.2", BOTH, None), ("1.3", "1.3", BOTH, None), ("1.2", "1.2", BOTH, None)]


def test_the_same_text_twice_without_a_number_is_a_duplicate() -> None:
    found = fit(row(None, NEW["1.3"]), row(None, NEW["1.3"]))
    assert told(found) == [(None, "1.3", TEXT, None), (None, "1.3", TEXT, None)]


def test_rows_of_the_landlords_own_are_strays() -> None:
    found = fit(
        row("1.2", NEW["1.2"]),
        row("10.1", "We also ask our contractors to complete a form of their own each quarter."),
        row(None, "Any other matters that the governing body wishes to raise about its complaints service."),
        row("1.3", NEW["1.3"]),
    )
    assert told(found) == [("1.2", "1.2", BOTH, None), ("1.3", "1.3", BOTH, None)]
    assert strays(found) == ["10.1", None]


def test_a_text_of_its_own_under_a_number_of_the_code_is_a_stray() -> None:
    found = fit(
        row("1.2", "Our estates team inspects the stairwells of all blocks each Monday at ten."), row("1.3", NEW["1.3"])
    )
    assert (told(found), strays(found)) == ([("1.3", "1.3", BOTH, None)], ["1.2"])


def test_a_bare_number_beside_a_row_that_has_it_is_a_stray() -> None:
    found = fit(row("1.2", NEW["1.2"]), row("1.2", "Action plan"))
    assert (told(found), strays(found)) == ([("1.2", "1.2", BOTH, None)], ["1.2"])


def test_no_rows() -> None:
    found = fit()
    assert (found.matches, found.strays, found.weight) == ((), (), 0)


# ── which edition ────────────────────────────────────────────────────────────────────────────────


def edition(rows: Sequence[ProvisionRow]) -> tuple[str, tuple[str, ...]] | None:
    found = detect(rows, list(MATCHERS.values()))
    if found is None:
        return None
    fitted, detection = found
    assert detection.detected
    assert fitted.rulebook.id == detection.rulebook
    assert 0.0 <= detection.confidence <= 1.0
    return detection.rulebook, detection.rivals


@pytest.mark.parametrize(("texts", "id"), [(OLD, "hos-2022"), (NEW, "hos-2024")])
def test_a_whole_form_tells_its_edition(texts: dict[str, str], id: str) -> None:
    assert edition(whole(texts)) == (id, ())
    assert edition([row(None, text) for text in texts.values()]) == (id, ())
    found = detect(whole(texts), list(MATCHERS.values()))
    assert found is not None
    assert found[1].confidence > 0.9


@pytest.mark.parametrize(("texts", "id"), [(OLD, "hos-2022"), (NEW, "hos-2024")])
def test_one_section_tells_its_edition(texts: dict[str, str], id: str) -> None:
    for section in sorted({number.split(".")[0] for number in texts}):
        assert edition([row(n, text) for n, text in texts.items() if n.split(".")[0] == section]) == (id, ()), section


@pytest.mark.parametrize(
    ("texts", "id", "title"),
    [
        (OLD, "hos-2022", ""),
        (OLD, "hos-2022", "A short title"),
        (NEW, "hos-2024", ""),
        (NEW, "hos-2024", "A short title"),
    ],
)
def test_the_numbers_of_a_whole_form_tell_its_edition(texts: dict[str, str], id: str, title: str) -> None:
    """Each edition has 29 numbers that the other does not have."""
    found = detect([row(number, title) for number in texts], list(MATCHERS.values()))
    assert found is not None
    assert (found[1].rulebook, len(found[0].matches)) == (id, 72)


def test_numbers_that_both_editions_have_leave_it_unclear() -> None:
    found = detect([row(number, "") for number in sorted(set(OLD) & set(NEW))], list(MATCHERS.values()))
    assert found is not None
    assert (len(found[1].rivals), found[1].confidence) == (1, 0.5)


def test_half_of_each_edition_is_unclear_and_names_the_rival() -> None:
    rows = [row(n, OLD[n]) for n in list(OLD)[:20]] + [row(n, NEW[n]) for n in list(NEW)[40:60]]
    found = edition(rows)
    assert found in (("hos-2022", ("hos-2024",)), ("hos-2024", ("hos-2022",)))


def test_a_form_of_2024_with_some_old_wording_is_still_clear() -> None:
    old = {number: OLD[number] for number in ("1.2", "1.3", "2.4", "4.1", "6.2")}
    assert edition([row(n, old.get(n, text)) for n, text in NEW.items()]) == ("hos-2024", ())


def test_rows_that_fit_no_edition() -> None:
    assert edition([]) is None
    assert edition([row(None, "Our estates team inspects the stairwells of all blocks each Monday at ten.")]) is None
    assert (
        edition([row("12.1", "The board meets each quarter in the room above the library."), row("12.2", "")]) is None
    )


def test_a_rulebook_that_the_user_names_is_used_as_it_is() -> None:
    found = fit(*whole(NEW), edition="2022")
    assert found.rulebook is OLD_BOOK
    assert 0 < len({each.requirement.number for each in found.matches}) < 60


def test_a_row_in_words_of_its_own_goes_by_its_number_between_its_neighbours() -> None:
    own = "You need not tell us why you want somebody else to look at it"
    told = fit(row("6.11", NEW["6.11"]), row("6.12", own), row("6.13", NEW["6.13"]))
    assert [each.requirement.number for each in told.matches] == ["6.11", "6.12", "6.13"]
    assert told.matches[1].basis is NUMBER
    assert fit(row("6.13", NEW["6.13"]), row("6.12", own), row("6.11", NEW["6.11"])).strays[0].number == "6.12"
