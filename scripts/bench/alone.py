"""One piece of work in a process of its own, so that its memory is its own: `python -m scripts.bench.alone WORK FILE`.

WORK is `audit` (the command line, as a user starts it, with all that it imports) or the name of a peer. The last line
of standard output is JSON: `mib`, the most memory that was resident, and for a peer `seconds` of its reading after its
imports and `strict`, `loose` and `spurious` against the truth in FILE's `.json`.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
import time
from pathlib import Path


def peak() -> float:
    """The most memory of this process that was resident at once, in MiB."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage would count what the parent had when it started this process
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)


def audit(path: Path) -> dict[str, float]:
    """`hoscheck audit FILE`: its peak."""
    from hoscheck.__main__ import main

    sys.argv = ["hoscheck", "audit", str(path), "--exit-zero"]
    try:
        main()
    except SystemExit as stop:
        if stop.code:
            raise
    return {"mib": peak()}


def peer(name: str, path: Path) -> dict[str, float]:
    """A peer's reading: its time, its peak and its marks."""
    from scripts.bench.engines import PEERS

    found = next(each for each in PEERS if each.name == name)
    importlib.import_module(found.module)
    start = time.process_time()
    tables = found.read(path)
    seconds, most = time.process_time() - start, peak()
    from scripts.bench.rows import HEADINGS  # only now: what it loads is no peer's memory
    from scripts.bench.stitch import marks, stitched

    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    got = marks(stitched(tables, HEADINGS), truth)
    return {"seconds": seconds, "mib": most, "strict": got.strict, "loose": got.loose, "spurious": got.spurious}


if __name__ == "__main__":
    work, file = sys.argv[1], Path(sys.argv[2])
    print(json.dumps(audit(file) if work == "audit" else peer(work, file)))
