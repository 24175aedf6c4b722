"""Untrusted text comes out of each encoder harmless, and what was written can be read back."""

from __future__ import annotations

import csv
import io
import unicodedata
from pathlib import PurePath
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hoscheck.report.clean import csv_safe, one_line, sentence, uri, visible, xml_safe

ANY = st.text(st.characters(exclude_categories=()))  # lone surrogates too


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Plain, with £ é – “quotes” and a\u00a0fixed space", "Plain, with £ é – “quotes” and a\u00a0fixed space"),
        ("two\nlines", "two\nlines"),
        ("\x1b[31mred\x9b2J", "\\x1b[31mred\\x9b2J"),
        ("\ttab\rreturn\x00", "\\x09tab\\x0dreturn\\x00"),
        ("\u202egpj.exe\u202c", "\\u202egpj.exe\\u202c"),
        ("soft\u00adhyphen zero\u200dwidth \ufeff", "soft\\xadhyphen zero\\u200dwidth \\ufeff"),
        ("line\u2028para\u2029", "line\\u2028para\\u2029"),
        ("lone \ud800 byte \udcff", "lone \\ud800 byte \\udcff"),
        ("private \uf0fc tag \U000e0041 none \ufffe", "private \\uf0fc tag \\U000e0041 none \\ufffe"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(ANY)
def test_visible_leaves_nothing_unseen_and_changes_nothing_else(text: str) -> None:
    shown = visible(text)
    assert {unicodedata.category(each) for each in shown.replace("\n", "")} & {
        "Cc",
        "Cf",
        "Cs",
        "Co",
        "Cn",
        "Zl",
        "Zp",
    } == set()
    assert visible(shown) == shown
    seen = "".join(each for each in text if unicodedata.category(each)[0] not in "C" and each not in "\u2028\u2029")
    if seen == text:
        assert shown == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("one", "one"),
        ("one\r\n  two \n\n three\r", "one two three"),
        (" \n ", ""),
        ("a  b", "a  b"),
        ("x\x85y\x0bz", "x\\x85y\\x0bz"),
    ],
)
def test_one_line(text: str, line: str) -> None:
    assert one_line(text) == line


def test_one_line_takes_long_runs_of_blanks_in_its_stride() -> None:
    # a pattern with blanks on both sides of a newline would take minutes for this
    assert one_line(" " * 200_000 + "x") == "x"


@pytest.mark.parametrize(("text", "ended"), [("No date", "No date."), ("No date.", "No date."), ("Why?", "Why?")])
def test_sentence(text: str, ended: str) -> None:
    assert sentence(text) == ended


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("<b>&amp; ]]>", "<b>&amp; ]]>"),  # the XML writer's own work
        ("a\x00\x1b[2J\x9b\x7fb", "a[2Jb"),
        ("\ud800\udcff\ufffe\uffff", ""),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\u202eevil", "\\u202eevil"),
    ],
)
def test_xml_safe(text: str, safe: str) -> None:
    assert xml_safe(text) == safe


@given(ANY)
@example("\x85\u2028 ]]> <![CDATA[ & \r \ud800")
def test_xml_reads_back_what_was_written(text: str) -> None:
    element = ElementTree.Element("e", {"a": xml_safe(text)})
    element.text = xml_safe(text)
    back = ElementTree.fromstring(ElementTree.tostring(element, encoding="utf-8"))
    assert (back.get("a"), back.text or "") == (xml_safe(text), xml_safe(text))


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("5.1", "5.1"),
        ("Yes - mostly", "Yes - mostly"),
        ("=1+1", "'=1+1"),
        ("+44 20 7946 0000", "'+44 20 7946 0000"),
        ("-", "'-"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  \u00a0=1", "'\u00a0=1"),
        ("\"'“=1", "'\"'“=1"),
        ("\t=1", "'\\x09=1"),
        ("\n=1", "'=1"),
        ("\rx", "'x"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠A", "'＠A"),
        ("'quoted' text", "'quoted' text"),
        ("two\r\nlines", "two lines"),
        ("\x1b[31m", "\\x1b[31m"),
        ("", ""),
    ],
)
def test_csv_safe(text: str, field: str) -> None:
    assert csv_safe(text) == field


@given(st.lists(ANY, min_size=1, max_size=4))
def test_csv_reads_back_one_line_and_no_formula(texts: list[str]) -> None:
    target = io.StringIO()
    csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow([csv_safe(each) for each in texts])
    written = target.getvalue().encode("utf-8").decode("utf-8")
    (back,) = csv.reader(io.StringIO(written))
    assert written.count("\n") == 1
    assert back == [csv_safe(each) for each in texts]
    assert [
        each for each in back if each.lstrip("\u00a0 \"'“”‘’").startswith(tuple("=+-@＝＋－＠")) and each[0] != "'"
    ] == []


@pytest.mark.parametrize(
    ("path", "reference"),
    [
        ("forms/a.pdf", "forms/a.pdf"),
        ("./forms//a b#1.pdf", "forms/a%20b%231.pdf"),
        ("../up.pdf", "../up.pdf"),
        ("été 100%?.pdf", "%C3%A9t%C3%A9%20100%25%3F.pdf"),
        ("c:notes.pdf", "c%3Anotes.pdf"),
        ("not-utf8-\udce9.pdf", "not-utf8-%E9.pdf"),
        ("lone-\ud800.pdf", "lone-%ED%A0%80.pdf"),
        ("/srv/forms/a b.pdf", "file:///srv/forms/a%20b.pdf"),
        ("-", "-"),
    ],
)
def test_uri(path: str, reference: str) -> None:
    assert uri(path) == reference


@given(ANY.filter(lambda text: "\x00" not in text))
def test_uri_is_ascii_and_gives_the_name_back(path: str) -> None:
    reference = uri(path)
    assert reference.isascii()
    assert all(each.isalnum() or each in "-._~/%:" for each in reference)
    if not PurePath(path).is_absolute():
        raw = unquote_to_bytes(reference)
        assert PurePath(path).as_posix() in {
            raw.decode("utf-8", "surrogateescape"),
            raw.decode("utf-8", "surrogatepass") if b"\xed" in raw else "",
        }
