"""Words about children who were harmed: none that blames, none that shows off what was done, American spelling."""

import re

import pytest

from synthetic import wording
from synthetic.cast import AGENCIES, CAST
from synthetic.county import County

BLAMING = (
    r"prostitut\w*", r"hookers?", r"whores?", r"sluts?", r"sex workers?", r"pimps?", r"pimped", r"johns?", r"tricks?",
    r"clients?", r"offenders?", r"delinquents?", r"perpetrat\w*", r"promiscu\w*", r"seduc\w*", r"manipulativ\w*",
    r"non-?complian\w*", r"refus\w*", r"runaways?", r"awols?", r"illegals?", r"chose to", r"lifestyle", r"in the life",
    r"working girls?", r"defian\w*", r"resist\w*", r"addict\w*", r"junkies?", r"denie[sd]", r"claims? to", r"allegedly",
    r"truan\w*", r"streetwalk\w*", r"escort\w*", r"sold herself",
)  # fmt: skip
EXPLICIT = (
    r"rap(?:ed|ing)", r"nude", r"naked", r"intercourse", r"genital\w*", r"porn\w*", r"condoms?", r"penetrat\w*", r"molest\w*",
)  # fmt: skip
BRITISH = (
    r"\w*behaviour\w*", r"\w*colour\w*", r"programmes?", r"counsell\w*", r"centres?", r"organis\w*", r"\w*favour\w*",
    r"neighbour\w*", r"enrol(?:s|ment)?", r"travell\w*", r"licence", r"judgement", r"victimis\w*", r"recognis\w*", r"cheque",
)  # fmt: skip


def sentences() -> list[str]:
    """Every invented sentence there is, also those the dice leave out."""
    found: list[str] = []

    def collect(value: object) -> None:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            collect(list(value.values()))
        elif isinstance(value, (list, tuple)):
            for each in value:
                collect(each)

    collect([value for name, value in vars(wording).items() if name.isupper()])
    collect([member.title for member in CAST] + [agency.name for agency in AGENCIES])
    return found


@pytest.mark.parametrize("words", [BLAMING, EXPLICIT, BRITISH], ids=["blaming", "explicit", "British"])
def test_no_such_word(county: County, words: tuple[str, ...]) -> None:
    pattern = re.compile(r"\b(?:" + "|".join(words) + r")\b", re.IGNORECASE)
    said = [value for statement in county.said for value in statement.values.values() if type(value) is str]
    guilty = {text for text in [*sentences(), *said] if pattern.search(text)}
    assert guilty == set()


def test_the_lint_would_notice() -> None:
    assert re.search(r"\b(?:" + "|".join(BLAMING) + r")\b", "She refused and went AWOL", re.IGNORECASE)


def test_every_summary_says_that_it_is_invented(county: County) -> None:
    summaries = [said for said in county.said if said.kind == "summary"]
    assert len({said.youth for said in summaries}) == 482
    assert all(said.values["text"].endswith("[Synthetic]") for said in summaries)


def test_telephone_numbers_are_of_the_range_kept_for_fiction(county: County) -> None:
    phones = {said.values["phone"] for said in county.said if "phone" in said.values}
    assert phones
    assert all(re.fullmatch(r"\(\d{3}\) 555-01\d\d", phone) for phone in phones)


def test_texts_fit_their_fields(county: County) -> None:
    longest = max(len(value) for said in county.said for value in said.values.values() if type(value) is str)
    assert longest <= 4000
