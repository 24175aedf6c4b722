"""The JSON Schema of what hoscheck writes as JSON, as the package ships it."""

from __future__ import annotations

from importlib.resources import files

FILE = "hoscheck-1.schema.json"


def schema_text() -> str:
    """The schema (draft 2020-12) of the whole output; `$defs/line` is what a line of JSON Lines holds."""
    return files("hoscheck.report").joinpath(FILE).read_text(encoding="utf-8")
