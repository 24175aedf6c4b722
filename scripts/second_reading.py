"""Have labelled rows of the evaluation set read a second time, by somebody who sees neither the labels nor the tool.

    python -m scripts.second_reading sheets FOLDER [--size ROWS]    rows without their labels, for the second reader
    python -m scripts.second_reading compare FOLDER                 how far both readers agree; the rows where not
    python -m scripts.second_reading settle FOLDER                  a third reader's decisions go into the rows

One person's labels carry that person's slips, and a figure measured against them is no better than they are. `sheets`
writes `sheet-01.yaml` and so on from the part set aside. The second reader answers each in `second-01.yaml`: a mapping
from the id of a row, or of a form that is judged as a document, to its labels,
`{support: statement, finds: [overdue-promise]}`. `compare` reads them and writes `differing-01.yaml`, with both
readers' labels in an order that does not tell whose they are; the third reader answers in `third-01.yaml`, and may say
`either` or put a question mark behind a check where the matter is arguable. `settle` puts what the third reader
decided into fixtures/eval/aside/, and nothing else. No command prints a row or runs a check.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
ASIDE = ROOT / "fixtures" / "eval" / "aside"
HIDDEN = ("support", "finds", "missing", "form")  # what carries labels, or the way to them
SHEET_ROWS = 260
DIFFERING_ROWS = 150
SEED = 1

Labels = tuple[str, frozenset[str]]  # support, and the checks, a question mark behind the arguable ones


def load(file: Path) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(file.read_text(encoding="utf-8"), Loader=loader)


def save(file: Path, content: object) -> None:
    file.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=120), encoding="utf-8")


def labelled(contents: Mapping[Path, list[dict[str, Any]]]) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """All that carries labels: each row with its form, and each form that is judged as a document with itself; with ids
    that do not tell where the labels stand."""
    for file, forms in contents.items():
        for at, form in enumerate(forms, 1):
            if form.get("about") or form.get("whole"):
                yield _opaque(f"{file.stem}/{at}"), form, form
            for line, row in enumerate(form["rows"], 1):
                yield _opaque(f"{file.stem}/{at}/{line}"), form, row


def _opaque(place: str) -> str:
    return f"r{hashlib.sha256(place.encode()).hexdigest()[:10]}"


def aside() -> dict[Path, list[dict[str, Any]]]:
    return {file: load(file) for file in sorted(ASIDE.glob("*.yaml"))}


def labels(given: Mapping[str, Any]) -> Labels:
    return given.get("support") or "either", frozenset(given.get("finds") or ())


def bare(given: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in given.items() if key not in (*HIDDEN, "rows")}


# ── the second reader's sheets ───────────────────────────────────────────────────────────────────


def sheets(folder: Path, size: int) -> int:
    """Write the rows without their labels; forms stay whole, since some findings rest on the form's other rows."""
    folder.mkdir(parents=True, exist_ok=True)
    forms: dict[int, dict[str, Any]] = {}
    for name, form, row in labelled(aside()):
        kept = forms.setdefault(id(form), bare(form) | {"rows": []})
        if row is form:
            kept["id"] = name
        else:
            kept["rows"].append({"id": name, **bare(row)})
    mixed = list(forms.values())
    random.Random(SEED).shuffle(mixed)
    sheet: list[dict[str, Any]] = []
    written = 0
    for at, each in enumerate(mixed, 1):
        sheet.append(each)
        if sum(len(form["rows"]) for form in sheet) >= size or at == len(mixed):
            written += 1
            save(folder / f"sheet-{written:02}.yaml", sheet)
            sheet = []
    print(f"{written} sheets in {folder}")
    return 0


# ── agreement ────────────────────────────────────────────────────────────────────────────────────


def answers(folder: Path, kind: str) -> dict[str, Labels]:
    """What a reader wrote, of all sheets."""
    found: dict[str, Labels] = {}
    for file in sorted(folder.glob(f"{kind}-*.yaml")):
        found |= {str(name): labels(given) for name, given in load(file).items()}
    return found


def differ(one: Labels, other: Labels) -> set[str]:
    """On what two readers differ: `support`, and checks; what one of them calls arguable is no difference."""
    told = {"support"} if one[0] != other[0] and "either" not in (one[0], other[0]) else set()
    sure = [{each for each in labels if not each.endswith("?")} for labels in (one[1], other[1])]
    arguable = {each[:-1] for each in one[1] | other[1] if each.endswith("?")}
    return told | ((sure[0] ^ sure[1]) - arguable)


def compare(folder: Path) -> int:
    """Print how far the readers agree, and write the rows where they do not for a third reader."""
    second = answers(folder, "second")
    both, only = Counter[str](), Counter[str]()
    differing: list[dict[str, Any]] = []
    dice = random.Random(SEED)
    count = unread = same_support = 0
    for name, form, row in labelled(aside()):
        if name not in second:
            unread += 1
            continue
        pair = [labels(row), second[name]]
        on = differ(*pair)
        count += 1
        same_support += "support" not in on
        both.update(pair[0][1] & pair[1][1])
        only.update(on - {"support"})
        if on:
            dice.shuffle(pair)
            told = {letter: _plain(each) for letter, each in zip("AB", pair, strict=True)}
            text = [bare(each) for each in form["rows"]] if row is form else bare(row)
            differing.append({"id": name, "form": bare(form), "text": text, "on": sorted(on), **told})
    for at in range(0, len(differing), DIFFERING_ROWS):
        save(folder / f"differing-{at // DIFFERING_ROWS + 1:02}.yaml", differing[at : at + DIFFERING_ROWS])
    print(f"{count} rows read twice, {unread} not; support alike in {100 * same_support / max(count, 1):.1f} %")
    for check in sorted(both | only):
        print(f"{check:28} both {both[check]:4}  one only {only[check]:4}")
    print(f"{len(differing)} rows differ")
    return 0


def _plain(given: Labels) -> dict[str, Any]:
    return {"support": given[0], "finds": sorted(given[1])}


def settle(folder: Path) -> int:
    """Put the third reader's decisions into the rows: of what the two differed on, and nothing else."""
    second, third = answers(folder, "second"), answers(folder, "third")
    changed = Counter[str]()
    contents = aside()
    for name, _, row in labelled(contents):
        if name in third:
            for on in differ(labels(row), second[name]):
                changed[on] += _decide(row, on, third[name])
    for file, content in contents.items():
        save(file, content)
    print(f"{len(third)} rows decided; labels changed: {dict(changed)}")
    return 0


def _decide(row: dict[str, Any], on: str, decided: Labels) -> bool:
    """Whether a row's label changed to what was decided."""
    if on == "support":
        before, row["support"] = row.get("support"), decided[0]
        return bool(before != decided[0])
    finds: Sequence[str] = row.get("finds") or ()
    kept = [each for each in finds if each.rstrip("?") != on]
    kept += [each for each in (on, f"{on}?") if each in decided[1]]
    row["finds"] = kept
    if not kept:
        del row["finds"]
    return set(kept) != set(finds)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="A second reading of the rows set aside.")
    parser.add_argument("command", choices=("sheets", "compare", "settle"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", type=int, default=SHEET_ROWS, help="rows a sheet")
    options = parser.parse_args(arguments)
    if options.command == "sheets":
        return sheets(options.folder, options.size)
    return compare(options.folder) if options.command == "compare" else settle(options.folder)


if __name__ == "__main__":
    sys.exit(main())
