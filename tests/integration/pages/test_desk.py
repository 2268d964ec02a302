"""The top of a desk says once who somebody is."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

WHO = {
    "iris": "District attorney, not prosecuting this youth. Seat",
    "theo": "Probation. No seat",
    "ada": "Coordinator, SafetyNet office. Seat",
    "cleo": "School, School district. Seat",
}


@pytest.mark.parametrize("username", WHO)
def test_role_and_agency_are_said_once(browser: Callable[..., Client], username: str) -> None:
    """Neither 'Probation, Probation' nor the district attorney twice; where they differ, both."""
    desk = " ".join(browser(username).get("/").content.decode().split())
    assert re.search(rf'<p class="wide">{re.escape(WHO[username])}', desk)
