"""Invented names. Family names are put together from two words, so that nobody bears them by more than chance."""

from random import Random


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_GIRLS = _words("""
    Abena Adela Aiyana Alma Amaya Amira Anika Anjali Arlette Asha Aurora Bea Belen Briar Calla Carmen Celeste Chanda
    Cleona Dahlia Dalia Darya Delphine Ebele Elena Elise Emiko Esme Farah Fern Flora Gemma Giulia Hana Ife Ilana Imani
    Ines Iona Isla Ivy Jamila Jolie Juno Kaia Kalani Keiko Laila Leilani Lila Linnea Lucia Luz Maia Malika Marisol Mei
    Mira Naomi Nayeli Nia Nina Noor Odette Olive Paloma Petra Priya Rhea Rosalind Sade Safiya Selena Signe Simone Soleil
    Tala Tamsin Thandi Tova Uma Valentina Vera Willa Xiomara Yara Yuki Zadie Zahra Zora
    """)
_BOYS = _words("Abel Bram Cyrus Dario Elio Felix Ira Jonah Kofi Leo Mateo Nico Omar Rafa Soren Tariq")
_FIRST_HALVES = _words("""
    Amber Ash Bay Bell Brass Bright Calder Clear Copper Coral Dawn Drift Ember Fable Fair Fallow Far Flint Glass Harrow
    Hollow Ivory Kestrel Lark Linnet Marlow Merrow Misty Moon Otter Pebble Plover Quill Rain Rook Sable Shale Silver Sorrel
    Spindle Star Swift Thistle Tide Umber Velvet Wander Wren
    """)
_SECOND_HALVES = _words(
    "bank beck bend bourne bridge crest dell fall fern gate grove haven lock loom mead mere point quay reach ridge sand "
    "shore stead thorn view wick"
)
_UNUSUAL = (
    "Peñaluna", "Ríobravo-Wren", "O'Larkmere", "van der Mossbank", "Ålandquist", "Núñez-Tidewick", "de la Nubeclara",
    "Thornelock-Raines", "D'Amberquay", "Čestmere",
)  # fmt: skip
_NICKNAMES = _words("Bee Birdie Bunny Coco Dee Echo Honey Jaz Jojo Kiki Lala Lulu Mimi Nini Peaches Rae Sky Sunny Tati Zee")
_STREETS = _words("Amber Bellwether Clover Drumlin Eddy Fable Gannet Heron Inlet Jetty Kestrel Lantern Mallow Nettle")
_WAYS = ("Ct", "Ln", "St", "Way", "Ave")


def family_name(rng: Random) -> str:
    """A family name that was put together for this county; one in thirty has accents, an apostrophe or a hyphen."""
    if rng.random() < 1 / 30:
        return rng.choice(_UNUSUAL)
    return rng.choice(_FIRST_HALVES) + rng.choice(_SECOND_HALVES)


def given_name(rng: Random, *, boy: bool = False) -> str:
    """A given name."""
    return rng.choice(_BOYS if boy else _GIRLS)


def nickname(rng: Random) -> str:
    """What friends call somebody."""
    return rng.choice(_NICKNAMES)


def adult_name(rng: Random, family: str = "", *, woman: bool | None = None) -> str:
    """The name of an adult, of a given family or of another, a woman, a man or (None) either."""
    boy = rng.random() < 0.4 if woman is None else not woman
    return f"{given_name(rng, boy=boy)} {family or family_name(rng)}"


def phone(rng: Random) -> str:
    """A number of the range that is kept free for fiction (555-0100 to 555-0199)."""
    return f"({rng.choice((510, 925, 415))}) 555-01{rng.randrange(100):02d}"


def address(rng: Random) -> str:
    """A house number and a street that no map has."""
    return f"{rng.randrange(100, 9900)} {rng.choice(_STREETS)} {rng.choice(_WAYS)}"


def surnames(how_many: int) -> list[str]:
    """That many different family names, composed of syllables, the same list every time."""
    rng = Random("syllables")
    made: dict[str, None] = {}
    while len(made) < how_many:
        syllables = [rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(rng.choice((2, 2, 3)))]
        made["".join(syllables).capitalize() + rng.choice(_ENDINGS)] = None
    return list(made)


def given_names() -> tuple[str, ...]:
    """All given names, for the state's lists."""
    return (*_GIRLS, *_BOYS)


_ONSETS = _words("b br c ch d dr f g gr h j k kl l m n p pr qu r s sh st t tr v w y z")
_VOWELS = _words("a e i o u ai ea ou")
_ENDINGS = ("", "", "n", "r", "l", "s", "nd", "rt", "lo", "ro", "na", "son", "ez", "man", "ley", "ton", "sky", "ian")
