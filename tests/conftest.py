"""What all tests share; they may use the scripts that make, teach and measure, from wherever they are run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from hoscheck.extract import ocr

ROOT = Path(__file__).parents[1]
if str(ROOT) not in sys.path:
    sys.path.append(str(ROOT))


@pytest.fixture(autouse=True)
def _no_text_recognition(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A scan ends alike wherever the tests run: text recognition is an extra, and its own tests ask for it."""
    if not request.module.__name__.endswith("test_ocr"):
        monkeypatch.setattr(ocr, "available", lambda: False)
