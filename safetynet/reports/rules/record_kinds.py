"""The files of a snapshot, one per record kind, and what their columns mean: the dictionary that lies beside every snapshot."""

RECORD_KINDS: dict[str, str] = {
    "youth": "one row per youth, with what was true at the first referral",
    "risk": "a risk factor of a youth: yes, no or unknown; no row is unknown",
    "service": "a service a youth was referred to, and how far it came; used: at any time, not only offered or refused",
    "no_service": "why a youth has no service",
    "benefit": "a benefit, and how far it came",
    "school": "a school a youth attended",
    "arrest": "an arrest; exploitation: under 647(b) or former 653.22; only_exploitation: under nothing else",
    "stay": "a place where a youth stayed, or an absence",
    "exploitation": "a period of exploitation by the type of the state's grid, and the kind of agency that says so",
    "place": "a city in which something happened, what, and in which sort of place",
    "outcome": "what became of it",
    "screening": "a screening's tool and level",
    "cps_report": "a report to child protection and how it ended",
    "supervision": "probation, social services, the 241.1 calendar: now or before",
    "adult": "somebody of an agency who worked with a youth, by the kind of agency",
    "completeness": "by kind of agency and field: claims that say something, out of all",
    "meeting": "how many people came to a meeting",
}
COLUMNS: dict[str, str] = {
    "youth": "key of the youth in the snapshot; an order that only the instance's secret knows",
    "days": "days from the first referral to the beginning; negative before it; empty where no day is known",
    "days_end": "days from the first referral to the end",
    "ym": "year times 100 plus month of the beginning",
    "ym_end": "year times 100 plus month of the end",
    "at_table": "the table",
    "workbooks": "the workbooks that brought the youth, by their number",
    "year": "year of the first referral",
    "month": "month of the first referral",
    "no_offense_today": "none of the charges is an offense of a minor today",
    "age": "completed years on the day of the first referral",
}
