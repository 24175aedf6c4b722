"""Learn from labelled lines: `python -m scripts.teach [--check | --report]`; it needs the extra `teach`.

By logistic regression over the features of `hoscheck.learnt` is learnt whether a text contradicts the Yes beside it, of
the text as a whole and of its sentences alone; whether it states how a requirement is met or only points somewhere; and
whether it tells of a limit that is too long, or promises something for a date that is past. What is learnt from:
fixtures/teaching/*.tsv, the rows of fixtures/eval/open and drill, and the check's cases. Rows set aside and clean forms
are never learnt from. Writes src/hoscheck/words/learnt.tsv. `--report` prints how it does on each writer's rows when it
was not taught by them; `--check` only tells whether the weights are of the lines of now.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from hoscheck import leaning, learnt, masks, promised, rulebook
from scripts.labelled import DETECT, EVAL, dated, forms, forms_of

ROOT = Path(__file__).resolve().parents[1]
LINES = ROOT / "fixtures" / "teaching"
POINTING = LINES / "pointing.tsv"
CHECK, TOO_LONG, OVERDUE = "answer-contradicted", "timescale-conflict", "overdue-promise"
CASES = ROOT / "fixtures" / "checks" / f"{CHECK}.yaml"
TEACHING, CLEAN = "teaching", "clean"
SHORT = ("provision", "answer", "evidence", "commentary")  # of a row that is written as a list

# The regressions' C, how closely they follow the lines: twice or half as much do alike on writers not taught by.
CLOSELY = {"whole": 30.0, "part": 15.0, "states": 15.0, "late": 15.0, "due": 15.0}
SURPLUS = 0.2  # by which a feature counts that stands on both sides as often; 0.05 to 0.5 do alike
ROWS_COUNT = 2.5  # times as much as lines
ROUNDS = 2  # of telling which sentence of a text it is that contradicts
LEAST = {"whole": 3, "part": 3, "states": 3, "late": 2, "due": 2}  # sentences in which a feature must stand
KEPT = 60_000  # features, by weight; twice as many find hardly more, and take twice the time to load
FOLDS = 6
PRECISIONS = (0.8, 0.9, 0.95)  # at which recall is printed
LEAST_SO = 15  # rows of a writer that are so, from which his figures say something


class Line(NamedTuple):
    """A text, the topic of its provision, whether it is of the kind that is to be told, and who wrote it."""

    writer: str
    topic: str
    text: str
    label: bool


# ── what is learnt from ──────────────────────────────────────────────────────────────────────────


def lines() -> list[Line]:
    """Texts under a Yes, and whether they contradict it."""
    found = []
    for file in _files():
        told = [each.split("\t") for each in file.read_text(encoding="utf-8").splitlines()]
        found += [Line(TEACHING, topic, text, label == "+") for topic, label, text in told]
    found += _of_cases()
    for writer, form in _open():
        found += _of_form(form, writer)
    return found


def pointing() -> list[Line]:
    """Texts that state something or only point somewhere, and whether they state."""
    told = [each.split("\t") for each in POINTING.read_text(encoding="utf-8").splitlines()]
    found = [Line(TEACHING, "", text, label == "s") for _, label, text in told]
    for writer, form in _open():
        for row in form["rows"]:
            if isinstance(row, dict) and row.get("support") in {"citation", "statement"}:
                found.append(Line(writer, "", _text(row), row["support"] == "statement"))
    return found


def timed() -> tuple[list[Line], list[Line]]:
    """Masked sentences of rows that hold a limit that is too long, and whether it is said of the provision's step; and
    of rows that hold a date that is past, and whether something was promised for it."""
    late, due = [], []
    for writer, form in _open():
        edition = str(form.get("rulebook") or "2024")
        if edition == DETECT:
            continue
        requirements = rulebook.find(edition).by_number
        made = dated(form.get("date"), str(form.get("form")))
        for row in form["rows"]:
            if not isinstance(row, dict):
                continue
            labels = set(row.get("finds") or ())
            requirement = requirements.get(str(row["provision"]))
            if requirement and f"{TOO_LONG}?" not in labels:
                said = [masks.too_long(each, requirement) for each in learnt.sentences(_text(row))]
                if told := [each.text for each in said if each]:
                    late.append(Line(writer, requirement.topic, "\n".join(told), TOO_LONG in labels))
            if made and f"{OVERDUE}?" not in labels:
                today = form.get("judged-on") or made.judged_on
                texts = (row.get("evidence") or "", row.get("commentary") or "")
                past = list(promised.masked(texts, made.end if made.precise else None, today))
                if past:
                    due.append(Line(writer, "", "\n".join(past), OVERDUE in labels))
    return late, due


def _files() -> list[Path]:
    return sorted(set(LINES.glob("*.tsv")) - {POINTING})


@cache
def _open() -> tuple[tuple[str, Mapping[str, Any]], ...]:
    files = sorted(file for part in ("drill", "open") for file in (EVAL / part).glob("*.yaml"))
    return tuple((re.sub(r"-?\d+$", "", file.stem), form) for file in files for form in forms_of(file))


def sound() -> list[Line]:
    """The rows of the clean forms, which are never learnt from: what is told against them is a false alarm."""
    return [line for form in forms("clean") for line in _of_form(form, CLEAN)]


def _of_cases() -> Iterator[Line]:
    """The cases by which the check itself is tested."""
    for form in forms_of(CASES):
        against = {str(each.get("provision")) for each in form["finds"]}
        rows = [{**row, "finds": [CHECK] if str(row["provision"]) in against else []} for row in form["rows"]]
        yield from _of_form({**form, "rows": rows}, TEACHING)


def _of_form(form: Mapping[str, Any], writer: str) -> Iterator[Line]:
    edition = str(form.get("rulebook") or "2024")
    topics = {each.number: each.topic for each in rulebook.find(edition).requirements} if edition != DETECT else {}
    for given in form["rows"]:
        row = given if isinstance(given, dict) else dict(zip(SHORT, given, strict=False))
        labels = set(row.get("finds") or ())
        arguable = f"{CHECK}?" in labels or (CHECK not in labels and TOO_LONG in labels)
        if (row.get("answer") or "yes") == "yes" and not arguable:
            yield Line(writer, topics.get(str(row["provision"]), ""), _text(row), CHECK in labels)


def _text(row: Mapping[str, Any]) -> str:
    return f"{row.get('evidence') or ''}\n{row.get('commentary') or ''}".strip()


def fingerprint(taught: Sequence[Line]) -> str:
    """Of the lines and of the way in which they are made into features."""
    text = "\n".join(map(repr, taught)) + Path(learnt.__file__).read_text(encoding="utf-8")
    return hashlib.sha256(text.encode()).hexdigest()[:16]


# ── learning ─────────────────────────────────────────────────────────────────────────────────────


class Lesson:
    """Lines as two matrices of features: one row a line, and one row a sentence. `on` says which are learnt from."""

    def __init__(self, taught: Sequence[Line], least: int, on: Any = None) -> None:
        import numpy as np
        from scipy.sparse import csr_matrix, diags
        from sklearn.feature_extraction.text import CountVectorizer

        parts = [learnt.sentences(each.text) for each in taught]
        self.owner = np.array([at for at, each in enumerate(parts) for _ in each])
        self.labels = np.array([each.label for each in taught])
        self.writers = np.array([each.writer for each in taught])
        self.on = np.ones(len(taught), bool) if on is None else on
        told = [self._told(part, taught[at].topic) for at, each in enumerate(parts) for part in each]
        counter = CountVectorizer(analyzer=lambda each: each, min_df=least, binary=True, dtype=np.float32)
        held = self.on[self.owner]
        counter.fit(each for each, is_on in zip(told, held, strict=True) if is_on)
        found = counter.transform(told)
        self.names: list[str] = list(counter.get_feature_names_out())
        seen = np.asarray(found[held].sum(0)).ravel()
        rarity = np.log(held.sum() / (1 + seen)) + 1  # so that a rare feature may weigh more
        self.rarity = rarity / rarity.mean()
        counts = np.array([len(each) for each in told], dtype=np.float32)
        by_line = csr_matrix((np.ones(len(told)), (self.owner, np.arange(len(told)))), shape=(len(taught), len(told)))
        self.parts: Any = (diags(counts**-0.5) @ found @ diags(self.rarity)).tocsr()
        length = np.maximum(by_line @ counts, 1)
        self.whole: Any = (diags(length**-0.5) @ by_line @ found @ diags(self.rarity)).tocsr()

    @staticmethod
    def _told(sentence: str, topic: str) -> set[str]:
        return learnt.features(sentence) | (learnt.topical(sentence, topic) if topic else set())

    def of_wholes(self, name: str) -> Any:
        """What tells a line. A feature counts the more the more often it stands on one side only, and a row of a form
        more than a line that was written to be hard."""
        import numpy as np
        from scipy.sparse import diags

        held = self.whole[self.on] > 0
        of = self.labels[self.on]
        here, there = (np.log((np.asarray(held[side].sum(0)).ravel() + 1) / (side.sum() + 2)) for side in (of, ~of))
        one_sided = np.abs(here - there) + SURPLUS
        counts = np.where(self.writers[self.on] == TEACHING, 1.0, ROWS_COUNT)
        model = _fitted(self.whole[self.on] @ diags(one_sided), of, CLOSELY[name], counts)
        model.coef_ = model.coef_ * one_sided
        return model

    def of_parts(self, name: str) -> Any:
        """What tells a sentence that contradicts or states, learnt from lines of which one sentence does: in each round
        the one that seems to most."""
        import numpy as np

        labels = self.labels[self.owner]
        used = self.on[self.owner].copy()
        for at in range(ROUNDS):
            model = _fitted(self.parts[used], labels[used], CLOSELY[name])
            if at < ROUNDS - 1:
                scores = model.decision_function(self.parts)
                order = np.lexsort((-scores, self.owner))
                most = order[np.r_[True, np.diff(self.owner[order]) > 0]]
                used = self.on[self.owner] & ~labels
                used[most] |= self.on[self.owner[most]]
        return model

    def against(self) -> Any:
        """The score of each line, as `leaning` gives it."""
        return self.of_wholes("whole").decision_function(self.whole) + leaning.PART * self.most("part")

    def most(self, name: str) -> Any:
        """The score of the heaviest sentence of each line."""
        import numpy as np

        most = np.full(len(self.labels), -np.inf)
        np.maximum.at(most, self.owner, self.of_parts(name).decision_function(self.parts))
        return np.where(np.isfinite(most), most, 0)


def _fitted(matrix: Any, labels: Any, closely: float, counts: Any = None) -> Any:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=closely, class_weight="balanced", max_iter=300, solver="liblinear")
    return model.fit(matrix, labels, sample_weight=counts)


def learn(taught: Mapping[str, Sequence[Line]]) -> dict[str, list[int]]:
    """The weights of the heaviest features, in hundredths, from the lines for each kind; those of "" are the bases."""
    import numpy as np

    told: dict[str, list[int]] = {"": [0] * len(learnt.KINDS)}
    for column, kind in enumerate(learnt.KINDS):
        lesson = Lesson(taught[kind], LEAST[kind])
        model = lesson.of_wholes(kind) if kind == "whole" else lesson.of_parts(kind)
        each = np.rint(learnt.SCALE * model.coef_[0] * lesson.rarity).astype(int)
        told[""][column] = round(learnt.SCALE * float(model.intercept_[0]))
        for name, weight in zip(lesson.names, each.tolist(), strict=True):
            told.setdefault(name, [0] * len(learnt.KINDS))[column] = weight
    heaviest = sorted(told, key=lambda name: -max(map(abs, told[name])))[:KEPT]
    return {name: told[name] for name in sorted({"", *heaviest}) if any(told[name])}


# ── the report ───────────────────────────────────────────────────────────────────────────────────


def cross(taught: Sequence[Line], least: int, scored: Any) -> Any:
    """Each line's score by what was learnt without its writer; teaching lines have none."""
    import numpy as np

    writers = np.array([each.writer for each in taught])
    names = sorted(set(writers) - {TEACHING})
    scores = np.full(len(taught), -np.inf)
    for at in range(FOLDS):
        his = np.isin(writers, names[at::FOLDS])
        lesson = Lesson(taught, least, ~his & (writers != CLEAN))
        scores[his] = scored(lesson)[his]
    return scores


def report(taught: Mapping[str, Sequence[Line]]) -> None:
    """Print how much is found at some precisions, over all writers; of contradictions for each that wrote enough."""
    import numpy as np

    against = [*taught["whole"], *sound()]
    for kind, rows, scored in (
        ("contradicted", against, Lesson.against),
        ("states", taught["states"], lambda lesson: lesson.most("states")),
        ("late", taught["late"], lambda lesson: lesson.most("late")),
        ("due", taught["due"], lambda lesson: lesson.most("due")),
    ):
        scores = cross(rows, LEAST.get(kind, LEAST["whole"]), scored)
        writers, labels = np.array([each.writer for each in rows]), np.array([each.label for each in rows])
        print(f"{kind:18}{'rows':>6}{'so':>7}" + "".join(f"  at {each:.2f}: from" for each in PRECISIONS))
        for writer in ["all", *sorted(set(writers) - {TEACHING, CLEAN})]:
            his = np.isfinite(scores) & (writers != CLEAN) if writer == "all" else writers == writer
            if labels[his].sum() >= LEAST_SO and (kind == "contradicted" or writer == "all"):
                found = [_recall(scores[his], labels[his], each) for each in PRECISIONS]
                print(f"{writer:18}{his.sum():6}{labels[his].sum():7}" + "".join(f"{x:9.2f}{y:6.2f}" for x, y in found))


def _recall(scores: Any, labels: Any, precision: float) -> tuple[float, float]:
    """The greatest share of the labelled that is found with this precision, and the score from which it is."""
    import numpy as np

    order = np.argsort(-scores)
    right = np.cumsum(labels[order])
    reached = np.flatnonzero(right / np.arange(1, len(order) + 1) >= precision)
    if not len(reached):
        return 0.0, float("inf")
    return float(right[reached[-1]] / labels.sum()), float(scores[order][reached[-1]])


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Learn what contradicts a Yes, and what only points.")
    parser.add_argument("--check", action="store_true", help="only tell whether the weights are of the lines of now")
    parser.add_argument("--report", action="store_true", help="only tell how well it does on writers it has not seen")
    options = parser.parse_args(arguments)
    against, (late, due) = lines(), timed()
    taught = {"whole": against, "part": against, "states": pointing(), "late": late, "due": due}
    every = [line for kind in ("whole", "states", "late", "due") for line in taught[kind]]
    mark = f"# made by scripts/teach.py of {len(every)} lines: {fingerprint(every)}"
    if options.check:
        with learnt.LEARNT.open(encoding="utf-8") as file:
            current = file.readline().rstrip("\n") == mark
        print("the weights are of these lines" if current else "the weights are of other lines: run make teach")
        return 0 if current else 1
    if options.report:
        report(taught)
        return 0
    weights = learn(taught)
    told = "".join(f"{name}\t{learnt.pack(*each):x}\n" for name, each in weights.items())
    learnt.LEARNT.write_text(f"{mark}\n{told}", encoding="utf-8", newline="\n")
    print(f"{len(weights)} features in {learnt.LEARNT.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
