"""What speaks against a Yes, and the patterns that find it."""

from __future__ import annotations

from datetime import date

import pytest

from hoscheck.model import Reason
from hoscheck.standing import CERTAINTY, LONGEST, against, avows, breaking


def test_a_text_without_stops_takes_no_longer_than_a_sentence_may_be() -> None:
    assert against("x " * LONGEST + "not yet done", "asked", Reason(), None, True) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The letters do not yet carry it.", "unmet"),
        ("This needs strengthening.", "gap"),
        ("The procedure does not mention it.", "negation"),
        ("A course is planned for May.", "dated"),
        ("A course will be introduced.", "future"),
    ],
)
def test_each_kind_has_its_certainty(text: str, kind: str) -> None:
    said = against(text, "Staff must be trained.", Reason(left=(text.rstrip("."),)), date(2025, 1, 1), True)
    assert said is not None
    assert (said.sentence, said.kind, said.certainty) == (text, kind, CERTAINTY[kind])


def test_a_provision_that_waits_for_an_event_is_told_in_the_future() -> None:
    assert against("It will be introduced then.", "asked", Reason(), None, False) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("There is an informal stage.", True),
        ("There is no informal stage.", False),
        ("The informal stage was abolished.", False),
        ("Until 2022 we had an informal stage.", False),
        ("There is an informal stage for MPs.", False),
    ],
)
def test_a_phrase_counts_unless_it_is_denied_past_or_excepted(text: str, found: bool) -> None:
    assert (breaking(text, ("informal stage",), ("for mps",)) is not None) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We do not yet comply with this.", True),
        ("Staff log each call. We are not yet compliant here.", True),
        ("Complaints are not yet logged.", False),
        ("Compliments are not yet recorded.", False),
        ("We comply. The leaflet is not yet printed.", False),
    ],
)
def test_who_avows_speaks_of_complying_itself(text: str, found: bool) -> None:
    assert avows(text) is found
