"""The set page: two pages for a youth whatever is on file, text as text, PDF/UA-1, and whose copy it is on every page."""

import io
import re
import unicodedata
from datetime import date

import pytest
from django.conf import settings
from pypdf import PdfReader

from safetynet.meetings.actions.typeset import NOTICE, set_copies
from safetynet.meetings.rules.packet import Entry, SheetSection, shorten
from safetynet.meetings.rules.subjects import ON_PAPER

from .packet_help import RULE, a_section, a_sheet, contents, facts, one_line, read_pages, set_pages

WIDE, NARROW = "W" * 20 + " ", "il" * 10 + " "
MARKUP = (
    '#eval("1+1")', "*bold* _italic_ `raw`", "$x^2$ $ sum_1 $", "=cmd|' /C calc'!A0", "<script>alert(1)</script>",
    "@label <label>", r"back\slash \u{41} \ end", '#import "x.typ"', "// comment /* comment", "- list + list / term: x",
    "= heading", "---- ~ ...", "[brackets] {braces} (parens)", "&amp; &#65; %d %s {0}", "#set page(width: 1pt)",
    "\"quotes\" 'single'", "+1+1", "-2+3", "|pipe|",
)  # fmt: skip


def test_fifteen_youths_on_every_page_whose_copy_it_is() -> None:
    """Number, holder, day, table, rule, log code, page of pages on every page; the youth's number on both of its pages."""
    sheets = [
        a_sheet(place, sections=[a_section(title, [f"entry {number} " * 12 for number in range(12)]) for _, title in ON_PAPER])
        for place in range(1, 16)
    ]
    read = set_pages(*sheets, copy=facts(7))
    assert len(read) == 31
    for number, text in enumerate(read, start=1):
        for words in (
            RULE, "Copy 7 for Iris Ironwood, District Attorney", "meeting of Tue 24 Nov 2026", "SafetyNet Alameda County",
            "Log ABCD-EFGH-IJKL", "printed Tue 24 Nov 2026 for Iris Ironwood", "COPY 7", f"Page {number} of 31",
        ):  # fmt: skip
            assert words in text, (number, words)
        if number > 1:
            assert f"Fallowridge, Gemma · 01-{number // 2:04d}" in text
    assert one_line(NOTICE) in one_line(read[0])


def test_each_copy_counts_its_own_pages() -> None:
    """Several copies in one document: each begins with page one and is told by its own number and holder."""
    pair = [(facts(1, "Ada Alder", "Office"), contents([a_sheet(1)])), (facts(2, "Ben Birch", "Court"), contents([a_sheet(1)]))]
    read = read_pages(set_copies(pair, settings.FONTS))
    assert [re.findall(r"Page \d of \d", text) for text in read] == [["Page 1 of 2"], ["Page 2 of 2"]] * 2
    assert all("Ben Birch" not in text for text in read[:2])
    assert all("Ada Alder" not in text for text in read[2:])


def test_the_document_is_tagged_titled_and_has_its_language() -> None:
    """PDF/UA-1: what a screen reader needs (the whole rule set is run on every document of these tests)."""
    reader = PdfReader(io.BytesIO(set_copies([(facts(), contents([a_sheet()]))], settings.FONTS)))
    catalog = reader.trailer["/Root"]
    assert reader.metadata.title == "SafetyNet Alameda County: packet of Tue 24 Nov 2026"
    assert catalog["/Lang"] == "en-US"
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert [entry.title for entry in reader.outline if not isinstance(entry, list)] == [
        "Agenda, Tue 24 Nov 2026, 10:00", "Fallowridge, Gemma",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "letters", [WIDE, NARROW, "word, and another. ", "W" * 700, "x\n", "ễÑ漢😀محمد "], ids=lambda text: text[:6]
)
def test_no_sheet_exceeds_two_pages_and_nothing_is_left_out_silently(letters: str) -> None:
    """Widest and narrowest letters, one endless word, line ends, other scripts: entries shown + announced = entries on file."""
    entries = [f"E{number} {(letters * 80)[: 40 + 90 * (number % 6)]}" for number in range(25)]
    sections = [a_section(title, [f"{title[:4]}{text}" for text in entries]) for _, title in ON_PAPER]
    read = set_pages(a_sheet(sections=sections))
    assert len(read) <= 3
    said = "".join(" ".join(read[1:]).split())
    for section in sections:
        title = re.escape(section.title.replace(" ", ""))
        shown = len(re.findall(rf"Stay:{section.title[:4]}E\d+", said))
        told = re.search(rf"{title}·(\d+)lines?moreinthefile", said) or re.search(rf"{title}\((\d+)lines?\)", said)
        assert told, section.title
        assert shown + int(told[1]) == 25, section.title


def test_a_sheet_that_fits_announces_nothing() -> None:
    """What stands there is all there is."""
    read = set_pages(a_sheet(sections=[a_section("School", ["Fremont High", "Castlemont"], "")]))
    assert "in the file" not in " ".join(read[1:])
    assert "Fremont High" in read[1]
    assert "Castlemont" in read[1]


def test_the_face_sheet_is_never_cut_for_other_entries() -> None:
    """Where now, concerns, trusted adults, open questions stand whole, in smaller type if they must, before anything else."""
    concern = "concern " * 230
    trusted = [f"Adult{number} Marlowridge, Neighbor, (510) 555-0106" for number in range(20)]
    questions = [f"Question{number} {'asked at length ' * 22} [Probation, due Fri 4 Dec 2026]" for number in range(12)]
    full = [a_section(title, ["entry " * 100] * 30) for _, title in ON_PAPER]
    read = set_pages(
        a_sheet(
            where_now=["Missing since Mon 16 Nov 2026"],
            safety_concerns=[concern, "Not safe: the strip"],
            trusted_adults=trusted,
            open_questions=questions,
            sections=full,
        )
    )
    assert len(read) == 3
    said = one_line(" ".join(text.split("meeting of Tue 24 Nov 2026", 1)[1].rsplit("Log ABCD", 1)[0] for text in read[1:]))
    for words in ("Missing since Mon 16 Nov 2026", "Not safe: the strip", *trusted, *questions):
        assert one_line(words) in said
    assert said.count("concern ") >= 229
    assert not re.search(r"\d+ more in the file\.", said)


def test_a_face_sheet_that_no_two_pages_hold_counts_what_is_missing() -> None:
    """More open questions than paper: the concern stands whole, the first of every list stand, the others are counted."""
    questions = [f"Question{number} {WIDE * 22}" for number in range(80)]
    read = set_pages(
        a_sheet(name=WIDE * 14, safety_concerns=["W" * 1990], open_questions=questions, trusted_adults=[WIDE * 20] * 70)
    )
    sheet = [text for text in read if "01-0001" in text.split("Copy 1 for")[0]]
    assert len(sheet) == 2
    said = one_line(" ".join(sheet))
    shown, left_out = (
        len(re.findall(r"Question\d+", said)),
        [int(found) for found in re.findall(r"– (\d+) more in the file\.", said)],
    )
    assert shown > 3
    assert shown + left_out[1] == 80
    assert len(left_out) == 2
    assert said.replace(" ", "").count("W" * 400) >= 4


def test_text_is_text() -> None:
    """What looks like the typesetter's markup, a formula, HTML or a label stands on the page as it was typed, everywhere."""
    everywhere = a_sheet(
        1, name=MARKUP[0], other_names=MARKUP, safety_concerns=MARKUP, trusted_adults=MARKUP, open_questions=MARKUP,
        sections=[SheetSection(MARKUP[4], [Entry(text, text, text) for text in MARKUP])],
    )  # fmt: skip
    pages = set_pages(everywhere, copy=facts(holder="*Ada* #x", agency="$y$ <b>"))
    said = one_line(" ".join(pages[1:]))
    for text in MARKUP:
        assert said.count(one_line(text)) >= 4, text
    assert all("*Ada* #x, $y$ <b>" in page for page in pages)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("😀 smile", "□ smile"),
        ("漢字", "□□"),
        ("bell\x07 and \x1b[2K", "bell and [2K"),
        ("Ortiz \u202etxet\u202c", "Ortiz txet"),
        ("Nguyễn Ðặng, Peña, Ōtsuka, Şahin", "Nguyễn Ðặng, Peña, Ōtsuka, Şahin"),
        ("Привет, Ελένη", "Привет, Ελένη"),
        ("decomposed e\u0301", "decomposed é"),
        ("private \ue000 \ufffe", None),
        ("ᠠ̀́ \U000e0041 ﷽ \u200d\ufe0f", None),
        ("👨‍👩‍👧‍👦 👍🏽 🇲🇽", None),
        ("עברית العربية", None),
        ("ZZ\u0301\u0302\u0303\u0304" * 30, None),
    ],
    ids=ascii,
)
def test_no_character_stops_the_packet(typed: str, printed: str | None) -> None:
    """One character that no typeface has would stop every copy of everybody; it becomes a sign that says so."""
    pages = set_pages(a_sheet(name=f"Fall {typed}", sections=[a_section("School", [typed, "Castlemont"], typed)]))
    said = one_line(" ".join(pages[1:]))
    assert "Castlemont" in said
    if printed is not None:
        assert said.count(printed) + unicodedata.normalize("NFC", said).count(printed) >= 3


def test_a_very_long_word_stays_on_the_page() -> None:
    """It is broken at the margin and can be read whole."""
    word = "Supercalifragilistic" * 12
    pdf = set_copies([(facts(), contents([a_sheet(sections=[a_section("School", [word], "")])]))], settings.FONTS)
    reader = PdfReader(io.BytesIO(pdf))
    right_most = 0.0

    def see(text: str, _matrix: object, place: list[float], _font: object, size: float) -> None:
        nonlocal right_most
        if text.strip():
            right_most = max(right_most, place[4])

    reader.pages[1].extract_text(visitor_text=see)
    assert right_most < 612
    assert word in read_pages(pdf)[1].replace("\n", "")


def test_a_name_as_long_as_the_record_takes_fits_header_and_watermark() -> None:
    """The header keeps the number, the title the whole name; a long holder's name stays on the page."""
    name = f"{'Featherstone' * 8}, {'Maximiliana' * 9} {'Wilhelmina' * 10}"
    pages = set_pages(a_sheet(name=name), copy=facts(holder="Wilhelmina Featherstonehaugh " * 5))
    assert len(pages) == 2
    assert "FeatherstoneFeatherstoneF… · 01-0001" in pages[1]
    assert name.replace(" ", "") in one_line(pages[1]).replace(" ", "")


def test_an_agenda_without_youths_and_one_with_forty() -> None:
    """A copy of an empty agenda has one page; a long agenda takes the pages it needs, with its column heads on each."""
    assert len(set_pages()) == 1
    pages = set_pages(*[a_sheet(place, name="Fallowridge, Gemma Rhea Dahlia Tamsin") for place in range(1, 41)])
    agenda = [text for text in pages if "New referral" in text]
    assert len(agenda) > 1
    assert all("Number" in text for text in agenda)
    assert all(f"01-{place:04d}" in "".join(agenda) for place in range(1, 41))


def test_an_entry_too_long_for_a_sheet_says_so() -> None:
    """Nothing is cut without a word."""
    said = one_line(" ".join(set_pages(a_sheet(sections=[a_section("School", ["lesson " * 300])]))[1:]))
    assert said.count("lesson") == shorten("lesson " * 300).count("lesson")
    assert "… (more in the file)" in said


def test_ages_are_those_of_the_meeting() -> None:
    """Completed years on the day of the meeting, also where the birthday is that day."""
    sheet = a_sheet()
    content = contents([sheet])
    content.lines[0]["birth_date"] = date(2011, 11, 24).isoformat()
    assert re.search(r"Fallowridge, Gemma\s+15\b", read_pages(set_copies([(facts(), content)], settings.FONTS))[0])


def test_no_sheet_holds_closing_lines_alone() -> None:
    """However many lines a youth has: a second page has entries on it, and not only what is not shared and the room for notes."""
    for lines in range(34, 58):
        entries = [f"entry {number} in a line" for number in range(lines)]
        pages = read_pages(
            set_copies([(facts(1), contents([a_sheet(1, sections=[a_section("School", entries)])]))], settings.FONTS)
        )
        for text in pages[2:]:
            assert "entry " in one_line(text), lines
