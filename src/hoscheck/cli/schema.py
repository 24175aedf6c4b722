"""`hoscheck schema`: the shape of the JSON report."""

from __future__ import annotations

from hoscheck.cli.console import put
from hoscheck.errors import ExitCode


def schema() -> int:
    """Print the JSON Schema of the JSON report."""
    from hoscheck.report.schema import schema_text

    put(schema_text(), exact=True)
    return ExitCode.OK
