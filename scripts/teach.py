"""Learn from labelled lines: `python -m scripts.teach [--check | --report]`; it needs the extra `teach`.

By logistic regression over what `hoscheck.features` makes of a sentence is learnt whether a text contradicts the Yes
beside it, of the text as a whole and of its sentences alone; whether it states how a requirement is met or only points
somewhere; whether it tells of a limit that is too long, or promises something for a date that is past; and whether the
governing body approved or answered. How much what was learnt of a text counts beside the phrases that are found in it
is learnt last, on rows scored without what their writers taught. `scripts/lessons.py` tells what is learnt from. Writes
src/hoscheck/words/learnt.tsv, against.tsv and stating.tsv. `--report` prints how it does on each writer's rows when it
was not taught by them; `--check` only tells whether the weights are of the lines of now.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from hoscheck import features, governing, leaning, learnt
from hoscheck.support import pointing
from hoscheck.weights import KINDS, LEARNT, SCALE, pack
from scripts import lessons
from scripts.lessons import CLEAN, TEACHING, Line

# The regressions' C, how closely they follow the lines: twice or half as much do alike on writers not taught by.
CLOSELY = {"whole": 10.0, "part": 15.0, "states": 15.0, "late": 15.0, "due": 15.0, "approves": 15.0, "answers": 15.0}
TOPICAL = 2.0  # how much more freely a feature that tells of a topic may weigh
DECIDED = 0.3  # the C of the last regression
SELDOM, A_LITTLE = 20, 1.5  # rows in which a phrase must stand to tell what it counts; what it counts where it does not
SURPLUS = 0.2  # by which a feature counts that stands on both sides as often; 0.05 to 0.5 do alike
ROWS_COUNT = 2.5  # times as much as lines
ROUNDS = 2  # of telling which sentence of a text it is that contradicts
LEAST = {
    "whole": 3,
    "part": 3,
    "states": 3,
    "late": 2,
    "due": 2,
    "approves": 2,
    "answers": 2,
}  # sentences in which a feature must stand
KEPT = 100_000  # features; half as many find two less of a hundred, and take 12 ms less to load
OFTEN = 0.4  # by which power of how often a feature stands it is worth more than its weight; 0.3 to 0.5 do alike
FOLDS = 6
PRECISIONS = (0.8, 0.9, 0.95)  # at which recall is printed
LEAST_SO = 15  # rows of a writer that are so, from which his figures say something


def fingerprint(taught: Sequence[Line]) -> str:
    """Of the lines and of the way in which they are made into features."""
    way = Path(features.__file__).read_text(encoding="utf-8")
    text = "\n".join([*map(repr, taught), repr((learnt.LENGTH, learnt.TYPICAL)), way])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


# ── learning ─────────────────────────────────────────────────────────────────────────────────────


class Lesson:
    """Lines as two matrices of features: one row a line, and one row a sentence. `on` says which are learnt from."""

    def __init__(self, taught: Sequence[Line], least: int, on: Any = None) -> None:
        import numpy as np
        from scipy.sparse import csr_matrix, diags
        from sklearn.feature_extraction.text import CountVectorizer

        parts = [features.sentences(each.text) for each in taught]
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
        self.topical = np.array(["|" in each for each in self.names])
        seen = np.asarray(found[held].sum(0)).ravel()
        rarity = np.log(held.sum() / (1 + seen)) + 1  # so that a rare feature may weigh more
        self.scale = rarity / rarity.mean() * np.where(self.topical, TOPICAL, 1.0)
        self.found: Any = (found @ diags(self.scale)).tocsr()
        self.counts = np.array([len(each) for each in told], dtype=np.float32)
        self.by_line: Any = csr_matrix(
            (np.ones(len(told)), (self.owner, np.arange(len(told)))), shape=(len(taught), len(told))
        )
        self.length = np.maximum(self.by_line @ self.counts, 1)

    @staticmethod
    def _told(sentence: str, topic: str) -> set[str]:
        return features.features(sentence) | (features.topical(sentence, topic) if topic else set())

    def wholes(self) -> Any:
        """The lines, each divided by its length as `learnt` does."""
        from scipy.sparse import diags

        return (diags(_share("whole", self.length)) @ self.by_line @ self.found).tocsr()

    def parts(self, kind: str) -> Any:
        """The sentences, each divided by its length as `learnt` does."""
        from scipy.sparse import diags

        return (diags(_share(kind, self.counts)) @ self.found).tocsr()

    def of_wholes(self) -> Any:
        """What tells a line. A feature counts the more the more often it stands on one side only, and a row of a form
        more than a line that was written to be hard."""
        import numpy as np
        from scipy.sparse import diags

        whole = self.wholes()[self.on]
        of = self.labels[self.on]
        here, there = (
            np.log((np.asarray((whole[side] > 0).sum(0)).ravel() + 1) / (side.sum() + 2)) for side in (of, ~of)
        )
        one_sided = np.abs(here - there) + SURPLUS
        counts = np.where(self.writers[self.on] == TEACHING, 1.0, ROWS_COUNT)
        model = _fitted(whole @ diags(one_sided), of, CLOSELY["whole"], counts)
        model.coef_ = model.coef_ * one_sided
        return model

    def of_parts(self, kind: str) -> Any:
        """What tells a sentence that contradicts or states, learnt from lines of which one sentence does: in each round
        the one that seems to most."""
        import numpy as np

        parts = self.parts(kind)
        labels = self.labels[self.owner]
        used = self.on[self.owner].copy()
        for at in range(ROUNDS):
            model = _fitted(parts[used], labels[used], CLOSELY[kind])
            if at < ROUNDS - 1:
                scores = model.decision_function(parts)
                order = np.lexsort((-scores, self.owner))
                most = order[np.r_[True, np.diff(self.owner[order]) > 0]]
                used = self.on[self.owner] & ~labels
                used[most] |= self.on[self.owner[most]]
        return model

    def weights(self, kind: str) -> tuple[Any, float]:
        """What `learnt` is to add up, in hundredths, and its base."""
        import numpy as np

        model = self.of_wholes() if kind == "whole" else self.of_parts(kind)
        return np.rint(SCALE * model.coef_[0] * self.scale).astype(int), float(model.intercept_[0])

    def figures(self) -> Any:
        """Of each line the figures that `leaning` is made of; hardly any is longer than what `leaning` allows for."""
        import numpy as np

        model, whole = self.of_wholes(), self.wholes()
        general = whole[:, ~self.topical] @ model.coef_[0][~self.topical] + model.intercept_[0]
        topical = whole[:, self.topical] @ model.coef_[0][self.topical]
        return np.column_stack([general, topical, self.most("part"), np.log(np.maximum(self.length, leaning.SHORT))])

    def most(self, kind: str) -> Any:
        """The score of the heaviest sentence of each line."""
        import numpy as np

        most = np.full(len(self.labels), -np.inf)
        np.maximum.at(most, self.owner, self.of_parts(kind).decision_function(self.parts(kind)))
        return np.where(np.isfinite(most), most, 0)


def _share(kind: str, number: Any) -> Any:
    """What each of so many features counts for, as `learnt.divisor` has it, of a whole array."""
    return number ** -learnt.LENGTH[kind] / learnt.divisor(kind, 1.0)


def _fitted(matrix: Any, labels: Any, closely: float, counts: Any = None) -> Any:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=closely, class_weight="balanced", max_iter=300, solver="liblinear")
    return model.fit(matrix, labels, sample_weight=counts)


def learn(taught: Mapping[str, Sequence[Line]]) -> dict[str, list[int]]:
    """The weights of the features that tell most, in hundredths, from the lines for each kind; those of "" are the
    bases."""
    import numpy as np

    told: dict[str, list[int]] = {"": [0] * len(KINDS)}
    worth: dict[str, float] = {}
    for column, kind in enumerate(KINDS):
        lesson = Lesson(taught[kind], LEAST[kind])
        each, base = lesson.weights(kind)
        told[""][column] = round(SCALE * base)
        how_often = np.asarray((lesson.found > 0).sum(0)).ravel() ** OFTEN
        for name, weight, often in zip(lesson.names, each.tolist(), how_often.tolist(), strict=True):
            told.setdefault(name, [0] * len(KINDS))[column] = weight
            worth[name] = max(worth.get(name, 0.0), abs(weight) * often)
    kept = sorted(worth, key=lambda name: -worth[name])[:KEPT]
    return {name: told[name] for name in sorted({"", *kept}) if any(told[name])}


def decide_against(taught: Sequence[Line]) -> dict[str, float]:
    """How much each figure of a text counts against its Yes, and a phrase of each kind beside them, learnt from rows on
    which no phrase was tuned, by what was learnt without their writers."""
    import numpy as np

    figures = Lesson(taught, LEAST["whole"], _of_others(taught)).figures()
    at = {each: place for place, each in enumerate(taught)}
    told = [(each, at[each.line]) for each in lessons.phrased()]
    kinds = [[each.kind == kind for kind in leaning.KINDS] for each, _ in told]
    known = np.column_stack([figures[[place for _, place in told]], np.array(kinds, float)])
    return _counted(known, [each.line.label for each, _ in told], (*leaning.FIGURES, *leaning.KINDS), leaning.BASE)


def decide_stating(taught: Sequence[Line]) -> dict[str, float]:
    """How much each figure of a row counts for its stating something, the same way."""
    import numpy as np

    rows = list(lessons.cited())
    writers = np.array([each.writer for each in taught])
    names = sorted({each.writer for each in rows})
    known, labels = [], []
    for his in _folds(names):
        most = _weigher(Lesson(taught, LEAST["states"], ~np.isin(writers, his)), "states")
        for row in rows:
            if row.writer in his:
                known.append(pointing.figures(row.stating, row.evidence, row.commentary, most)[0])
                labels.append(row.label)
    return _counted(np.array(known, float), labels, pointing.FIGURES, pointing.BASE)


def _folds(writers: Sequence[str]) -> Iterator[Sequence[str]]:
    """The writers in groups, of which one at a time is left out."""
    return (writers[at::FOLDS] for at in range(FOLDS))


def _of_others(taught: Sequence[Line]) -> Any:
    import numpy as np

    return np.array([each.writer not in lessons.UNTUNED for each in taught])


def _weigher(lesson: Lesson, kind: str) -> Any:
    """`learnt.heaviest` of a kind, by what a lesson teaches."""
    each, base = lesson.weights(kind)
    weights = dict(zip(lesson.names, each.tolist(), strict=True))

    def scored(sentence: str) -> float:
        names = features.features(sentence)
        told = sum(weights.get(name, 0) for name in names) / SCALE
        return float(base + told / learnt.divisor(kind, len(names)))

    return lambda text: learnt.heaviest_by(text, base, scored)


def _counted(known: Any, labels: Sequence[bool], names: Sequence[str], base: str) -> dict[str, float]:
    """How much each figure counts, by one more regression. What is only so or not so never counts the other way, and
    where it is too seldom so to tell, it counts a little."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    either = np.array([set(column) <= {0, 1} for column in known.T.tolist()])
    seldom = either & (known.sum(0) < SELDOM)
    mean, scale = np.where(either, 0, known.mean(0)), np.where(either, 1, known.std(0))
    model = LogisticRegression(C=DECIDED, max_iter=3000).fit((known - mean) / scale, labels)
    counts = model.coef_[0] / scale
    kept = np.where(seldom, A_LITTLE, np.where(either, np.maximum(counts, 0), counts))
    return {base: float(model.intercept_[0] - counts @ mean), **dict(zip(names, kept.tolist(), strict=True))}


# ── the report ───────────────────────────────────────────────────────────────────────────────────


def cross(taught: Sequence[Line], least: int, scored: Any) -> Any:
    """Each line's scores by what was learnt without its writer; teaching lines have none."""
    import numpy as np

    writers = np.array([each.writer for each in taught])
    names = sorted(set(writers) - {TEACHING})
    scores: Any = None
    for each in _folds(names):
        his = np.isin(writers, each)
        told = scored(Lesson(taught, least, ~his & (writers != CLEAN)))
        scores = np.full(told.shape, -np.inf) if scores is None else scores
        scores[his] = told[his]
    return scores


def report(taught: Mapping[str, Sequence[Line]]) -> None:
    """Print how much is found at some precisions, over all writers; of contradictions for each that wrote enough."""
    import numpy as np

    against = [*taught["whole"], *lessons.sound()]
    for kind, rows, scored in (
        ("contradicted", against, _against),
        ("states", taught["states"], lambda lesson: lesson.most("states")),
        ("late", taught["late"], lambda lesson: lesson.most("late")),
        ("due", taught["due"], lambda lesson: lesson.most("due")),
        ("approves", taught["approves"], lambda lesson: lesson.most("approves")),
        ("answers", taught["answers"], lambda lesson: lesson.most("answers")),
    ):
        scores = cross(rows, LEAST.get(kind, LEAST["whole"]), scored)
        writers, labels = np.array([each.writer for each in rows]), np.array([each.label for each in rows])
        print(f"{kind:18}{'rows':>6}{'so':>7}" + "".join(f"  at {each:.2f}: from" for each in PRECISIONS))
        for writer in ["all", *sorted(set(writers) - {TEACHING, CLEAN})]:
            his = np.isfinite(scores) & (writers != CLEAN) if writer == "all" else writers == writer
            if labels[his].sum() >= LEAST_SO and (kind == "contradicted" or writer == "all"):
                found = [_recall(scores[his], labels[his], each) for each in PRECISIONS]
                print(f"{writer:18}{his.sum():6}{labels[his].sum():7}" + "".join(f"{x:9.2f}{y:6.2f}" for x, y in found))


def _against(lesson: Lesson) -> Any:
    """The score of each line without its phrases."""
    counts = leaning.weights()
    return lesson.figures() @ [counts[each] for each in leaning.FIGURES] + counts[leaning.BASE]


def _recall(scores: Any, labels: Any, precision: float) -> tuple[float, float]:
    """The greatest share of the labelled that is found with this precision, and the score from which it is."""
    import numpy as np

    order = np.argsort(-scores)
    right = np.cumsum(labels[order])
    reached = np.flatnonzero(right / np.arange(1, len(order) + 1) >= precision)
    if not len(reached):
        return 0.0, float("inf")
    return float(right[reached[-1]] / labels.sum()), float(scores[order][reached[-1]])


def _files() -> tuple[Path, ...]:
    return (LEARNT, leaning.AGAINST, pointing.STATING)


def _is_of(file: Path, mark: str) -> bool:
    with file.open(encoding="utf-8") as told:
        return told.readline().rstrip("\n") == mark


def _write(file: Path, mark: str, told: Iterable[tuple[str, str]]) -> None:
    text = "".join(f"{name}\t{value}\n" for name, value in told)
    file.write_text(f"{mark}\n{text}", encoding="utf-8", newline="\n")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Learn what contradicts a Yes, and what only points.")
    parser.add_argument("--check", action="store_true", help="only tell whether the weights are of the lines of now")
    parser.add_argument("--report", action="store_true", help="only tell how well it does on writers it has not seen")
    options = parser.parse_args(arguments)
    against, (late, due) = lessons.lines(), lessons.timed()
    taught = {"whole": against, "part": against, "states": lessons.pointing(), "late": late, "due": due}
    taught |= {kind: lessons.governing(kind) for kind in (governing.APPROVES, governing.ANSWERS)}
    every = [line for kind in KINDS if kind != "part" for line in taught[kind]]
    mark = f"# made by scripts/teach.py of {len(every)} lines: {fingerprint(every)}"
    if options.check:
        current = all(_is_of(file, mark) for file in _files())
        print("the weights are of these lines" if current else "the weights are of other lines: run make teach")
        return 0 if current else 1
    if options.report:
        report(taught)
        return 0
    weights = learn(taught)
    _write(LEARNT, mark, ((name, f"{pack(*each):x}") for name, each in weights.items()))
    for file, counts in (
        (leaning.AGAINST, decide_against(against)),
        (pointing.STATING, decide_stating(taught["states"])),
    ):
        _write(file, mark, ((name, f"{each:.2f}") for name, each in counts.items()))
    print(f"{len(weights)} features in {LEARNT.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
