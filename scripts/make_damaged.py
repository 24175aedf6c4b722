"""Make the files under fixtures/damaged/, or one attack file: `python -m scripts.make_damaged [--check]`,
`python -m scripts.make_damaged --attack NAME [--scale N] FILE`.

Needs nothing but hoscheck itself; the same bytes each time.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scripts.damaged.attacks import ATTACKS
from scripts.damaged.cases import FILES

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "damaged"


def write(folder: Path) -> None:
    """Write every damaged file into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in FILES.items():
        (folder / name).write_bytes(make())


def stale(folder: Path) -> list[str]:
    """The names of files that are not as they would be made."""
    made = {name: make() for name, make in FILES.items()}
    return [
        name for name, data in made.items() if not (folder / name).is_file() or (folder / name).read_bytes() != data
    ]


def main(arguments: list[str] | None = None) -> int:
    """Make the files; 1 where --check finds some to make."""
    parser = argparse.ArgumentParser(description="Make the files under fixtures/damaged/, or one attack file.")
    parser.add_argument("--check", action="store_true", help="name the files that are not as they would be made")
    parser.add_argument("--attack", choices=ATTACKS, metavar="NAME", help=f"one of {', '.join(ATTACKS)}")
    parser.add_argument("--scale", type=int, default=1, metavar="N", help="how large; 1 is harmless [default: 1]")
    parser.add_argument("file", nargs="?", type=Path, help="where the attack file goes")
    options = parser.parse_args(arguments)
    if options.attack:
        if options.file is None:
            parser.error("--attack needs a FILE to write")
        options.file.write_bytes(ATTACKS[options.attack](options.scale))
        return 0
    if options.check:
        names = stale(FOLDER)
        print("\n".join(names) or "every file is as it would be made")
        return 1 if names else 0
    write(FOLDER)
    print(f"made {len(FILES)} files in {FOLDER.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
