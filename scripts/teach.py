"""Learn how texts lean that stand under a Yes: `python -m scripts.teach [--check]`; it needs the extra `teach`.

Learns from fixtures/teaching/*.tsv (topic, + or -, text), from the rows of fixtures/eval/open that are answered Yes,
and from the check's own cases, by logistic regression over the features of `hoscheck.leaning`, and writes
src/hoscheck/words/leaning.tsv. Rows set aside and clean forms are never learnt from. First it prints how it does
on each writer's rows when it was not taught by them. `--check` only tells whether the weights are of the lines of now,
and `--phrases` what a phrase of each kind ought to add to the score.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from hoscheck import leaning, rulebook, support
from hoscheck.checks import answer_contradicted
from hoscheck.model import Answer, ProvisionRow
from scripts.labelled import EVAL, forms, forms_of

ROOT = Path(__file__).resolve().parents[1]
LINES = ROOT / "fixtures" / "teaching"
CHECK = "answer-contradicted"
CASES = ROOT / "fixtures" / "checks" / f"{CHECK}.yaml"
TEACHING, CLEAN = "teaching", "clean"
SHORT = ("provision", "answer", "evidence", "commentary")  # of a row that is written as a list

STRENGTH = 20.0  # of the regression's C: how closely it follows the lines; 10 to 40 do alike on writers it has not seen
LEAST_ROWS = 2  # in which a feature must stand
KEPT = 60_000  # features, by weight; fewer lose a twentieth of what is found, all of them are twice as many
DIGITS = 2
RATES = (0.0025, 0.005, 0.01, 0.02)  # of false alarms, at which recall is printed
FOLDS = 8
FORM_ROWS = 72
SOUND_COUNTS = 6.0  # of lines in ordinary forms, beside those that were written to be hard
AGAINST_COUNTS = 0.5  # few rows of a real form are contradicted
STEPS = (0.8, 1.0, 1.2, 1.4, 1.6, 1.8, 2.0)
LEAST_WRONG = 15  # rows of a writer that are contradicted, from which his figures say something


class Line(NamedTuple):
    """A text under a Yes, the topic of its provision, whether it contradicts the Yes, and who wrote it."""

    writer: str
    topic: str
    text: str
    contradicted: bool


def lines() -> list[Line]:
    """All that is learnt from."""
    found = []
    for file in _files():
        told = [each.split("\t") for each in file.read_text(encoding="utf-8").splitlines()]
        found += [Line(TEACHING, topic, text, label == "+") for topic, label, text in told]
    found += _of_cases()
    for file in sorted((EVAL / "open").glob("*.yaml")):
        writer = re.sub(r"-?\d+$", "", file.stem)
        found += [line for form in forms_of(file) for line in _of_form(form, writer)]
    return found


def _files() -> list[Path]:
    return sorted(LINES.glob("*.tsv"))


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
    topics = {each.number: each.topic for each in rulebook.find(edition).requirements} if edition != "detect" else {}
    for given in form["rows"]:
        row = given if isinstance(given, dict) else dict(zip(SHORT, given, strict=False))
        if (row.get("answer") or "yes") == "yes":
            labels = row.get("finds") or ()
            if f"{CHECK}?" not in labels:
                text = f"{row.get('evidence') or ''}\n{row.get('commentary') or ''}"
                yield Line(writer, topics.get(str(row["provision"]), ""), text, CHECK in labels)


def fingerprint(taught: Sequence[Line]) -> str:
    """Of the lines and of the way in which they are made into features."""
    text = "\n".join(map(repr, taught)) + Path(leaning.__file__).read_text(encoding="utf-8")
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class Lesson:
    """The lines as a matrix of features, one line a row."""

    def __init__(self, taught: Sequence[Line]) -> None:
        import numpy as np
        from scipy.sparse import diags
        from sklearn.feature_extraction.text import CountVectorizer

        told = [self._told(each) for each in taught]
        counter = CountVectorizer(analyzer=lambda each: each, min_df=LEAST_ROWS, binary=True, dtype=np.float32)
        matrix = counter.fit_transform(told)
        seen = np.asarray(matrix.sum(0)).ravel()
        self.names: list[str] = list(counter.get_feature_names_out())
        self.rarity = np.log(len(taught) / (1 + seen)) + 1  # so that a rare feature may weigh more
        self.scale = float(self.rarity.mean())
        length = np.sqrt(np.array([max(len(each), 1) for each in told], dtype=np.float32))
        self.matrix: Any = (diags(1 / (length * self.scale)) @ matrix @ diags(self.rarity)).tocsr()
        self.labels = np.array([each.contradicted for each in taught])
        self.writers = np.array([each.writer for each in taught])

    @staticmethod
    def _told(line: Line) -> set[str]:
        return {each for part in leaning.sentences(line.text) for each in leaning.features(part, line.topic)}

    def model(self, chosen: Any) -> Any:
        from sklearn.linear_model import LogisticRegression

        model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=300, solver="liblinear")
        return model.fit(self.matrix[chosen], self.labels[chosen])

    def weights(self) -> tuple[dict[str, float], float]:
        """What `leaning` adds up: the heaviest features' weights, and the base."""
        import numpy as np

        model = self.model(self.writers != CLEAN)
        each = model.coef_[0] * self.rarity / self.scale
        heaviest = np.argsort(-np.abs(each))[:KEPT]
        told = {self.names[at]: round(float(each[at]), DIGITS) for at in heaviest}
        return {name: weight for name, weight in sorted(told.items()) if weight}, round(float(model.intercept_[0]), 3)

    def cross(self) -> Any:
        """Each row's score by what was learnt without its writer; teaching lines have none."""
        import numpy as np

        scores = np.full(len(self.labels), -np.inf)
        for writer in sorted(set(self.writers) - {TEACHING}):
            his = self.writers == writer
            scores[his] = self.model(~his & (self.writers != CLEAN)).decision_function(self.matrix[his])
        return scores


def report(lesson: Lesson) -> None:
    """Print how much is found at small rates of false alarms, over all writers and for each that wrote enough."""
    import numpy as np

    scores = lesson.cross()
    rows = np.isfinite(scores)
    false = np.sort(scores[rows & ~lesson.labels])[::-1]
    bars = [false[int(rate * len(false))] for rate in RATES]
    print(f"{'writer':16}{'rows':>6}{'against':>9}" + "".join(f"  at {100 * rate:.2f} %" for rate in RATES))
    for writer in ["all", *sorted(set(lesson.writers) - {TEACHING})]:
        his = rows & (lesson.labels if writer == "all" else lesson.labels & (lesson.writers == writer))
        if his.sum() >= LEAST_WRONG:
            count = int((rows if writer == "all" else lesson.writers == writer).sum())
            found = "".join(f"{float((scores[his] > bar).mean()):11.2f}" for bar in bars)
            print(f"{writer:16}{count:6}{int(his.sum()):9}{found}")
    print("score above which they lie:   " + "".join(f"{bar:11.2f}" for bar in bars))
    clean = scores[lesson.writers == CLEAN]
    told = "".join(f"{int((clean > bar).sum()):11}" for bar in bars)
    print(f"of {len(clean)} rows of clean forms:   " + told)


def phrases(lesson: Lesson) -> None:
    """Print what a phrase of each kind adds to the score of a teaching line that was not learnt from, and what is found
    above some sums."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    told = [each.split("\t") for file in _files() for each in file.read_text("utf-8").splitlines()]
    texts = [Line(TEACHING, topic, text, label == "+") for topic, label, text in told]
    sound = np.concatenate([[file.stem == "sound"] * len(file.read_text("utf-8").splitlines()) for file in _files()])
    kinds = np.array([_kind(each) for each in texts])
    against = np.array([each.contradicted for each in texts])
    place = np.arange(len(texts))
    fold = np.where(sound, place // FORM_ROWS, place) % FOLDS  # a landlord's sound rows stay together
    scores = np.zeros(len(texts))
    for at in range(FOLDS):
        rest = np.ones(len(lesson.labels), bool)
        rest[np.flatnonzero(fold == at)] = False  # the teaching lines come first
        scores[fold == at] = lesson.model(rest & (lesson.writers != CLEAN)).decision_function(
            lesson.matrix[np.flatnonzero(fold == at)]
        )
    names = sorted(set(kinds) - {""})
    columns = np.column_stack([scores, *(kinds == name for name in names)])
    weight = np.where(against, AGAINST_COUNTS, np.where(sound, SOUND_COUNTS, 1.0))
    fitted = LogisticRegression(C=10).fit(columns, against, sample_weight=weight).coef_[0]
    adds = {name: round(float(each / fitted[0]), 1) for name, each in zip(names, fitted[1:], strict=True)}
    print(adds)
    sums = scores + np.array([adds.get(kind, 0.0) for kind in kinds])
    for step in STEPS:
        above = sums >= step
        share = [float(above[of].mean()) for of in (against, ~against & ~sound, sound)]
        print(f"from {step:.1f}: {share[0]:.3f} of contradicted, {share[1]:.4f} of hard, {share[2]:.4f} of sound lines")


def _kind(line: Line) -> str:
    """Of the phrase that the check sees in a line; "" for none."""
    for book in rulebook.built_in()[::-1]:
        for each in book.requirements:
            if each.topic == line.topic:
                judged, reason = support.explain(line.text, "", each.text)
                row = ProvisionRow(
                    each.number, each.text, Answer.YES, "Yes", line.text, "", support=judged, reason=reason
                )
                said = answer_contradicted.outright(each, row, line.text, None)
                return said.kind if said else ""
    raise ValueError(f"no provision has the topic {line.topic}")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Learn how texts lean that stand under a Yes.")
    parser.add_argument("--check", action="store_true", help="only tell whether the weights are of the lines of now")
    parser.add_argument("--phrases", action="store_true", help="only tell what phrases ought to add")
    options = parser.parse_args(arguments)
    taught = lines()
    mark = f"# made by scripts/teach.py of {len(taught)} lines: {fingerprint(taught)}"
    if options.check:
        with leaning.LEARNT.open(encoding="utf-8") as file:
            current = file.readline().rstrip("\n") == mark
        print("the weights are of these lines" if current else "the weights are of other lines: run make teach")
        return 0 if current else 1
    lesson = Lesson([*taught, *sound()])
    if options.phrases:
        phrases(lesson)
        return 0
    report(lesson)
    weights, base = lesson.weights()
    told = "".join(f"{name}\t{weight}\n" for name, weight in weights.items())
    leaning.LEARNT.write_text(f"{mark}\n\t{base}\n{told}", encoding="utf-8", newline="\n")
    print(f"{len(weights)} features in {leaning.LEARNT.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
