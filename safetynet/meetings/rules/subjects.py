"""What is spoken of at the table, in one set of plain words: on the sheets of the packet, in the room, in the minutes."""

from safetynet.policy.vocabulary import Category

ON_PAPER: tuple[tuple[Category, str], ...] = (
    (Category.SAFETY_PLAN, "Safety plan and follow-up"),
    (Category.NOTES, "Summary and notes"),
    (Category.PLACEMENT, "Where the youth stays"),
    (Category.RISK, "Classification and risk factors"),
    (Category.DELINQUENCY, "Probation and 241.1"),
    (Category.CPS, "Child protection and welfare"),
    (Category.EDUCATION, "School"),
    (Category.SERVICES, "Services, benefits, outcomes"),
    (Category.EXPLOITATION, "Exploitation history"),
    (Category.SCREENING, "Screening"),
    (Category.VICTIM_WITNESS, "Victim or witness in court"),
    (Category.DEMOGRAPHICS, "Referral, home, work"),
    (Category.INDEX, "Workers and family"),
    (Category.ARREST, "Arrests"),
    (Category.PLACES, "Places and routes"),
)
"""What is printed, most needed first. A coordinator prints the copies of all seats, so what no coordinator may read (health,
mental health, substance-use treatment, privileged notes) never goes on paper; nor do gender identity and orientation."""

SUBJECTS: dict[Category, str] = {
    **dict(ON_PAPER),
    Category.HEALTH: "Physical health",
    Category.MENTAL_HEALTH: "Mental health",
    Category.SUBSTANCE_TREATMENT: "Substance-use treatment",
    Category.SOGI: "Gender identity or orientation",
}
"""What a statement can be about, in the order in which it is offered: as on paper, then what never stands there."""
