"""What was made of a data file is kept beside it: never in place of a file that changed, and never in the way."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pytest

from hoscheck import rulebook
from hoscheck.kept import kept
from hoscheck.words import parse, words


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    path = tmp_path / "some.yaml"
    path.write_text("one, two", encoding="utf-8")
    (tmp_path / "maker.py").write_text("made = 1", encoding="utf-8")
    return path


class Maker:
    """Counts how often the file was read."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, data: bytes) -> object:
        self.times += 1
        return {"words": tuple(data.decode().split(", ")), "of": None, "number": 2}


WANTED = {"words": ("one", "two"), "of": None, "number": 2}


def place(file: Path) -> Path:
    return Path(importlib.util.cache_from_source(str(file)))


def test_a_file_is_read_once_and_then_taken_from_what_was_kept(file: Path) -> None:
    made, maker = Maker(), file.with_name("maker.py")
    assert [kept(file, made, (maker,)) for _ in range(3)] == [WANTED] * 3
    assert (made.times, place(file).exists()) == (1, True)


def test_a_file_or_a_maker_that_changes_is_read_anew(file: Path) -> None:
    made, maker = Maker(), file.with_name("maker.py")
    kept(file, made, (maker,))
    file.write_text("one, two, three", encoding="utf-8")
    assert kept(file, made, (maker,))["words"] == ("one", "two", "three")
    os.utime(maker, (1, 1))
    kept(file, made, (maker,))
    maker.write_text("changed = True", encoding="utf-8")
    kept(file, made, (maker,))
    assert made.times == 4


def test_nothing_is_written_where_python_writes_no_bytecode(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert kept(file, Maker(), ()) == WANTED
    assert not place(file).exists()


def test_a_place_that_cannot_be_written_is_no_matter(file: Path) -> None:
    place(file).parent.write_text("a file where the folder would be", encoding="utf-8")
    assert kept(file, Maker(), ()) == WANTED


@pytest.mark.parametrize("left", [0, 3, 16, 20, 40])
def test_what_was_kept_and_is_damaged_is_made_anew(file: Path, left: int) -> None:
    kept(file, Maker(), ())
    whole = place(file).read_bytes()
    place(file).write_bytes(whole[:left])
    assert kept(file, Maker(), ()) == WANTED


def test_what_is_wrong_with_a_file_is_told_each_time(file: Path) -> None:
    def refused(data: bytes) -> object:
        raise ValueError(data.decode())

    for _ in range(2):
        with pytest.raises(ValueError, match="one, two"):
            kept(file, refused, ())
    with pytest.raises(FileNotFoundError):
        kept(file.with_name("nowhere.yaml"), Maker(), ())


def test_the_lists_and_rulebooks_are_those_of_their_files(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(words.__wrapped__.__code__.co_filename).parent
    names = sorted(path.stem for path in folder.glob("*.yaml"))
    assert len(names) > 10
    for name in names:
        file = folder / f"{name}.yaml"
        assert dict(words(name)) == dict(parse(file.read_text(encoding="utf-8"), file.name))
    for book, path in ((rulebook.find(path.stem), path) for path in rulebook._files()):
        assert book == rulebook.load(path)
