"""What was made of a data file is kept beside it, as Python keeps the bytecode of a module, and by the same means.

The file stays the only source. Its first reading writes what it gave into `__pycache__`; later ones load that, in a
fiftieth of the time, until the file changes. Where nothing can be written, as in a folder of somebody else's, every
start reads the file itself. Python's own loader looks after places, half-written files and several processes at once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any


def kept(path: Path, made: Callable[[bytes], object], makers: tuple[Path, ...], what: str = "") -> Any:
    """`made(the bytes of the file)`, which may hold texts, numbers, None, tuples, lists and mappings; at best from what
    was kept.

    `makers` are the modules that `made` rests on: when one of them changes, what was kept is made anew. Where several
    things are made of one file, `what` tells them apart. Raises what `made` raises, and OSError where the file cannot
    be read.
    """
    loader = _Loader(path, made, makers, what)
    try:
        code = loader.get_code(path.stem)
    except (EOFError, ValueError, TypeError):  # what was kept is damaged, on which Python itself gives up
        code = loader.source_to_code(path.read_bytes(), str(path))
    if loader.fresh:
        return loader.fresh[0]
    assert code is not None
    return eval(code)  # a literal: `source_to_code` wrote it


class _Loader(SourceFileLoader):
    """Python's loader of modules, for a file whose "code" is the literal of what was made of it."""

    def __init__(self, path: Path, made: Callable[[bytes], object], makers: tuple[Path, ...], what: str) -> None:
        super().__init__(path.stem, str(path))
        self._made, self._makers, self._what = made, makers, what
        self.fresh: tuple[object, ...] = ()  # what was made just now, where nothing was kept

    def source_to_code(self, data: Any, path: Any, **_how: Any) -> CodeType:  # type: ignore[override]
        self.fresh = (self._made(bytes(data)),)
        # where nothing is to be kept the literal would only cost time and memory
        return compile("None" if sys.dont_write_bytecode else repr(self.fresh[0]), path, "eval")

    def path_stats(self, path: str) -> Mapping[str, Any]:
        """The size and the age by which Python tells whether what it kept is of this file; in its age are its makers'
        too."""
        of, *makers = (super(_Loader, self).path_stats(each) for each in (path, *map(str, self._makers)))
        return {**of, "mtime": of["mtime"] + sum(each["mtime"] + each["size"] for each in makers)}

    def get_data(self, path: str) -> bytes:
        return super().get_data(self._named(path))

    def set_data(self, path: str, data: bytes, **how: Any) -> None:  # type: ignore[override]
        super().set_data(self._named(path), data, **how)

    def _named(self, path: str) -> str:
        """The path, with what is kept in its name where it is that of the bytecode."""
        return path if path == self.path or not self._what else path.removesuffix(".pyc") + f".{self._what}.pyc"
