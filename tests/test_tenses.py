"""The words that tell when something is done."""

from __future__ import annotations

import pytest

from hoscheck import tenses


@pytest.mark.parametrize(
    ("clause", "told"),
    [
        ("it will be drafted, consulted on and approved", "future"),
        ("the leaflet is reviewed and will go out", "future"),
        ("the training is scheduled for", "planned"),
        ("the letter was rewritten", "past"),
        ("it will be done as the old form was scrapped", "past"),
        ("it was to be printed", "past"),
        ("complaints policy, section", None),
    ],
)
def test_the_last_telling_word_decides(clause: str, told: str | None) -> None:
    assert tenses.last(clause) == told


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (" we will publish it", "future"),
        (" the panel was set up", "past"),
        (" it is what residents will see", None),
        (". We will publish it", None),
        ("", None),
    ],
)
def test_behind_a_date_the_first_one_does_up_to_a_stop(after: str, told: str | None) -> None:
    assert tenses.behind(after) == told


def test_a_future_may_stand_right_before_its_date() -> None:
    assert tenses.ends_in_a_future("to be signed off; it will be signed ")
    assert not tenses.ends_in_a_future("it will be signed by the whole of the new board in ")
