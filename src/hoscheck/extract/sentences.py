"""An answer inside a sentence: "We do not currently meet this" → No, "The landlord partially complies" → partial.

The sentence must speak of compliance itself: of complying, or of this requirement being met or in place. What is denied
is a No, what is put off or only hoped for no answer at all, what holds in part is partial.
"""

from __future__ import annotations

import re
from functools import cache

from hoscheck.model import Answer
from hoscheck.normalise import plain

# A longer sentence tells how things are done and may speak of complying in passing.
SENTENCE_WORDS = 24

_END = re.compile(r"(?<=[.!?;:])\s|\n|\s[–—-]\s")
_THIS = (
    r"(?:this|it|these|that|(?:all (?:of )?|most (?:of )?|some (?:of )?|parts? of )?(?:the|this|these|that|its|our)"
    r" (?:\w+ ){0,2}?(?:code|requirements?|provisions?|standards?|section|expectations?|obligations?|paragraph|criteria"
    r"|rule))"
)
_CODE = r"(?:code|requirements?|provision|standard|expectation|paragraph)s?"
_BE = r"(?:is|are|was|were|be|been|being|isn t|aren t|wasn t)"
_ADVERB = (
    r"(?:fully|now|already|currently|also|not|yet|only|all|being|partly|partially|mostly|largely|mainly|still|in part"
    r"|in full|completely|wholly|consistently|generally|broadly|substantially|at present)"
)
_SPOKEN = (
    r"\b(?:non |semi )?compliant\b|\bcompl(?:y|ies)\b|\b(?:in|full|partial|non) compliance\b"
    rf"|\bmeet(?:s|ing)?(?: {_ADVERB})? (?:most of |some of |part of |parts of |all of )?{_THIS}\b"
    rf"|\b(?:have|has|haven t|hasn t|had)(?: {_ADVERB})* met {_THIS}\b"
    rf"|\b(?:this|it|that|these|{_CODE})(?: (?:requirement|provision|standard))? {_BE}(?: {_ADVERB})*"
    r" (?:met|in place)\b"
    rf"|^{_BE}? ?(?:{_ADVERB} )*(?:met|in place)$"
    rf"|\bfall(?:s|ing)? short of {_THIS}\b|\b(?:fail|fails|unable|cannot|working) to(?:wards)? (?:meet|comply)\w*\b"
    r"|^we (?:already )?do this\b"
)
_ABSENT = re.compile(
    r"\b(?:not|non|never|cannot|unable|fail\w*|falls? short|falling short|no longer"
    r"|(?:don|doesn|isn|aren|haven|hasn|can|wasn) t)\b"
)
_PARTLY = re.compile(
    r"\b(?:partial\w*|partly|in part|(?<!this )(?<!the )(?<!that )parts?|mostly|most of"
    r"|most (?:cases|respects)|some of|largely|broadly|generally"
    r"|semi|mainly|substantially|nearly|almost|in the main|on the whole|to some extent|to a large extent"
    r"|for the most part|working towards|in progress|except\w*)\b"
)
_EXCUSED = re.compile(r"^(?:(?:this|it|which) )?(?:(?:is|are) )?(?:not (?:applicable|relevant)|n a|does not apply)\b")
_DOUBT = re.compile(
    r"\b(?:will|would|should|could|may|might|must|to be|aim\w*|plan(?:s|ned|ning)?|intend\w*|expect(?:s|ed|ing)?"
    r"|hop(?:e|es|ing)|yet to|tbc|pending|once|until|unless|if|whether|towards|ensure\w*|how|when"
    r"|by (?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december|the end|spring|summer|autumn|winter|20\d\d))\b"
)


@cache
def _spoken() -> re.Pattern[str]:
    """Made when the first sentence comes: most forms answer in a word, and it takes two milliseconds."""
    return re.compile(_SPOKEN)


def first_sentence(text: str) -> str:
    """The first sentence of a text, or what stands before its first dash."""
    return _END.split(text.strip(), maxsplit=1)[0]


def said_in(sentence: str) -> Answer | None:
    """The answer that a sentence gives; None where it gives none."""
    folded = re.sub(r"[^a-z0-9]+", " ", plain(sentence).lower()).strip()
    if folded.count(" ") >= SENTENCE_WORDS:
        return None
    if _EXCUSED.match(folded):
        return Answer.NOT_APPLICABLE
    spoken = _spoken().search(folded)
    if spoken is None:
        return None
    before = folded[: spoken.end()]  # "we comply with this and do not close cases early" denies nothing
    if re.search(r"\bnot only\b", before) is None and _ABSENT.search(before):
        return None if re.search(r"\b(?:will|should|must) not\b", before) else Answer.NO
    if _DOUBT.search(before) or re.search(
        r"\b(?:will|by|from|once|until|if|unless|when|tbc)\b", folded[spoken.end() :][:24]
    ):
        return Answer.PARTIAL if re.search(r"\bworking towards\b", before) else None
    return Answer.PARTIAL if _PARTLY.search(f"{before} {folded[spoken.end() :][:28]}") else Answer.YES
