"""Services, strategies and barriers of the state's report of 2017, in our words, with the counties it names."""

from safetynet.kernel.codes import ProgramEntryKind, ProgramTopic, ServiceType

from .declaring import Entry, ServiceCount

_YEAR = "2016-17"


def _strategy(topic: ProgramTopic, words: str, *counties: str) -> Entry:
    return Entry(counties, _YEAR, ProgramEntryKind.STRATEGY, topic, words)


def _barrier(topic: ProgramTopic, words: str, *counties: str) -> Entry:
    return Entry(counties, _YEAR, ProgramEntryKind.BARRIER, topic, words)


SERVICES: tuple[ServiceCount, ...] = (
    ServiceCount(ServiceType.MENTAL_HEALTH.label, words="Clinicians who follow the youth from placement to placement."),
    ServiceCount(ServiceType.CO_OCCURRING.label, words="Assessment and treatment of substance use and of developmental concerns."),
    ServiceCount(ServiceType.ADVOCACY.label, words="Adults outside public agencies, often survivors, from the first encounter on."),
    ServiceCount(
        ServiceType.PLACEMENT.label,
        words="Emergency, foster, receiving home, housing from 18 to 21, wraparound behind foster parents.",
    ),
    ServiceCount(
        ServiceType.GANG_AFFILIATION.label, words="Diversion, task forces, intervention specialists of community partners."
    ),
    ServiceCount(ServiceType.FISCAL_VOCATIONAL.label, words="Independent Living Programs, subsidized jobs, financial literacy."),
    ServiceCount(
        ServiceType.OTHER.label,
        words="Humanitarian bags, tattoo removal, transit vouchers, dialectical behavior therapy, yoga, writing, peer mentors, "
        "meditation, horticulture, equine and art therapy, camps, retreats.",
    ),
)
ENTRIES: tuple[Entry, ...] = (
    _strategy(ProgramTopic.SCREENING, "The child-welfare agencies of 23 counties use the CSE-IT; the others use similar tools."),
    _strategy(
        ProgramTopic.TEAMS,
        "Teams in three tiers: immediate, within two to 23 hours; initial, within seven to 10 days; ongoing. 21 counties sent "
        "their teams to the convening of 2015.",
    ),
    _strategy(
        ProgramTopic.PARTNERS, "A child-welfare worker sits three hours a week in a police department.", "Yolo"
    ),
    _strategy(
        ProgramTopic.ADVOCATES, "Advocates embedded in the Assessment Center; other counties follow.", "Alameda", "Calaveras",
        "Los Angeles", "Marin", "San Diego", "San Francisco", "San Joaquin", "San Mateo",
    ),
    _strategy(
        ProgramTopic.ADVOCATES, "An advocate is sent within 45 minutes of a call to the crisis hotline.", "Sacramento"
    ),
    _strategy(ProgramTopic.FUNDING, "Three neighboring counties share funding, experts and contracts."),
    _strategy(
        ProgramTopic.PREVENTION, "The task force trains first responders, schools and families, and reaches out to businesses.",
        "Riverside",
    ),
    _strategy(
        ProgramTopic.COURTS, "Dedicated calendars: the same faces, frequent hearings, decisions by a team.", "Alameda",
        "Los Angeles", "Orange", "Sacramento", "San Diego", "San Francisco",
    ),
    _strategy(ProgramTopic.PLACEMENT, "A roundtable of placement providers who want to serve these youths.", "Los Angeles"),
    _strategy(
        ProgramTopic.SPECIAL_UNITS, "Specialized staff or units with smaller caseloads.", "Alameda", "Fresno", "Orange",
        "San Bernardino", "San Diego", "San Joaquin", "Riverside", "Sacramento", "Sonoma", "Ventura",
    ),
    _strategy(
        ProgramTopic.SURVIVORS,
        "Sixteen counties engage survivors as staff, on steering committees, as consultants; a state board of ten adult survivors.",
    ),
    _strategy(ProgramTopic.HARD_TO_IDENTIFY, "Training of resource families and staff about LGBTQ youths (RISE).", "Los Angeles"),
    _strategy(ProgramTopic.MONITORING, "A committee reviews cases of the first-responder protocol each month.", "Los Angeles"),
    _barrier(ProgramTopic.RECEPTIVITY, "It takes many attempts before a youth accepts support; trauma teaches distrust."),
    _barrier(ProgramTopic.PLACEMENT, "Too few trained resource families, emergency shelters and longer-term homes."),
    _barrier(ProgramTopic.FAMILIES, "Few resources help parents to keep a youth safe at home."),
    _barrier(ProgramTopic.IDENTIFICATION, "Some counties have identified nobody, which does not mean that there is nobody."),
    _barrier(ProgramTopic.HARD_TO_IDENTIFY, "Too few practices and placements for gender-fluid and LGBTQ youths."),
    _barrier(ProgramTopic.PARTNERS, "Critical partners are not fully engaged."),
    _barrier(ProgramTopic.TRAINING, "Turnover: knowledge is lost and staff must be trained again."),
    _barrier(ProgramTopic.DOCUMENTATION, "Changing instructions and limits of the system; only part of the counties documented."),
    _barrier(ProgramTopic.FUNDING, "Contracts take up to a year, funds must be spent within the fiscal year."),
)  # fmt: skip
