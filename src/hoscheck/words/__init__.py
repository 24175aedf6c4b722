"""Word lists: the facts that readers and checks decide by, one YAML file a subject."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def words(name: str) -> Mapping[str, tuple[str, ...]]:
    """The lists of `words/<name>.yaml`: list name → entries, in the file's order.

    Raises ValueError where the file is not a mapping of names to lists of quoted words.
    """
    import yaml

    path = Path(__file__).with_name(f"{name}.yaml")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    if not isinstance(content, dict):
        raise ValueError(f"{path.name}: write a mapping of list names to words")
    for title, entries in content.items():
        if not isinstance(title, str) or not isinstance(entries, list) or not all(isinstance(e, str) for e in entries):
            raise ValueError(f"{path.name}: {title}: write a list of quoted words")
    return {title: tuple(entries) for title, entries in content.items()}
