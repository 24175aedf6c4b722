"""The packaged word lists: they load, and a bad one is refused with what is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hoscheck.errors import HoscheckError
from hoscheck.words import parse, words

FOLDER = Path(words.__wrapped__.__code__.co_filename).parent
PATTERNS = {"contradiction", "dates", "not_applicable", "promises"}


def test_every_packaged_list_loads_and_its_patterns_compile() -> None:
    names = {file.stem for file in FOLDER.glob("*.yaml")}
    assert names >= PATTERNS | {"support", "wording"}
    for name in names:
        lists = words(name)
        assert all(lists.values())
        if name in PATTERNS:
            for entry in (entry for entries in lists.values() for entry in entries):
                re.compile(entry)


def test_a_text_with_commas_and_a_list_are_the_same() -> None:
    assert dict(parse("a: one, two  words,\n  three\nb: [one, two]\n", "x.yaml")) == {
        "a": ("one", "two words", "three"),
        "b": ("one", "two"),
    }


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- one\n", "x.yaml: must be a mapping of list names to texts"),
        ("a: 3\n", "x.yaml: 'a' must be a list of texts, or one text with commas between its entries"),
        ("a: [yes, no]\n", "x.yaml: 'a' must be a list of texts, or one text with commas between its entries"),
        ("a:\n", "x.yaml: 'a' must be a list of texts, or one text with commas between its entries"),
        ("a: one,, two\n", "x.yaml: 'a' has an empty entry"),
        ("a: one, two, one\n", "x.yaml: 'a' holds 'one' twice"),
    ],
)
def test_a_bad_file_is_refused(text: str, says: str) -> None:
    with pytest.raises(HoscheckError) as raised:
        parse(text, "x.yaml")
    assert str(raised.value) == says


def test_broken_yaml_is_refused_in_one_line() -> None:
    with pytest.raises(HoscheckError, match=r"^x\.yaml: not YAML \([^\n]+\)$"):
        parse("a: [one\n", "x.yaml")


def test_an_unknown_file_is_refused() -> None:
    with pytest.raises(HoscheckError, match=r"^there are no word lists called 'nowhere' "):
        words("nowhere")
