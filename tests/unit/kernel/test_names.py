"""Names as they are compared and as they are shown; the database compares them the same way."""

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safetynet.kernel.counties import COUNTIES, find_county
from safetynet.kernel.identifiers import is_youth_number, youth_number
from safetynet.kernel.names import normal_name, tidy_name


@pytest.mark.parametrize(
    ("shown", "compared"),
    [("O'Brien-Núñez", "obriennunez"), ("  de la Cruz ", "delacruz"), ("Nguyễn", "nguyen"), ("", ""), ("123", ""), ("Zoë", "zoe")],
)
def test_names_are_compared_without_their_ornaments(shown: str, compared: str) -> None:
    """Accents, spaces, hyphens, apostrophes and digits do not count."""
    assert normal_name(shown) == compared


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("GARCIA-LOPEZ", "Garcia-Lopez"), ("McDonald", "McDonald"), ("O'NEIL", "O'Neil"), ("  Mary   Ann ", "Mary Ann"), ("A", "A")],
)
def test_capitals_of_an_office_are_set_in_ordinary_letters(typed: str, shown: str) -> None:
    """Only names that are all capitals change."""
    assert tidy_name(typed) == shown


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x24F), max_size=30))
def test_the_database_compares_names_the_same_way(admin: psycopg.Connection, shown: str) -> None:
    """Latin letters with any accent: Python and PostgreSQL agree, so a search finds what was stored."""
    assert admin.execute("SELECT public.normal_name(%s)", [shown]).fetchone()[0] == normal_name(shown)


def test_the_counties() -> None:
    """58, with FIPS of odd numbers and the Census's sum; found with and without the word."""
    assert len(COUNTIES) == 58
    assert sum(county.population for county in COUNTIES) == 39_538_223
    assert [county.fips for county in COUNTIES] == [f"06{number:03d}" for number in range(1, 116, 2)]
    assert find_county("contra costa County").name == "Contra Costa"
    assert find_county("ALAMEDA").state_code == "01"
    assert find_county("Atlantis") is None


def test_youth_numbers() -> None:
    """County code and running number."""
    assert youth_number("01", 42) == "01-0042"
    assert is_youth_number("58-1234567")
    assert not is_youth_number("1-42")
