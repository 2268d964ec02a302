"""What a page for the court may not repeat."""

import pytest

from safetynet.meetings.rules.court import RUN, Repetition, Source, find_repetitions, say_repetitions, words_of

SAID = "She told her counselor that the man who calls himself Duke waits outside the school every Friday."
TABLE = Source("said at the table", SAID)


def repeated(text: str, *sources: Source) -> list[str]:
    """The runs that are found."""
    return [each.words for each in find_repetitions(text, sources or (TABLE,))]


def test_eight_words_in_a_row_are_a_repetition_and_seven_are_not() -> None:
    """The border is where the rule says."""
    words = SAID.split()
    assert repeated(f"We ask for a home near family. {' '.join(words[3 : 3 + RUN])}.") == [
        "counselor that the man who calls himself duke"
    ]
    assert repeated(f"We ask for a home near family. {' '.join(words[3 : 3 + RUN - 1])}.") == []
    assert repeated("A home near family, a school that knows her, and a mentor.") == []


@pytest.mark.parametrize(
    "text",
    [
        "SHE TOLD HER COUNSELOR THAT THE MAN WHO CALLS HIMSELF DUKE WAITS",
        "She told her counselor, that the man - who calls himself “Duke” - waits",
        "She told\r\nher counselor\nthat the man who\tcalls himself Duke waits",
        "\uff33he told her counselor that the man who calls himself Duke waits",
    ],
)
def test_case_punctuation_line_ends_and_spelling_hide_nothing(text: str) -> None:
    """Words are compared, not characters."""
    assert len(repeated(text)) == 1


def test_a_run_is_told_as_far_as_it_goes() -> None:
    """The person sees all of what must be said otherwise."""
    assert repeated(SAID) == [" ".join(words_of(SAID))]


def test_each_source_is_told_once() -> None:
    """Two texts, two reasons; the one that is not repeated is not named."""
    note = Source("counsel's privileged note", "I will ask for dismissal because the search of the phone had no warrant")
    found = find_repetitions(
        f"{SAID} {note.text}", (TABLE, note, Source("health", "Asthma, uses an inhaler twice a day at school"))
    )
    assert [each.where for each in found] == ["said at the table", "counsel's privileged note"]
    assert "“" in say_repetitions([Repetition("health", "uses an inhaler")])


def test_what_part_2_protects_never_leaves_however_short() -> None:
    """The name of a program is enough; the same two words from elsewhere are not."""
    program = Source("treatment", "Harbor Recovery", never=True)
    assert repeated("She does well at Harbor Recovery.", program) == ["harbor recovery"]
    assert repeated("She does well at Harbor Recovery.", Source("said at the table", "Harbor Recovery")) == []
    assert repeated("She does well at the Harbor School, in recovery.", program) == []


def test_empty_texts_repeat_nothing() -> None:
    """Neither an empty source nor an empty text is a match."""
    assert repeated("", TABLE) == []
    assert repeated("Anything", Source("treatment", "", never=True), Source("health", "  ")) == []
