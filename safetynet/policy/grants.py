"""THE table. A cell says what a role may do with a category; the rest of the system is derived from it.

R read · W write one's own agency's claims · M read while the youth is on an open agenda and the member is checked in ·
C read with a recorded consent or authority · S read with a seat at the table · H read what was made out to oneself ·
A read by whoever has signed in · D read the directory of one's own county · V write what one says at the table, with a seat ·
P write while the youth is on an open agenda and the member is checked in, and read what one's agency so wrote · T read and
answer what one's agency owes · Q read what one's agency is said to have shared · U read what one wrote oneself ·
X keep oneself away from a youth · E make and use extracts for statistics · - nothing.

The first 22 rows are the default matrix of the field facts (7.3), the rest are the house's rows around the meeting.
"""

from dataclasses import dataclass

from .vocabulary import Category, Relation, Role, Verb

MATRIX = """
CATEGORY             COORD DA  DEF  PROB CWS  LE   SCH  MED  MH   ADV  CBO  CIV  CRT  XC   ADM  RPT
INDEX                RW    R   R    RW   RW   R    R    R    R    R    R    M    M    C    -    -
DEMOGRAPHICS         RW    R   M    RW   RW   M    M    M    M    M    M    M    M    C    -    -
SOGI                 R     M   C    W    W    -    -    W    W    W    W    -    -    C    -    -
PLACEMENT            RW    M   M    RW   RW   M    -    M    M    M    -    -    M    C    -    -
CPS                  RW    M   M    M    RW   M    -    M    M    M    -    -    M    C    -    -
DELINQUENCY          RW    M   M    RW   M    M    M    -    M    M    M    M    RW   C    -    -
ARREST               RW    M   M    RW   M    RW   -    -    -    -    -    -    M    -    -    -
EDUCATION            RW    -   M    M    M    -    RW   -    M    -    M    -    M    C    -    -
HEALTH               -     -   C    M    M    -    -    RW   C    C    -    -    -    C    -    -
MENTAL_HEALTH        -     -   C    C    C    -    -    C    RW   C    -    -    -    C    -    -
SUBSTANCE_TREATMENT  -     -   C    C    C    -    -    C    CW   -    -    -    -    -    -    -
RISK                 RW    M   M    RW   RW   M    M    M    M    M    M    M    M    C    -    -
EXPLOITATION         RW    M   M    M    RW   M    -    M    M    M    -    -    -    C    -    -
SCREENING            R     M   M    RW   RW   -    -    RW   RW   RW   RW   -    -    C    -    -
VICTIM_WITNESS       R     RW  M    -    -    RW   -    -    -    R    -    -    -    -    -    -
PRIVILEGED           -     -   -    -    -    -    -    -    -    RW   -    -    -    -    -    -
VAULT                -     -   RW   -    -    -    -    -    -    -    -    RW   -    -    -    -
SAFETY_PLAN          RW    M   RW   RW   RW   M    M    M    M    RW   M    M    M    C    -    -
SERVICES             RW    -   M    RW   RW   -    M    M    M    RW   RW   RW   M    C    -    -
PLACES               R     M   -    M    M    RW   -    -    -    -    -    -    -    -    -    -
NOTES                RW    M   M    M    M    M    M    M    M    M    M    M    -    -    -    -
RELEASED             A     A   A    A    A    A    A    A    A    A    A    A    A    A    -    A
REGISTER             RW    R   RS   RWC  RWC  R    R    RC   RC   RC   R    R    R    C    -    -
REQUEST              SW    W   W    W    W    W    W    W    W    W    W    W    W    -    -    -
MEETING              SW    S   S    S    S    S    S    S    S    S    S    S    S    -    -    -
PACKET               SW    H   H    H    H    H    H    H    H    H    H    H    H    -    -    -
ROOM                 SV    SV  SV   SV   SV   SV   SV   SV   SV   SV   SV   SV   SV   -    -    -
STATEMENT            WPQ   PQ  PQ   PQ   PQ   PQ   PQ   PQ   PQ   PQ   PQ   PQ   PQ   -    -    -
TASK                 SWT   MTP RTP  RTP  RTP  MTP  MTP  MTP  MTP  RTP  MTP  MTP  MTP  -    -    -
DRAFT                UV    UV  UV   UV   UV   UV   UV   UV   UV   UV   UV   UV   UV   -    -    -
IMPORT               SW    -   -    -    -    -    -    -    -    -    -    -    -    -    -    -
CONSENT              SW    -   -    S    S    -    -    -    -    -    -    -    -    -    -    -
WALL                 SWX   X   X    X    X    X    X    X    X    X    X    X    X    -    -    -
WATCH                S     H   H    H    H    H    H    H    H    H    H    H    H    -    -    -
STATISTICS           E     -   -    -    -    -    -    -    -    -    -    -    -    -    -    E
DIRECTORY            D     D   D    D    D    D    D    D    D    D    D    D    D    D    D    D
AGENCIES             A     A   A    A    A    A    A    A    A    A    A    A    A    A    A    A
"""

AUTHORITY: dict[Category, str] = {
    Category.INDEX: "WIC 18961.5: identity, agency case numbers, worker contacts, contact dates",
    Category.DEMOGRAPHICS: "WIC 18951(d), 10850.1, 830: multidisciplinary team",
    Category.SOGI: "WIC 18951(d), 830; minimum necessary (HIPAA 45 CFR 164.502(b))",
    Category.PLACEMENT: "WIC 18951(d), 830; WIC 16501.35 (absence)",
    Category.CPS: "WIC 18961.7; WIC 827, 10850",
    Category.DELINQUENCY: "WIC 827; WIC 241.1",
    Category.ARREST: "WIC 827, 828; no CLETS or NCIC printout enters (CORI)",
    Category.EDUCATION: "FERPA 34 CFR 99.31, Uninterrupted Scholars Act; Educ. Code 49076; no redisclosure (99.33)",
    Category.HEALTH: "HIPAA 45 CFR 164.512, CMIA; Family Code 6924-6929",
    Category.MENTAL_HEALTH: "WIC 5328; EC 1014; consent or team exception only",
    Category.SUBSTANCE_TREATMENT: "42 CFR Part 2: written consent; never usable against the patient; notice travels",
    Category.RISK: "WIC 18951(d), 16501.35(a)",
    Category.EXPLOITATION: "WIC 18951(d), 18961.7; 'not to be used against the minor' (MOU)",
    Category.SCREENING: "WIC 16501.35(a); the tool's items never enter",
    Category.VICTIM_WITNESS: "PC 679.02 (victims' rights); WIC 18951(d)",
    Category.PRIVILEGED: "EC 1035.8, 1037.5, 1038: counselor's privilege; own agency only",
    Category.VAULT: "EC 954: lawyer-client privilege; its author only",
    Category.SAFETY_PLAN: "WIC 16524.8: case management by the interagency team",
    Category.SERVICES: "WIC 16524.8: service planning and services",
    Category.PLACES: "WIC 18961.7; PC 236.1 investigation",
    Category.NOTES: "WIC 18951(d): discussions of the team are confidential",
    Category.RELEASED: "CalHHS Data De-Identification Guidelines v2.0, released tables",
    Category.REGISTER: "WIC 18961.5; a number without a name, so that the agenda can be read",
    Category.REQUEST: "Table's MOU: any member may ask (study rule R2)",
    Category.MEETING: "Table's MOU: agenda, attendance (S1, S2)",
    Category.PACKET: "Table's MOU: numbered copies, returned at the end (S1)",
    Category.ROOM: "Table's MOU; visitors attend only if the table approves (S2); issues without names (S1)",
    Category.STATEMENT: "WIC 18951(d): discussions of the team are confidential; minutes name the agency that shared (7.4)",
    Category.TASK: "WIC 16524.8: case management by the interagency team; follow-up questions (S1)",
    Category.DRAFT: "Nothing is shared before its writer shares it",
    Category.IMPORT: "WIC 18961.5: controls over what enters",
    Category.CONSENT: "Written release on file (HIPAA 164.508, 42 CFR 2.31)",
    Category.WALL: "'Not to be used against the minor' (MOU); conflict-of-interest recusal (7.4)",
    Category.WATCH: "WIC 18961.5: system controls to monitor use and detect violations; HIPAA 164.312(b)",
    Category.STATISTICS: "WIC 16524.10 (report on victims served); CalHHS Data De-Identification Guidelines v2.0",
    Category.DIRECTORY: "WIC 18961.5(d): employees designated by their director",
    Category.AGENCIES: "Public directory of agencies",
}


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """One permission: ``role`` may ``verb`` the ``category`` of a youth to whom the ``relation`` holds."""

    category: Category
    role: Role
    verb: Verb
    relation: Relation

    @property
    def authority(self) -> str:
        """The source of the rule, as it is printed beside it."""
        return AUTHORITY[self.category]

    def __str__(self) -> str:
        return f"{self.role.value} may {self.verb.value.lower()} {self.category.value} where the person {self.relation.label}"


def read_matrix(text: str = MATRIX) -> dict[tuple[Category, Role], str]:
    """The letters of each cell. Raises ValueError on a row that does not name a category or lacks a column."""
    header, *rows = (line.split() for line in text.strip().splitlines())
    roles = [Role(name) for name in header[1:]]
    cells: dict[tuple[Category, Role], str] = {}
    for name, *letters in rows:
        if len(letters) != len(roles):
            raise ValueError(f"row {name} has {len(letters)} cells for {len(roles)} roles")
        cells.update({(Category(name), role): "" if cell == "-" else cell for role, cell in zip(roles, letters, strict=True)})
    return cells


def grants_of(category: Category, role: Role, letters: str) -> set[Grant]:
    """What the letters of one cell mean, relation by relation."""
    counsel, elsewhere = role is Role.DEF, role is Role.XC
    near = Relation.CLIENT if counsel else Relation.SEAT
    read: set[Relation] = set()
    write: set[Relation] = set()
    for letter in letters:
        if letter == "R" and category not in (Category.PRIVILEGED, Category.VAULT):
            read.add(near)
            if category in (Category.INDEX, Category.REGISTER) and not counsel:
                read.add(Relation.SERVED)
        elif letter == "W":
            write |= {near} if counsel or category in HOUSE_CATEGORIES else {near, Relation.SERVED}
            if category not in HOUSE_CATEGORIES or category is Category.REQUEST:
                read.add(Relation.AUTHOR if category is Category.VAULT else Relation.OWN)
        elif letter == "M":
            read.add(Relation.AGENDA_CLIENT if counsel else Relation.AGENDA)
        elif letter == "C":
            consent = Relation.CLIENT_CONSENT if counsel else Relation.CONSENT
            read.add(Relation.CONSENT_ELSEWHERE if elsewhere else consent)
        elif letter in _OF_THE_ROOM:
            more_read, more_write = _OF_THE_ROOM[letter]
            read |= more_read
            write |= {Relation.AGENDA_CLIENT if counsel and each is Relation.AGENDA else each for each in more_write}
        elif letter in _PLAIN:
            read.add(_PLAIN[letter])
    return {Grant(category, role, Verb.READ, relation) for relation in read} | {
        Grant(category, role, Verb.WRITE, relation) for relation in write
    }


HOUSE_CATEGORIES = frozenset(
    {
        Category.REGISTER,
        Category.REQUEST,
        Category.MEETING,
        Category.PACKET,
        Category.ROOM,
        Category.STATEMENT,
        Category.TASK,
        Category.DRAFT,
        Category.IMPORT,
        Category.CONSENT,
        Category.WALL,
        Category.WATCH,
        Category.STATISTICS,
        Category.DIRECTORY,
        Category.AGENCIES,
    }
)
"""Rows around the meeting: no claims of an agency, but the table's own papers."""

UNGATED_CATEGORIES = frozenset({Category.RELEASED, Category.STATISTICS, Category.DIRECTORY, Category.AGENCIES})
"""Nothing about a youth stands here, so neither MOU nor agreement is asked for (for statistics ``policy.cohort_tables`` asks)."""

_OF_THE_ROOM: dict[str, tuple[set[Relation], set[Relation]]] = {
    "V": (set(), {Relation.SEAT}),
    "P": ({Relation.OWN}, {Relation.AGENDA}),
    "T": ({Relation.OWNER}, {Relation.OWNER}),
    "Q": ({Relation.OWNER}, set()),
    "U": ({Relation.AUTHOR}, set()),
    "X": (set(), {Relation.HOLDER}),
    "E": ({Relation.HOME}, {Relation.HOME}),
}
"""What the letters of the room open for reading and for writing."""

_PLAIN = {"S": Relation.SEAT, "H": Relation.HOLDER, "A": Relation.ANYONE, "D": Relation.HOME}

GRANTS: frozenset[Grant] = frozenset(
    grant for (category, role), letters in read_matrix().items() for grant in grants_of(category, role, letters)
)


def roles_with(verb: Verb, category: Category, relation: Relation, grants: frozenset[Grant] = GRANTS) -> tuple[Role, ...]:
    """The roles to which a verb on a category is granted under one relation, in the order of the matrix."""
    return tuple(role for role in Role if Grant(category, role, verb, relation) in grants)
