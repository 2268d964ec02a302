"""The 58 counties of California: FIPS code, the state's own two-digit code, population counted in 2020.

FIPS = 06 and the odd numbers in alphabetical order; the 2020 Census counts sum to 39,538,223.
"""

from dataclasses import dataclass

_NAMES_AND_POPULATIONS = """
Alameda 1682353; Alpine 1204; Amador 40474; Butte 211632; Calaveras 45292; Colusa 21839; Contra Costa 1165927;
Del Norte 27743; El Dorado 191185; Fresno 1008654; Glenn 28917; Humboldt 136463; Imperial 179702; Inyo 19016;
Kern 909235; Kings 152486; Lake 68163; Lassen 32730; Los Angeles 10014009; Madera 156255; Marin 262321;
Mariposa 17131; Mendocino 91601; Merced 281202; Modoc 8700; Mono 13195; Monterey 439035; Napa 138019;
Nevada 102241; Orange 3186989; Placer 404739; Plumas 19790; Riverside 2418185; Sacramento 1585055;
San Benito 64209; San Bernardino 2181654; San Diego 3298634; San Francisco 873965; San Joaquin 779233;
San Luis Obispo 282424; San Mateo 764442; Santa Barbara 448229; Santa Clara 1936259; Santa Cruz 270861;
Shasta 182155; Sierra 3236; Siskiyou 44076; Solano 453491; Sonoma 488863; Stanislaus 552878; Sutter 99633;
Tehama 65829; Trinity 16112; Tulare 473117; Tuolumne 55620; Ventura 843843; Yolo 216403; Yuba 81575
"""


@dataclass(frozen=True, slots=True)
class CountyFact:
    """One county: ``fips`` (06001), ``state_code`` (01-58), ``name``, ``population`` (2020 Census)."""

    fips: str
    state_code: str
    name: str
    population: int


def _read() -> tuple[CountyFact, ...]:
    facts = []
    for ordinal, entry in enumerate(_NAMES_AND_POPULATIONS.replace("\n", " ").strip().split(";"), start=1):
        name, population = entry.strip().rsplit(" ", 1)
        facts.append(CountyFact(f"06{2 * ordinal - 1:03d}", f"{ordinal:02d}", name, int(population)))
    return tuple(facts)


COUNTIES: tuple[CountyFact, ...] = _read()
BY_NAME = {county.name.lower(): county for county in COUNTIES}


def find_county(text: str) -> CountyFact | None:
    """The county a person means, with or without the word "County"; None when there is none of that name.

    >>> find_county("contra costa County").fips
    '06013'
    """
    words = " ".join(text.split()).lower()
    return BY_NAME.get(words.removesuffix(" county").removesuffix(" co.").removesuffix(" co").strip())
