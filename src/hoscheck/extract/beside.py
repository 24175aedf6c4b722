"""Answers that a converter put among the words of the cell beside them: "… between a service Partial / request and …",
"Yes No complaints were refused."
"""

from __future__ import annotations

from hoscheck.extract.draft import Draft
from hoscheck.extract.forms import Forms
from hoscheck.extract.segments import answer_at_end, answer_at_head
from hoscheck.extract.wording import Wording
from hoscheck.normalise import key


def mend(draft: Draft, forms: Forms) -> None:
    """Gives a row without an answer the one beside it.

    It stands in the requirement's lines, where the Code has no such word, or, in a form without a column for it, at the
    head of the evidence.
    """
    if draft.answers or draft.answer is not None:
        return
    lines = "\n".join(draft.requirement).split("\n")
    known = forms.requirement_keys(draft.number or "") or forms.texts_begun(key(" ".join(lines)))
    wording = Wording(known)
    for at, line in enumerate(lines if wording else ()):
        found = answer_at_end(line)
        if found and not wording.prints(line) and wording.holds("", found[0]):
            lines[at], answer = found
            draft.requirement = ["\n".join(lines)]
            draft.answers.append(answer)
            return
    if draft.unasked and draft.evidence and (cell := answer_at_head(draft.evidence[0])):
        draft.answers.append(cell[0])
        draft.evidence[0] = cell[1]
