"""What all tests share."""

from __future__ import annotations

import pytest

from hoscheck.extract import ocr


@pytest.fixture(autouse=True)
def _no_text_recognition(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A scan ends alike wherever the tests run: text recognition is an extra, and its own tests ask for it."""
    if not request.module.__name__.endswith("test_ocr"):
        monkeypatch.setattr(ocr, "available", lambda: False)
