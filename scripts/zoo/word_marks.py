"""Answers of Word forms that no text alone tells: legacy fields, options struck out or set off, tracked changes."""

from __future__ import annotations

from html import escape

from scripts.zoo.content import ZooRow
from scripts.zoo.sheet import Column

_OPTIONS = (("yes", "Yes"), ("no", "No"), ("partial", "Partial"), ("not_applicable", "N/A"))


def legacy_boxes(row: ZooRow, _: Column) -> str:
    """A check box of the old kind before each answer, a line each."""
    return "".join(
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:sizeAuto/><w:default w:val="0"/>'
        f"{'<w:checked/>' if row.answer == answer else ''}</w:checkBox></w:ffData></w:fldChar></w:r>"
        '<w:r><w:instrText xml:space="preserve"> FORMCHECKBOX </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        f"{_run(f' {label}')}</w:p>"
        for answer, label in _OPTIONS
    )


def struck_out(row: ZooRow, _: Column) -> str:
    """All answers with those struck out that are not meant."""
    if row.answer not in dict(_OPTIONS):
        return "<w:p/>"
    words = (_run(label, "" if row.answer == answer else "<w:strike/>") for answer, label in _OPTIONS)
    return f"<w:p>{_run(' / ').join(words)}</w:p>"


def highlighted(row: ZooRow, _: Column) -> str:
    """Yes and No with a marker pen over the one that is meant; other answers are typed."""
    if row.answer not in ("yes", "no"):
        return f"<w:p>{_run(row.answer_text) if row.answer_text else ''}</w:p>"
    pen = '<w:highlight w:val="yellow"/>'
    words = (_run(label, pen if row.answer == answer else "") for answer, label in _OPTIONS[:2])
    return f"<w:p>{_run('/').join(words)}</w:p>"


def tracked(row: ZooRow, _: Column) -> str:
    """An answer that replaced another one, both still in the file."""
    by = 'w:id="7" w:author="Reviewer" w:date="2024-05-01T09:00:00Z"'
    old = f"<w:del {by}><w:r><w:delText>{'No' if row.answer == 'yes' else 'Yes'}</w:delText></w:r></w:del>"
    new = f"<w:ins {by}>{_run(row.answer_text)}</w:ins>" if row.answer_text else ""
    return f"<w:p>{old}{new}</w:p>"


def _run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'
