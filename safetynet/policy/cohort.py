"""What statistics may read: the columns that the database role ``cohort`` can name, table by table, and no other.

Codes, days and flags; no name, number or free text of anybody. Six columns hold words that agencies type where the study
counted words: city, county, school, provider, arresting agency. They enter a snapshot as labels, and only where they are
labels (``reports.rules.labels``). Days enter a snapshot as months and as days since the referral. The role signs in for making
a snapshot and for nothing else, shows the pass of whoever makes it, and reads the tables of which that person may make
statistics (``policy.cohort_tables``).
"""

BOOKKEEPING = ("id", "youth_id", "table_id", "source_agency_id", "superseded_at", "withdrawn")
"""What every claim carries: whose it is, who says so, and whether it still stands."""

CLAIMS: dict[str, tuple[str, ...]] = {
    "youths_identity": ("birth_date",),
    "youths_demographics": ("sex", "races"),
    "youths_genderandorientation": ("gender_identity", "orientation"),
    "youths_referral": ("referred_on", "source", "entry_type"),
    "youths_residence": ("city", "county", "state"),
    "youths_statusattable": ("status", "since"),
    "youths_classificationattable": ("classification", "decided_on"),
    "youths_riskfactor": ("factor", "value"),
    "youths_screening": ("tool", "level", "screened_on"),
    "youths_exploitation": ("csec_type", "begins", "ends", "recruitment"),
    "youths_traffickingplace": ("role", "venue", "city", "state", "seen_on"),
    "youths_cpsreport": ("disposition", "received_on", "disposed_on"),
    "youths_childwelfarestatus": ("status", "basis", "begins", "ends"),
    "youths_probationstatus": ("status", "basis", "begins", "ends"),
    "youths_jointassessment": ("on_calendar", "hearing_on"),
    "youths_arrest": ("supersedes_id", "arrested_on", "arrested_by", "forum"),
    "youths_charge": ("arrest_id", "charge_group", "decriminalized_today"),
    "youths_schooling": ("school", "begins", "ends", "enrolled", "records_received", "often_absent"),
    "youths_placement": ("placement_kind", "state", "begins", "ends"),
    "youths_absence": ("begins", "ends"),
    "youths_servicelink": ("provider", "service_type", "status", "begins", "ends"),
    "youths_noservice": ("why",),
    "youths_benefit": ("benefit", "status", "begins"),
    "youths_outcome": ("outcome", "happened_on"),
    "youths_workercontact": ("begins", "ends"),
}
"""By table of claims, what it says beyond the bookkeeping."""

EXTRACTS: dict[str, tuple[str, ...]] = {
    "youths_youth": ("id", "table_id"),
    "intake_loadedrow": ("youth_id", "table_id", "workbook_id"),
    **{name: (*BOOKKEEPING, *said) for name, said in CLAIMS.items()},
}
"""Every table about youths that a snapshot is made from, with the columns it reads."""

DIRECTORY: dict[str, tuple[str, ...]] = {
    "governance_agency": ("id", "kind"),
    "governance_table": ("id", "county_id"),
    "governance_county": ("id", "name"),
}
"""Public directories: kinds of agencies, the counties of the tables."""


def columns_of(name: str) -> tuple[str, ...]:
    """The columns of a table that the role can name. Raises KeyError for a table that it cannot."""
    return EXTRACTS[name] if name in EXTRACTS else DIRECTORY[name]
