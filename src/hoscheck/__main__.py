"""The way in: `hoscheck` and `python -m hoscheck`."""

from __future__ import annotations

import sys

# New objects after which Python looks for those that hold each other and nobody else holds. A run makes little of that
# kind, and looking for it after every 700, as is usual, takes a twentieth of the time of an audit.
LOOK_FOR_GARBAGE_AFTER = 100_000


def main() -> None:
    """Run the command line. `--version` is answered before anything else is loaded, so that it costs no more
    than Python's own start."""
    if sys.argv[1:] == ["--version"]:
        from hoscheck._version import __version__

        sys.stdout.write(f"hoscheck {__version__}\n")
        return
    import gc

    gc.set_threshold(LOOK_FOR_GARBAGE_AFTER)
    from hoscheck.cli import run

    status = run()
    gc.freeze()  # or Python goes through all there is once more, when nothing of it is needed any longer
    sys.exit(status)


if __name__ == "__main__":
    main()
