"""The explorer: any subject by any split, for everybody who may make statistics, and nothing small, not even by subtraction.

Whoever can ask for any table can subtract one from another. So every count is moved a little, and always in the same way for the
same youths: each youth has a hidden number, the numbers of a cell's youths are added up, and the sum says by how much its count is
moved (cell-key perturbation, as statistical offices use for tables on demand). Then 1 to 10 are withheld. Nothing is moved where
nobody is. Two tables that differ by one youth have two different sums, so their difference says nothing about that youth.
"""

from dataclasses import dataclass

from safetynet.kernel.suppression import SMALLEST_TOLD

from .measures import BEYOND, STUDY, Chart, Measure, Split, Subject
from .measures.subjects import CLASS, OF_A_YOUTH

KEYS = 4096
"""How many hidden sums are told apart."""
_SHIFTS = ((-3, 256), (-2, 512), (-1, 768), (0, 1024), (1, 768), (2, 512), (3, 256))
"""By how much a count is moved, and for how many of the sums: symmetric, so that nothing is moved on average."""
MOVED = (
    "Counts are moved by up to 3, always in the same way for the same youths, so that no subtraction of two tables tells of "
    "anybody; 1 to 10 are withheld. Parts need not add up to the whole."
)
SUBJECTS: dict[str, Subject] = {measure.subject.key: measure.subject for measure in (*STUDY, *BEYOND)}
"""What can be explored."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks the explorer."""

    subject: Subject
    splits: tuple[Split, ...]
    first: int | None = None
    last: int | None = None

    @property
    def measure(self) -> Measure:
        """The question as a measure."""
        named = " and ".join(split.title.lower() for split in self.splits)
        within = tuple(split for split in self.splits[:-1] if split in OF_A_YOUTH)
        return Measure(
            f"{self.subject.key}-{'-'.join(split.key for split in self.splits)}",
            f"{self.subject.title} by {named}",
            self.subject,
            self.splits,
            f"{self.subject.title} by {named}.",
            source="The explorer",
            limits=MOVED,
            chart=Chart.MATRIX if len([split for split in self.splits if split is not CLASS]) > 1 else Chart.BARS,
            of_splits=within,
        )


def splits_of(subject: Subject) -> dict[str, Split]:
    """How a subject can be divided, by key; its own ways first."""
    return {split.key: split for split in subject.splits}


def asked(subject: str, splits: tuple[str, ...], first: int | None, last: int | None) -> Asked | None:
    """The question that some keys mean; None where a key is unknown or a split is named twice."""
    found = SUBJECTS.get(subject)
    if found is None or not splits or len(set(splits)) != len(splits) or len(splits) > 2:
        return None
    known = splits_of(found)
    if any(key not in known for key in splits):
        return None
    return Asked(found, tuple(known[key] for key in splits), first, last)


def moved(count: int, key: int) -> int | None:
    """A count as the explorer tells it: moved by what the sum of its youths' hidden numbers says; None where it is small."""
    if count == 0:
        return 0
    place = key % KEYS
    for shift, many in _SHIFTS:
        if place < many:
            told = count + shift
            return told if count >= SMALLEST_TOLD and told >= SMALLEST_TOLD else None
        place -= many
    raise ValueError("the shifts cover every key")
