"""What a careful reader finds in a scan: the rows of its source that stand whole on the scanned pages."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hoscheck.assess import audit
from scripts.scans.catalogue import Scan

ROOT = Path(__file__).resolve().parents[2]
ZOO = ROOT / "fixtures" / "zoo"


def truth_of(scan: Scan) -> dict[str, Any]:
    """The rows and, under `cut`, the provisions whose row begins or ends on a page that is not there; both by the
    source's own truth, and by where the source was read before it was scanned."""
    source = json.loads((ZOO / "truth" / f"{scan.source}.json").read_text(encoding="utf-8"))
    if source["half"] != scan.half:
        raise ValueError(f"{scan.source} is not of the {scan.half} half")
    places = _places(ZOO / source["file"])
    rows, cut = [], []
    for row in source["rows"]:
        if not places[row["provision"]]:
            raise ValueError(f"{scan.name}: a row of its source has no place")
        first, last = places[row["provision"]].pop(0)
        held = [page in scan.pages for page in range(first, last + 1)]
        if all(held):
            rows.append(row)
        elif any(held):
            cut.append(row["provision"])
    truth: dict[str, Any] = {
        "file": f"{scan.name}.pdf",
        "source": source["file"],
        "pages": list(scan.pages),
        "kind": scan.kind,
        "half": scan.half,
        "rulebook": source["rulebook"],
    }
    if "joined" in source:
        truth["joined"] = source["joined"]
    return truth | {"cut": cut, "rows": rows}


def as_text(truth: Mapping[str, Any]) -> str:
    """A truth as its file holds it: a row a line."""
    rows = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in truth["rows"])
    head = json.dumps({key: value for key, value in truth.items() if key != "rows"}, ensure_ascii=False, indent=1)
    return f'{head[:-2]},\n "rows": [\n{rows}\n ]\n}}\n'


def _places(path: Path) -> dict[str | None, list[tuple[int, int]]]:
    places: dict[str | None, list[tuple[int, int]]] = defaultdict(list)
    for row in audit(path).rows:
        at = row.row.location
        assert at.page is not None
        places[row.provision].append((at.page, at.end_page or at.page))
    return places
