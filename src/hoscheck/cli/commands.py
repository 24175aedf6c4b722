"""The commands, put together with typer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from hoscheck.cli.console import put
from hoscheck.cli.terms import CONTEXT, EXIT_STATUS

EPILOG = f"""\b
Examples:
  hoscheck audit self-assessment.pdf
  hoscheck extract self-assessment.pdf --overlay seen.pdf
  hoscheck explain EVI302
  hoscheck rulebook show 2024 6.3

{EXIT_STATUS}"""


def _version(wanted: bool) -> None:
    if wanted:
        from hoscheck._version import __version__

        put(f"hoscheck {__version__}\n")
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Check social landlords' self-assessments against the Housing Ombudsman's Complaint Handling Code."""


def _add_audit(app: typer.Typer) -> None:
    from hoscheck.cli.audit_options import EPILOG, audit

    app.command(epilog=EPILOG)(audit)


def _add_checks(app: typer.Typer) -> None:
    from hoscheck.cli.checks import list_checks

    app.command("checks")(list_checks)


def _add_explain(app: typer.Typer) -> None:
    from hoscheck.cli.checks import explain

    app.command()(explain)


def _add_extract(app: typer.Typer) -> None:
    from hoscheck.cli.extract import EPILOG, extract

    app.command(epilog=EPILOG)(extract)


def _add_rulebook(app: typer.Typer) -> None:
    from hoscheck.cli.rulebook import app as rulebook

    app.add_typer(rulebook)


def _add_schema(app: typer.Typer) -> None:
    from hoscheck.cli.schema import schema

    app.command()(schema)


COMMANDS: dict[str, Callable[[typer.Typer], None]] = {
    "audit": _add_audit,
    "checks": _add_checks,
    "explain": _add_explain,
    "extract": _add_extract,
    "rulebook": _add_rulebook,
    "schema": _add_schema,
}


def build(first: str = "") -> typer.Typer:
    """The whole command line, or only the command that `first` names: building the others would double its start."""
    app = typer.Typer(
        name="hoscheck",
        no_args_is_help=True,
        rich_markup_mode=None,  # rich would cost 36 ms at each start
        pretty_exceptions_enable=False,
        context_settings=CONTEXT,
    )
    app.callback(epilog=EPILOG)(_root)
    for name, add in COMMANDS.items():
        if first == name or first not in COMMANDS:
            add(app)
    return app
