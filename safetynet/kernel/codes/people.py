"""Code lists about the youth as a person and about agencies (field facts, sections 8.1, 8.3, 8.8, 8.9)."""

from .base import Codes


class Classification(Codes):
    """Two populations in one database; every count is split by it (8.1)."""

    CSEC_IDENTIFIED = "CSEC_IDENTIFIED", "CSEC identified"
    AT_RISK = "AT_RISK", "At risk"
    NOT_CSEC = "NOT_CSEC", "Not CSEC"
    UNDETERMINED = "UNDETERMINED", "Undetermined"


class CaseStatus(Codes):
    """Whether the table still follows the youth (8.1)."""

    ACTIVE = "ACTIVE", "Active"
    INACTIVE = "INACTIVE", "Inactive"
    TRANSFERRED = "TRANSFERRED", "Transferred to another county"
    REFUSED_SERVICES = "REFUSED_SERVICES", "Declined services"
    AGED_OUT = "AGED_OUT", "Aged out"
    CLOSED = "CLOSED", "Closed"


class Race(Codes):
    """OMB 2024, several may be chosen; the last but two keeps older files' single entry (8.3)."""

    AMERICAN_INDIAN = "AMERICAN_INDIAN", "American Indian or Alaska Native"
    ASIAN = "ASIAN", "Asian"
    BLACK = "BLACK", "Black or African American"
    HISPANIC = "HISPANIC", "Hispanic or Latino"
    MIDDLE_EASTERN = "MIDDLE_EASTERN", "Middle Eastern or North African"
    PACIFIC_ISLANDER = "PACIFIC_ISLANDER", "Native Hawaiian or Pacific Islander"
    WHITE = "WHITE", "White"
    MIXED_OTHER = "MIXED_OTHER", "Mixed or other, not said which"
    UNKNOWN = "UNKNOWN", "Unknown"
    DECLINED = "DECLINED", "Declined to say"


class Sex(Codes):
    """Recorded sex; California knows three (AB 1163)."""

    FEMALE = "FEMALE", "Female"
    MALE = "MALE", "Male"
    INTERSEX = "INTERSEX", "Intersex"
    UNKNOWN = "UNKNOWN", "Unknown"


class GenderIdentity(Codes):
    """In the youth's own words first; these are for counting (8.3)."""

    GIRL_WOMAN = "GIRL_WOMAN", "Girl or woman"
    BOY_MAN = "BOY_MAN", "Boy or man"
    TRANS_GIRL_WOMAN = "TRANS_GIRL_WOMAN", "Transgender girl or woman"
    TRANS_BOY_MAN = "TRANS_BOY_MAN", "Transgender boy or man"
    NON_BINARY = "NON_BINARY", "Non-binary or gender non-conforming"
    GENDERQUEER = "GENDERQUEER", "Genderqueer"
    TWO_SPIRIT = "TWO_SPIRIT", "Two-spirit"
    QUESTIONING = "QUESTIONING", "Questioning"
    OTHER = "OTHER", "Another identity"
    UNKNOWN = "UNKNOWN", "Unknown"
    DECLINED = "DECLINED", "Declined to say"


class Orientation(Codes):
    """Sexual orientation (8.3)."""

    STRAIGHT = "STRAIGHT", "Straight"
    GAY_LESBIAN = "GAY_LESBIAN", "Gay or lesbian"
    BISEXUAL = "BISEXUAL", "Bisexual"
    ASEXUAL = "ASEXUAL", "Asexual"
    QUESTIONING = "QUESTIONING", "Questioning"
    OTHER = "OTHER", "Another orientation"
    UNKNOWN = "UNKNOWN", "Unknown"
    DECLINED = "DECLINED", "Declined to say"


class Relation(Codes):
    """Who counts as family (study rule R15), and the adults around it."""

    MOTHER = "MOTHER", "Mother"
    FATHER = "FATHER", "Father"
    STEP_PARENT = "STEP_PARENT", "Step-parent"
    GUARDIAN = "GUARDIAN", "Guardian"
    SIBLING = "SIBLING", "Sibling or half sibling"
    AUNT_UNCLE = "AUNT_UNCLE", "Aunt or uncle"
    GRANDPARENT = "GRANDPARENT", "Grandparent"
    CHILD = "CHILD", "The youth's own child"
    OTHER = "OTHER", "Another person of the household"


class ReferralSource(Codes):
    """Who referred the youth (8.8). The two arrest codes are historic: since 2017 no minor is arrested for these."""

    LAW_ENFORCEMENT = "LAW_ENFORCEMENT", "Law enforcement"
    PROBATION = "PROBATION", "Probation"
    SOCIAL_SERVICES = "SOCIAL_SERVICES", "Social services"
    COURT = "COURT", "Court"
    DA = "DA", "District attorney"
    PUBLIC_DEFENDER = "PUBLIC_DEFENDER", "Public defender"
    PRIVATE_ATTORNEY = "PRIVATE_ATTORNEY", "Private attorney"
    HOSPITAL_MEDICAL = "HOSPITAL_MEDICAL", "Hospital or medical"
    MENTAL_HEALTH = "MENTAL_HEALTH", "Mental health"
    SCHOOL = "SCHOOL", "School"
    CBO = "CBO", "Community organization"
    RAPE_CRISIS = "RAPE_CRISIS", "Rape-crisis center"
    HEAT_TIP_LINE = "HEAT_TIP_LINE", "HEAT tip line"
    CPS_HOTLINE = "CPS_HOTLINE", "CPS hotline"
    YOUTH_SELF = "YOUTH_SELF", "The youth"
    FAMILY = "FAMILY", "Family"
    OTHER_COUNTY = "OTHER_COUNTY", "Another county"
    OTHER = "OTHER", "Other"
    ARREST_647B = "ARREST_647B", "Arrest under 647(b), before 2017"
    ARREST_653_22 = "ARREST_653_22", "Arrest under 653.22, before 2017"


class EntryType(Codes):
    """The three ways a youth enters (county letter of 2013, section 4.2)."""

    OPEN_DCFS = "OPEN_DCFS", "Had an open child-welfare case"
    OPEN_PROBATION = "OPEN_PROBATION", "Had an open probation case"
    COMMUNITY = "COMMUNITY", "No system history"


class AgencyType(Codes):
    """Kinds of agency at or around a table (8.9)."""

    DISTRICT_ATTORNEY = "DISTRICT_ATTORNEY", "District attorney"
    PUBLIC_DEFENDER = "PUBLIC_DEFENDER", "Public defender"
    PRIVATE_DEFENSE = "PRIVATE_DEFENSE", "Private defense"
    DEPENDENCY_COUNSEL = "DEPENDENCY_COUNSEL", "Dependency counsel"
    PROBATION = "PROBATION", "Probation"
    CHILD_WELFARE = "CHILD_WELFARE", "Child welfare"
    LAW_ENFORCEMENT = "LAW_ENFORCEMENT", "Law enforcement"
    FORENSIC_INTERVIEW_CENTER = "FORENSIC_INTERVIEW_CENTER", "Forensic interview center"
    RAPE_CRISIS = "RAPE_CRISIS", "Rape-crisis center"
    CBO = "CBO", "Community organization"
    HOSPITAL = "HOSPITAL", "Hospital"
    PUBLIC_HEALTH = "PUBLIC_HEALTH", "Public health"
    BEHAVIORAL_HEALTH = "BEHAVIORAL_HEALTH", "Behavioral health"
    SCHOOL_DISTRICT = "SCHOOL_DISTRICT", "School district"
    COUNTY_OFFICE_OF_EDUCATION = "COUNTY_OFFICE_OF_EDUCATION", "County office of education"
    SHERIFF = "SHERIFF", "Sheriff"
    JUVENILE_COURT = "JUVENILE_COURT", "Juvenile court"
    LEGAL_AID = "LEGAL_AID", "Legal aid"
    PLACEMENT_PROVIDER = "PLACEMENT_PROVIDER", "Placement provider"
    TRIBE = "TRIBE", "Tribe"
    SURVIVOR_CONSULTANT = "SURVIVOR_CONSULTANT", "Survivor consultant"
    CONSULTANT = "CONSULTANT", "Consultant"
    STATE = "STATE", "State"
    FEDERAL = "FEDERAL", "Federal"


class StaffLevel(Codes):
    """Where somebody stands in an agency: to whom a question goes that stays unanswered (2.7: a higher-level representative)."""

    LINE = "LINE", "Works with youths"
    SUPERVISOR = "SUPERVISOR", "Supervises"
    HEAD = "HEAD", "Heads the agency"


class TrainingCourse(Codes):
    """What somebody must have learned before reading a case (3.10: SB 794, CSEC 101 and 102)."""

    CSEC_101 = "CSEC_101", "CSEC 101: awareness"
    CSEC_102 = "CSEC_102", "CSEC 102: engagement"
    CONFIDENTIALITY = "CONFIDENTIALITY", "Confidentiality at the table"
    OTHER = "OTHER", "Another course that the county accepts"


class SourceType(Codes):
    """How the agency that speaks came to know (8.4; Part 2 needs the source kept apart, 7.2 no. 5)."""

    OWN_RECORD = "OWN_RECORD", "Our own record"
    YOUTH_SAID = "YOUTH_SAID", "The youth said so"
    FAMILY_SAID = "FAMILY_SAID", "Family said so"
    AT_THE_TABLE = "AT_THE_TABLE", "Said at the table"
    OTHER_AGENCY = "OTHER_AGENCY", "Told by another agency"
    LAW_ENFORCEMENT = "LAW_ENFORCEMENT", "Law-enforcement report"
    DOCUMENT = "DOCUMENT", "A document we hold"
    WORKBOOK = "WORKBOOK", "The county's workbook"
    OBSERVED = "OBSERVED", "Seen by our worker"


class YesNoUnknown(Codes):
    """Unknown is not "no" (study rule R13)."""

    YES = "YES", "Yes"
    NO = "NO", "No"
    UNKNOWN = "UNKNOWN", "Unknown"
