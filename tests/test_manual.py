"""The paragraphs of a check's docstring, and where they are told."""

from __future__ import annotations

from hoscheck.manual import paragraphs, told

PAGE = """A row has no answer.

Why: a reader cannot tell
whether it is so: nobody can.
Finds: an empty cell, as in "Note: none".

Passes: all else.
Somewhere: this goes on.
"""


def test_a_label_or_an_empty_line_begins_a_paragraph_and_nothing_else_does() -> None:
    assert list(paragraphs(PAGE)) == [
        ("", "A row has no answer."),
        ("Why", "A reader cannot tell whether it is so: nobody can."),
        ("Finds", 'An empty cell, as in "Note: none".'),
        ("Passes", "All else. Somewhere: this goes on."),
    ]


def test_one_paragraph_by_its_label() -> None:
    assert told(PAGE, "Passes") == "All else. Somewhere: this goes on."
    assert told(PAGE, "Source") == ""


def test_no_page_has_no_paragraphs() -> None:
    assert list(paragraphs("")) == []
