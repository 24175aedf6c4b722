"""The options of how a document is read, which several commands have."""

from __future__ import annotations

from typing import Annotated

import typer

from hoscheck.settings import ENGINES, OCR_MODES

RulebookOption = Annotated[
    str,
    typer.Option(metavar="BOOK", help="auto, an edition (2022, 2024), a rulebook's id, or a rulebook file."),
]
EngineOption = Annotated[
    str,
    typer.Option(
        metavar="NAME",
        help=f"Which reader of PDF goes first: {' or '.join(ENGINES)}.",
        autocompletion=lambda: list(ENGINES),
    ),
]
OcrOption = Annotated[
    str,
    typer.Option(
        metavar="WHEN",
        help=f"Text recognition of PDF pages: {', '.join(OCR_MODES)}. auto: of those that are pictures, if it is "
        "installed.",
        autocompletion=lambda: list(OCR_MODES),
    ),
]
