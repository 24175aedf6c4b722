"""Addresses as landlords write them, well and badly."""

from __future__ import annotations

import pytest

from hoscheck.checks.malformed_link import _faults
from hoscheck.model import Answer, ProvisionRow


def _row(evidence: str, links: tuple[str, ...] = ()) -> ProvisionRow:
    return ProvisionRow("3.4", "", Answer.YES, "Yes", evidence, "", links=links)


@pytest.mark.parametrize(
    "text",
    [
        "https://www.example.org.uk",
        "See https://www.example.org.uk/complaints/policy.pdf, page 4.",
        "(www.example.org.uk/complaints)",
        "[www.example.org.uk]",
        "www.example.org.uk/complaints-(2024).pdf",
        "http://example.gov.uk:8080/a?b=c&d=%20e#f",
        "https://example.sharepoint.com/sites/x/Shared%20Documents/Policy.docx",
        "https://intranet/complaints and https://ourintranet/complaints",
        "complaints@example.org.uk and/or 01234 567890; w/c 3 June; n/a",
        "www.example.org.uk.",
        "https://www.example.org.uk/complaints and the file policy.pdf",
        "https://www.example.org.uk/complaints.pdf report.pdf",
        "https://www.example.org.uk / www.example.com",
        "www.example.org.uk,see page 4",
        "www.example.org.uk; www.example.com",
        "www2.example.org.uk/a",
        "https://youtu.be/dQw4w9WgXcQ",
        "http://bit.ly/2abcDEF",
        "example.org.uk/complaints",
        "https://www.example.org.uk/a//b",
        "https://www.example.org.uk/our-report…",
        "https://www.bücher.example/plan",
        "Our site is www.example.org. Co-operation; www.example.org.uk. UK-wide",
        "file://x.y/z, ftp://example.org.uk, Website:www.example.org.uk and Web:https://www.example.org.uk",
        "Our address on the www is printed on letters",
        "http and https are both allowed",
        "file:///S:/Complaints/policy.docx",
        "S:\\Complaints\\policy.docx",
        "mailto:complaints@example.org.uk",
        "https://www.example.org.uk/complaints\u200b",
        "192.168.0.1/complaints http://192.168.0.12/x",
        "https://www.example.org.uk/complaints and posters in each block",
        "See https://www.example.org.uk/complaints page 4",
        "The form at https://www.example.org.uk/about tells who we are",
        "https://www.example.org.uk/policies/complaints has both/all stages",
        "www.example.org.uk/complaints(see page 3)",
    ],
)
def test_sound_addresses_pass(text: str) -> None:
    assert list(_faults(_row(text))) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Read it on www.example.org.uk/how to complain or ask", "there is a blank in it"),
        ("www.example.org.uk/about us/performance has it", "there is a blank in it"),
        ("On www.example.org.uk/board response 2025.", "there is a blank in it"),
        ("https://www.example.org.uk/letters(ack", "a bracket that nothing closes stands in it"),
        ("https://www.example.org.uk/letters]the", "a bracket that nothing opens stands in it"),
        ("https://www.example.org.uk\\letters", "a backslash stands for a slash"),
        ("htp://www.example.org.uk", "its beginning is mistyped"),
        ("htttps://www.example.org.uk", "its beginning is mistyped"),
        ("http:/www.example.org.uk", "its beginning is mistyped"),
        ("https:www.example.org.uk", "its beginning is mistyped"),
        ("httpswww.example.org.uk", "its beginning is mistyped"),
        ("http;//www.example.org.uk", "its beginning is mistyped"),
        ("https:\\\\www.example.org.uk", "its beginning is mistyped"),
        ("www/example.org.uk", "its beginning is mistyped"),
        ("http://http://www.example.org.uk", "it begins twice"),
        ("https://https//www.example.org.uk", "it begins twice"),
        ("wwww.example.org.uk", "its www is mistyped"),
        ("ww.example.org.uk", "its www is mistyped"),
        ("www.example,org.uk/x", "a comma stands for a dot"),
        ("www,example.org.uk", "a comma stands for a dot"),
        ("www.example..org.uk", "it has two dots in a row"),
        ("http://example/complaints", "its site has no ending such as .org.uk"),
        ("www.example", "its site has no ending such as .org.uk"),
        ("www. example.org.uk", "there is a blank in it"),
        ("https:// www.example.org.uk", "there is a blank in it"),
        ("https://www.example.org.uk /policies/x", "there is a blank in it"),
        ("https://example.org.uk/refuse d-complaints", "there is a blank in it"),
        ("https://example.org.uk/our policies/2025.pdf", "there is a blank in it"),
        ("www.example.org,uk/x", "a comma stands for a dot"),
        ("www.example .org.uk/x", "there is a blank in it"),
        ("www.example. org.uk/x", "there is a blank in it"),
        ("https://www.example.org.uk)/x", "a character stands in its site that no address has there"),
        ("https://[www.example.org.uk/x", "a character stands in its site that no address has there"),
        ("www.example.con/x", 'its ending ".con" is mistyped'),
        ("www.example.couk", 'its ending ".couk" is mistyped'),
        ("Scale at https://www.example.org .uk/scale", "there is a blank in it"),
        ("https: //www.example.org.uk", "there is a blank in it"),
        ("www example.org.uk/x", "there is a blank in it"),
        ("httsp://www.example.org.uk", "its beginning is mistyped"),
        ("jttps://www.example.org.uk", "its beginning is mistyped"),
        ("https.//www.example.org.uk", "its beginning is mistyped"),
        ("https:example.org.uk/x", "its beginning is mistyped"),
        ("http:/example/complain", "its beginning is mistyped"),
        ("wwwexample.org.uk/x", "its beginning is mistyped"),
        ("wwe.example.org.uk/x", "its beginning is mistyped"),
        ("//www.example.org.uk/x", "its beginning is mistyped"),
        ("https://wwwexample.org.uk", "its www is mistyped"),
        ("https://.example.org.uk", "it begins with a dot"),
        ("https://www.example.ogr.uk/x", 'its ending ".ogr.uk" is mistyped'),
        ("https://www.example.org.uj", 'its ending ".uj" is mistyped'),
        ("https://www.example.org.ukcomplaints", "nothing parts its site from its path"),
        ("Leaflet; https://www.example.org.uk]", "a bracket that nothing opens stands at its end"),
        ("It stands at https://", "it breaks off"),
        ("It stands at https://www.", "it breaks off"),
    ],
)
def test_addresses_that_cannot_work_are_told(text: str, says: str) -> None:
    assert [fault for _, fault in _faults(_row(text))] == [says]


def test_the_address_behind_a_link_s_words_counts() -> None:
    assert list(_faults(_row("Complaints policy", ("http://https://www.example.org.uk/policy",)))) == [
        ("http://https://www.example.org.uk/policy", "it begins twice")
    ]
