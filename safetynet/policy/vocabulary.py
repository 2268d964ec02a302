"""The words the policy is written in: roles, categories, verbs, relations, purposes."""

from enum import StrEnum

from safetynet.kernel.codes.base import Codes


class Role(Codes):
    """The sixteen columns of the sharing matrix (field facts 7.3)."""

    COORD = "COORD", "Coordinator"
    DA = "DA", "District attorney, not prosecuting this youth"
    DEF = "DEF", "Defense or dependency counsel of the youth"
    PROB = "PROB", "Probation"
    CWS = "CWS", "Child welfare"
    LE = "LE", "Law enforcement"
    SCH = "SCH", "School"
    MED = "MED", "Hospital or public health"
    MH = "MH", "Behavioral health"
    ADV = "ADV", "Rape-crisis or trafficking advocate"
    CBO = "CBO", "Mentor or case manager of a community organization"
    CIV = "CIV", "Legal aid"
    CRT = "CRT", "Court staff"
    XC = "XC", "Another county"
    ADM = "ADM", "Technical administrator"
    RPT = "RPT", "Reader of reports"


CASELESS_ROLES = frozenset({Role.ADM, Role.RPT})
"""Whoever holds no other role reads no case, here or elsewhere ("admin users run the platform and read no case content", 7.3)."""


class Category(Codes):
    """The twenty-two rows of the sharing matrix (7.3), then the house's own rows around the meeting."""

    INDEX = "INDEX", "Index: name, birth date, agency case numbers, worker contacts, contact dates"
    DEMOGRAPHICS = "DEMOGRAPHICS", "Demographics, referral and residence"
    SOGI = "SOGI", "Gender identity and orientation"
    PLACEMENT = "PLACEMENT", "Placements and absences"
    CPS = "CPS", "Reports to child protection and child-welfare status"
    DELINQUENCY = "DELINQUENCY", "Probation status and 241.1"
    ARREST = "ARREST", "Arrests and charges"
    EDUCATION = "EDUCATION", "Schooling"
    HEALTH = "HEALTH", "Physical health"
    MENTAL_HEALTH = "MENTAL_HEALTH", "Mental health"
    SUBSTANCE_TREATMENT = "SUBSTANCE_TREATMENT", "Substance-use treatment (42 CFR Part 2)"
    RISK = "RISK", "Classification and risk factors"
    EXPLOITATION = "EXPLOITATION", "Exploitation history and prior victimization"
    SCREENING = "SCREENING", "Screening result level"
    VICTIM_WITNESS = "VICTIM_WITNESS", "Victim or witness in adult court"
    PRIVILEGED = "PRIVILEGED", "Advocate's privileged notes"
    VAULT = "VAULT", "Lawyer's vault"
    SAFETY_PLAN = "SAFETY_PLAN", "Safety plan, trusted adults and follow-up"
    SERVICES = "SERVICES", "Services, benefits and outcomes"
    PLACES = "PLACES", "Places and routes of trafficking"
    NOTES = "NOTES", "Meeting notes and summary"
    RELEASED = "RELEASED", "De-identified tables"
    REGISTER = "REGISTER", "The youth's number at the table, without a name"
    REQUEST = "REQUEST", "Requests to discuss a youth"
    MEETING = "MEETING", "Meetings, agenda lines and attendance"
    PACKET = "PACKET", "Packet copies"
    ROOM = "ROOM", "In the room: turns, guests proposed, objections, marks, issues named"
    STATEMENT = "STATEMENT", "Statements shared at the table"
    TASK = "TASK", "Follow-ups that a place at the table owns"
    DRAFT = "DRAFT", "What somebody is still writing"
    IMPORT = "IMPORT", "Workbooks being loaded"
    CONSENT = "CONSENT", "Recorded consents"
    WALL = "WALL", "Walls and recusals"
    WATCH = "WATCH", "Records watch: who has looked"
    STATISTICS = "STATISTICS", "Cohort snapshots that statistics are computed from"
    DIRECTORY = "DIRECTORY", "Tables, people, agreements and seats of the county"
    AGENCIES = "AGENCIES", "Counties and agencies"


MATRIX_CATEGORIES = tuple(Category)[:22]
"""The rows that the field's matrix has; the rest are the house's."""


class Verb(StrEnum):
    """What may be done. Writing means adding, correcting and withdrawing one's own agency's claims."""

    READ = "READ"
    WRITE = "WRITE"


class Relation(Codes):
    """How a person stands to a row. Each is one SQL expression over functions of the app that holds the facts."""

    SEAT = "SEAT", "holds a seat at the youth's table"
    SERVED = "SERVED", "works for an agency with an open case for the youth"
    OWN = "OWN", "works for the agency that made the claim"
    OWNER = "OWNER", "works for the agency that owes it or said it"
    AUTHOR = "AUTHOR", "wrote it"
    AGENDA = "AGENDA", "is checked in at a meeting with the youth on its open agenda"
    CLIENT = "CLIENT", "is counsel of the youth"
    AGENDA_CLIENT = (
        "AGENDA_CLIENT",
        "is counsel of the youth and checked in at a meeting with the youth on its open agenda",
    )
    CONSENT = "CONSENT", "works for an agency to which a recorded consent opens this category"
    CLIENT_CONSENT = (
        "CLIENT_CONSENT",
        "is counsel of the youth, and a recorded consent opens this category to the office",
    )
    CONSENT_ELSEWHERE = (
        "CONSENT_ELSEWHERE",
        "works in another county for an agency to which a recorded consent opens this",
    )
    HOLDER = "HOLDER", "is the person it was made out to"
    HOME = "HOME", "works in that county or holds a seat there"
    ANYONE = "ANYONE", "has signed in"


class Purpose(Codes):
    """Why somebody opens records; stated at sign-in and written into every audit entry (7.3, last line)."""

    MEETING = "MEETING", "Prepare or attend the weekly meeting"
    CASE_WORK = "CASE_WORK", "Work with the youth or the family"
    RECORD_KEEPING = "RECORD_KEEPING", "Keep our agency's part of the record"
    REPORTING = "REPORTING", "Statistics without names"
    ADMINISTRATION = "ADMINISTRATION", "Run the system"
    REVIEW = "REVIEW", "Review who has looked"


class Gate(Codes):
    """What must hold before any grant counts (restrictive policies)."""

    MOU = "MOU", "the agency's memorandum of understanding with the table is in force and covers the category"
    AGREEMENT = "AGREEMENT", "the person's confidentiality agreement is signed, current and not expired"
    TRAINING = "TRAINING", "where the county requires training, one that the person has completed still counts"
    WALL = "WALL", "the person is not walled off from this youth"
    PURPOSE = "PURPOSE", "the session has a stated purpose"
