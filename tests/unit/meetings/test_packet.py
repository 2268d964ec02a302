"""What is handed to the typesetter: entries no longer than a paragraph, never lost without being counted, as legible text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safetynet.meetings.queries.paper import ON_THE_FACE, SORTS, WITHIN_ANOTHER
from safetynet.meetings.rules.legible import LINES, LONGEST_WORD, STAND_IN, legible, signs, stand_in
from safetynet.meetings.rules.packet import (
    LONGEST,
    MOST_ON_THE_FACE,
    Entry,
    SheetSection,
    face_line,
    risk_entries,
    sentence,
    shorten,
    shorten_name,
    worth_measuring,
)
from safetynet.meetings.rules.subjects import ON_PAPER, SUBJECTS
from safetynet.policy.grants import roles_with
from safetynet.policy.tables import SPOKEN_OF
from safetynet.policy.vocabulary import Category, Relation, Role, Verb
from safetynet.youths.models import CLAIM_KINDS


def sections_of(*counts: int, longest: int = 40) -> list[SheetSection]:
    """Sections with so many entries."""
    return [
        SheetSection(
            f"Section {place}", [Entry("", f"{number} {'x ' * (longest // 2)}") for number in range(count)], left_out=place
        )
        for place, count in enumerate(counts)
    ]


@given(st.lists(st.integers(0, 200), max_size=18), st.integers(1, 2000))
def test_every_entry_is_kept_or_counted(counts: list[int], longest: int) -> None:
    """The first of each section stand before the second of any; whatever is on file, nothing is lost silently."""
    sections = sections_of(*counts, longest=longest)
    kept = worth_measuring(sections)
    for before, after in zip(sections, kept, strict=True):
        assert len(after.entries) + after.left_out == len(before.entries) + before.left_out
        assert [entry.said.split()[0] for entry in after.entries] == [str(number) for number in range(len(after.entries))]
    assert sum(len(section.entries) for section in kept) <= 148
    if any(counts):
        assert all(section.entries for section, count in zip(kept, counts, strict=True) if count)


def test_entries_that_paper_can_hold_are_all_handed_on() -> None:
    """A file of usual size is measured whole."""
    kept = worth_measuring(sections_of(*[6] * 18))
    assert [len(section.entries) for section in kept] == [6] * 18
    assert [section.left_out for section in kept] == list(range(18))


def test_long_entries_are_cut_at_a_word_and_say_so() -> None:
    """Nothing is cut silently; one endless word is cut too."""
    cut = shorten("word " * 500)
    assert len(cut) < LONGEST + 30
    assert cut.endswith("word … (more in the file)")
    assert shorten("short") == "short"
    assert shorten("x" * LONGEST) == "x" * LONGEST
    assert shorten("x" * (LONGEST + 1)) == "x" * LONGEST + " … (more in the file)"
    assert worth_measuring([SheetSection("A", [Entry("", "word " * 500)])])[0].entries[0].said == cut


def test_a_line_of_the_face_sheet_counts_what_no_page_holds() -> None:
    """All items of a usual list; of an endless one the first, and how many more."""
    assert face_line("Trusted adults", ["a", "b"], urgent=True).left_out == 0
    long = face_line("Open questions", ["?"] * (MOST_ON_THE_FACE + 5))
    assert (len(long.items), long.left_out, long.urgent) == (MOST_ON_THE_FACE, 5, False)


def test_sixteen_factors_in_three_entries() -> None:
    """Yes, no, unknown; what nobody said is not there."""
    assert risk_entries({"Yes": ["A", "B"], "No": [], "Unknown": ["C"]}) == [Entry("Yes", "A, B"), Entry("Unknown", "C")]


def test_parts_read_as_one_sentence() -> None:
    """No semicolon behind a full stop, nothing for what is not there."""
    assert sentence(["Asked to meet.", "since Tue", "", "City: Stockton"]) == "Asked to meet. since Tue; City: Stockton"
    assert sentence([]) == ""


def test_a_name_for_a_narrow_place() -> None:
    """Cut with a mark, never longer than the place."""
    assert shorten_name("Fallowridge, Gemma", 26) == "Fallowridge, Gemma"
    assert shorten_name("Featherstonehaugh, Wilhelmina", 12) == "Featherston…"


@pytest.mark.parametrize(
    ("typed", "set_as"),
    [
        ("plain", "plain"),
        ("", ""),
        ("two\r\n\r\nlines\u2028three\x0bfour", "two\nlines\nthree\nfour"),
        ("a \t b", "a b"),
        ("a\x00b\x1bc\u200bd\u202ee\ufeff", "abcde"),
        ("   \n  ", ""),
        ("p" * LONGEST_WORD, "p" * LONGEST_WORD),
        ("p" * 25, "p" * 10 + "\u200b" + "p" * 10 + "\u200b" + "p" * 5),
        ("Nguyễn #x *y* $z$ \\ <b>", "Nguyễn #x *y* $z$ \\ <b>"),
    ],
    ids=ascii,
)
def test_text_loses_only_what_cannot_be_printed(typed: str, set_as: str) -> None:
    """Line ends of every kind become one; controls and marks of direction go; markup stays, since nothing reads it."""
    assert legible(typed) == set_as


def test_a_page_of_line_ends_becomes_a_few() -> None:
    """All words stay."""
    typed = "\n".join(f"w{number}" for number in range(500))
    lines = legible(typed).split("\n")
    assert len(lines) == LINES
    assert [word for word in " ".join(lines).split() if word != "/"] == typed.split()


@given(st.text())
def test_whatever_was_typed_is_legible(typed: str) -> None:
    """No control is left, no word cannot be broken, and doing it twice changes nothing more."""
    said = legible(typed)
    assert not any(unicodedata.category(character) == "Cc" and character != "\n" for character in said)
    assert all(len(part) <= LONGEST_WORD for word in said.split() for part in word.split("\u200b"))
    assert said.count("\n") < LINES
    assert legible(said).replace("\u200b", "") == said.replace("\u200b", "")


@given(st.text())
def test_signs_are_the_text(typed: str) -> None:
    """Taken apart and put together it is the same; only what is missing is replaced."""
    assert "".join(signs(typed)) == typed
    assert stand_in(typed, set()) == typed
    assert stand_in(typed, {sign for sign in signs(typed) if not sign.isascii()}).replace(STAND_IN, "").isascii()


def test_a_sign_is_a_character_with_its_marks() -> None:
    """Skin tones, accents and joiners go with the character that carries them."""
    assert list(signs("ae\u0301👍🏽!")) == ["a", "e\u0301", "👍🏽", "!"]
    assert stand_in("ae\u0301👍🏽!", {"👍🏽"}) == f"ae\u0301{STAND_IN}!"


def test_every_kind_of_claim_has_its_word_on_paper() -> None:
    """A closed list: a new kind must say what stands before its entries, or that the face sheet says it."""
    on_paper = {category for category, _ in ON_PAPER}
    names = {kind._meta.model_name for kind in CLAIM_KINDS if kind.kind.category in on_paper}
    assert names == set(SORTS) | ON_THE_FACE | WITHIN_ANOTHER
    several = [
        category
        for category in on_paper
        if sum(kind.kind.category is category and kind._meta.model_name in SORTS for kind in CLAIM_KINDS) > 1
    ]
    unsaid = {
        kind._meta.model_name for kind in CLAIM_KINDS if kind.kind.category in several and SORTS.get(kind._meta.model_name) == ""
    }
    assert unsaid == {"demographics"}


def test_what_never_goes_on_paper() -> None:
    """Nothing that no coordinator, who prints all copies, may read; nor gender identity and orientation."""
    on_paper = {category for category, _ in ON_PAPER}
    assert Category.SOGI not in on_paper
    assert {category for category in on_paper if Role.COORD not in roles_with(Verb.READ, category, Relation.SEAT)} == set()


def test_every_subject_has_one_name_on_paper_in_the_room_and_in_the_minutes() -> None:
    """Whatever is spoken of at the table has its words, and no two subjects the same."""
    assert set(SUBJECTS) == set(SPOKEN_OF)
    assert len(set(SUBJECTS.values())) == len(SUBJECTS)
    assert list(SUBJECTS.items())[: len(ON_PAPER)] == list(ON_PAPER)
