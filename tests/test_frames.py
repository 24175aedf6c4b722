"""Frames: classes of words in an order, and what is denied."""

from __future__ import annotations

from pathlib import Path

import pytest

from hoscheck import frames, practices, rulebook
from hoscheck.frames import Vocabulary, places
from hoscheck.words import words

CLASSES = {
    "neg": ("not", "no", "never"),
    "no-neg": ("not only",),
    "lifted": ("need not",),
    "flip": ("refuse+",),
    "only": ("only",),
    "reply": ("reply+", "letter"),
    "wait": ("until", "as soon as"),
    "works": ("works", "job+"),
}
BOOK = Vocabulary(frames.expanded(CLASSES))


@pytest.mark.parametrize(
    ("frame", "clause", "found"),
    [
        ("reply wait works", "the reply goes out as soon as the job is done", True),
        ("reply wait works", "replies wait until all works are done", True),
        ("reply wait works", "until works are done there is no reply", False),
        ("reply wait works", "we do not hold a reply until works are done", False),
        ("reply wait works", "not in haste, the reply goes out until works are done", True),
        ("reply wait works", "a reply not sent until works are done", False),
        ("reply + works", "works first and then the reply", True),
        ("reply -works", "works first and then the reply", False),
        ("reply .=goes", "the reply now goes out", True),
        ("reply .=goes", "the reply to the tenant goes out", False),
        ("=some/any =body/one", "any one of them", True),
        ("=some/any =body/one", "any of the three that have a body", False),
        ("neg reply", "no reply is sent", True),
        ("neg reply", "we do not only reply", False),
        ("neg reply", "we do not refuse to reply", False),
        ("neg reply", "they need not reply", False),
        ("neg reply", "not today, but a reply will go", False),
        ("only reply", "not only a reply", False),
    ],
)
def test_a_frame_is_found_in_its_order_and_undenied(frame: str, clause: str, found: bool) -> None:
    read, made = BOOK.read(clause), BOOK.frame(frames.parsed(frame, frames.bits(CLASSES)))
    assert bool(made.fits(read) and places(made, read, BOOK.neg | BOOK.denial)) is found


def test_endings_of_words() -> None:
    single = frames.expanded({"a": ("reply+", "use+", "box+", "delay+")})[1]
    assert {"replies", "replied", "replying", "uses", "used", "using", "boxes", "delays", "delayed"} <= set(single)


@pytest.mark.parametrize(("written", "says"), [("nothing", "is no class"), ("-works", "no part that must be there")])
def test_a_frame_that_no_text_could_be_held_against(written: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        frames.parsed(written, frames.bits(CLASSES))


def test_the_frames_that_come_with_hoscheck_can_be_used() -> None:
    bits = frames.bits(words("concepts"))
    assert sum(bool(frames.parsed(each, bits)) for written in words("practices").values() for each in written) > 500


def test_each_practice_is_that_of_a_provision() -> None:
    used = {
        name for book in rulebook.built_in() for each in book.requirements for name in each.words.get("practices", ())
    }
    assert used == set(practices.names())


def test_every_provision_has_practices() -> None:
    without = [
        each.number for book in rulebook.built_in() for each in book.requirements if not each.words.get("practices")
    ]
    assert without == []


def test_the_practices_stand_in_the_documentation() -> None:
    page = (Path(__file__).parents[1] / "docs" / "rulebooks.md").read_text(encoding="utf-8")
    assert [name for name in practices.names() if f"`{name}`" not in page] == []


@pytest.mark.parametrize(
    ("clause", "topic", "denies"),
    [
        ("the reply is kept until the job has been signed off", "reply-when-known", False),
        ("outstanding actions are tracked now and then", "reply-when-known", True),
        ("learning is not shared with residents", "report-back", False),
    ],
)
def test_a_clause_breaks_a_practice(clause: str, topic: str, denies: bool) -> None:
    assert practices.broken(clause, (topic,)) == (topic, denies)


@pytest.mark.parametrize(
    "clause",
    [
        "until december 2022 the reply was kept until the job had been signed off",
        "no reply is held back until the job has been signed off",
        "holding the reply until the works are finished is not permitted",
        "if the reply is not tracked the system sends a reminder",
        "letters that do not say when are sent back",
        "no case is closed without its actions tracked",
    ],
)
def test_what_is_past_denied_taken_back_or_said_of_some_breaks_nothing(clause: str) -> None:
    assert practices.broken(clause, ("reply-when-known",)) is None
