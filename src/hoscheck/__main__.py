"""The way in: `hoscheck` and `python -m hoscheck`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line. `--version` is answered before anything else is loaded, so that it costs no more
    than Python's own start."""
    if sys.argv[1:] == ["--version"]:
        from hoscheck._version import __version__

        sys.stdout.write(f"hoscheck {__version__}\n")
        return
    from hoscheck.cli import run

    sys.exit(run())


if __name__ == "__main__":
    main()
