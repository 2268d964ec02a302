"""The same seed and day give the same county, in any process; another seed gives another."""

import hashlib
import os
import subprocess
import sys
from datetime import date

from synthetic.county import County, invent_county
from tests.instances import ROOT

DIGEST = """
import hashlib
from datetime import date
from synthetic.county import invent_county
county = invent_county(date(2026, 11, 22))
text = repr([(s.kind, s.youth, s.by, s.values, s.withdrawn) for s in county.said]) + repr(county.meetings) + repr(county.consents)
print(hashlib.sha256(text.encode()).hexdigest())
"""


def digest(county: County) -> str:
    """A short form of everything that is said."""
    text = repr([(s.kind, s.youth, s.by, s.values, s.withdrawn) for s in county.said])
    return hashlib.sha256((text + repr(county.meetings) + repr(county.consents)).encode()).hexdigest()


def test_same_seed_same_county(county: County) -> None:
    assert digest(county) == digest(invent_county(date(2026, 11, 22)))


def test_another_seed_another_county(county: County) -> None:
    assert digest(county) != digest(invent_county(date(2026, 11, 22), seed=7))


def test_the_order_of_sets_decides_nothing(county: County) -> None:
    for hash_seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
        told = subprocess.run([sys.executable, "-c", DIGEST], env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
        assert told.stdout.strip() == digest(county)
