"""Whether a document says that its governing body approved it, and what that answered: grammar and what was learnt.

`governance` reads the sentences and judges by grammar; there are always more ways to say it. So what was learnt of
labelled sentences (`learnt`) overrules it where it is sure.
"""

from __future__ import annotations

from hoscheck import governance
from hoscheck.governance import Sentence
from hoscheck.learnt import heaviest

APPROVES, ANSWERS = "approves", "answers"  # what was learnt
# Scores below which grammar is overruled, and from which nothing else is asked, chosen on lines of a writer by whom
# they were not taught, and held against the sums of the rows set aside.
NEVER, ALONE = -2.5, 0.8


def approves(sentence: Sentence) -> bool:
    """True where the sentence says that a governing body approved, reviewed or was given the assessment."""
    return _says(sentence, APPROVES, governance.is_approval(sentence))


def answers(sentence: Sentence) -> bool:
    """True where the sentence gives the governing body's response, or tells where it stands."""
    return _says(sentence, ANSWERS, governance.is_response(sentence))


def _says(sentence: Sentence, kind: str, by_grammar: bool) -> bool:
    """Of a row that speaks of something else, grammar alone tells."""
    if not sentence.low or not (sentence.prose or governance.is_about_assessment(sentence)):
        return by_grammar
    score = heaviest(sentence.low, kind).score
    return score >= NEVER if by_grammar else score >= ALONE and governance.names_a_body(sentence)
