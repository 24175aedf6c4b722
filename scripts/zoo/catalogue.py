"""Every document of the zoo."""

from __future__ import annotations

from scripts.zoo import lookalikes, others, pdfs, servers, sites
from scripts.zoo.entries import Entry


def entries() -> list[Entry]:
    """All entries; their names are unique."""
    return [*pdfs.entries(), *servers.entries(), *others.entries(), *sites.entries(), *lookalikes.entries()]
