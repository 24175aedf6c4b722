"""What was learnt: the features of a sentence, how their weights add up, and that they are of the lines of now."""

from __future__ import annotations

import pytest
from scripts import lessons, teach
from scripts.labelled import EVAL, forms_of

from hoscheck import learnt
from hoscheck.features import LONGEST, features, sentences, stem, stemmed, topical
from hoscheck.learnt import halves
from hoscheck.weights import KINDS, LEARNT, SCALE, arranged, pack


def test_a_sentence_has_words_neighbours_and_words_behind_a_not() -> None:
    assert features("Not recorded.") == (
        {"<", "not", "record", ">", "!record", "!>"}
        | {"< not", "not record", "record >", "< not record", "not record >", "< * record", "not * >", "< ** >"}
    )


def test_a_sentence_about_a_topic_has_its_words_and_neighbours_as_words_of_that() -> None:
    assert topical("Not recorded.", "record") == (
        {"record|<", "record|not", "record|record", "record|>"}
        | {"record|< not", "record|not record", "record|record >"}
    )


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("By 31 March 2025 it is done", "by xdate it is done"),
        ("From 1st May", "from xdate"),
        ("They may, in March, or by 12/03/2024", "they may in xdate or by xdate"),
        ("2024/25 report, 12 pages", "xdate report 12 pag"),
    ],
)
def test_a_date_is_one_word_whichever_it_is(sentence: str, told: str) -> None:
    assert stemmed(sentence) == ("<", *told.split(), ">")


def test_a_sum_is_divided_by_the_root_of_a_typical_length_and_less_for_what_is_longer() -> None:
    assert learnt.divisor("states", 100) == pytest.approx(10.0)
    assert learnt.divisor("whole", learnt.TYPICAL["whole"]) == pytest.approx(learnt.TYPICAL["whole"] ** 0.5)
    assert 1 < learnt.divisor("part", 240) / learnt.divisor("part", 60) < 2


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [("recorded", "record"), ("records", "record"), ("is", "is"), ("used", "used"), ("only", "only")],
)
def test_endings_go_where_a_stem_is_left(word: str, stemmed: str) -> None:
    assert stem(word) == stemmed


def test_sentences_without_a_word_are_left_out_and_a_text_is_read_to_its_limit() -> None:
    assert sentences("We log it. – \n\n Staff know.") == ("We log it.", "Staff know.")
    assert sentences("Some (e.g. damp) take longer, i.e. 20 days.") == ("Some (e.g. damp) take longer, i.e. 20 days.",)
    assert sum(map(len, sentences("word " * 5000))) < LONGEST


@pytest.mark.parametrize(
    "several",
    [[(1, -2, 3, 0, -9, 4, 0)], [(-250, 0, 7, 1, 1, 0, 8), (-1,) * 7], [(99_999, -99_999, 0, 5, -5, 1, 2)] * 1000],
)
def test_seven_weights_in_one_number_are_added_up_each_for_itself(
    several: list[tuple[int, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["".join(chr(ord("a") + int(digit)) for digit in f"{at}") + "q" for at in range(len(several))]
    known = arranged({"": 0, **dict(zip(names, (pack(*each) for each in several), strict=True))})
    monkeypatch.setattr(learnt, "weights", lambda: known)
    learnt._weighed.cache_clear()
    told, of_a_topic = halves([" ".join(names)], "")
    learnt._weighed.cache_clear()
    sums = [sum(each) / SCALE for each in zip(*several, strict=True)]
    assert [told.of(kind) for kind in KINDS] == pytest.approx(sums)
    assert of_a_topic == (0, 0)


@pytest.mark.parametrize("topic", ["", "recurring", "publicity"])
def test_sums_are_those_of_the_features_by_name(topic: str) -> None:
    written = dict(each.split("\t") for each in LEARNT.read_text(encoding="utf-8").splitlines()[2:])
    for line in lessons.lines()[::997]:
        for sentence in sentences(line.text):
            names = features(sentence) | (topical(sentence, topic) if topic else set())
            told = sum(int(written.get(each, "0"), 16) for each in names)
            assert tuple(map(sum, zip(*halves([sentence], topic), strict=True))) == (len(names), told)


def test_the_weights_are_written_in_order_below_what_they_were_made_of() -> None:
    lines = LEARNT.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# made by scripts/teach.py of ")
    assert lines[1].startswith("\t")
    names = [line.split("\t")[0] for line in lines[1:]]
    assert names == sorted(set(names))


def test_the_weights_are_of_the_lines_that_are_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert teach.main(["--check"]) == 0, capsys.readouterr().out  # tells to run make teach


def test_every_topic_of_the_lines_is_a_requirements() -> None:
    from hoscheck.rulebook import built_in

    known = {each.topic for book in built_in() for each in book.requirements}
    labels = {lessons.POINTING: {"c", "s"}, lessons.GOVERNING: {"a", "r", "b", "n"}}
    for file in lessons.LINES.glob("*.tsv"):
        rows = [line.split("\t") for line in file.read_text("utf-8").splitlines()]
        assert {len(row) for row in rows} == {3}, file.name
        assert {row[1] for row in rows} <= labels.get(file, {"+", "-"}), file.name
        assert {row[0] for row in rows} <= known or file == lessons.GOVERNING, file.name


def test_nothing_that_is_set_aside_is_learnt_from() -> None:
    aside = {
        line.text
        for file in (EVAL / "aside").glob("*.yaml")
        for form in forms_of(file)
        for line in lessons.of_form(form, "aside")
        if len(line.text) > 60  # shorter ones may be written twice
    }
    both = aside & {line.text for line in [*lessons.lines(), *lessons.pointing()]}
    assert len(both) <= len(aside) / 100  # two landlords may repeat the same requirement word for word
