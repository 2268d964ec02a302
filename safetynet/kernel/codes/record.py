"""Code lists about what happened and what was done (field facts, sections 8.2, 8.4-8.7, 8.10, 8.12-8.16)."""

from .base import Codes


class RiskFactorKind(Codes):
    """The 16 factors of the study's figure 12 (8.4)."""

    MENTAL_HEALTH = "MENTAL_HEALTH", "Mental health"
    BEHAVIORAL = "BEHAVIORAL", "Distress shown in behavior"
    DRUG_USE = "DRUG_USE", "Drug use"
    PREGNANT_PARENTING = "PREGNANT_PARENTING", "Pregnant or parenting"
    GANG_INVOLVEMENT = "GANG_INVOLVEMENT", "Gang involvement"
    TATTOOS = "TATTOOS", "Tattoos"
    LGBTQ = "LGBTQ", "LGBTQ"
    CHRONIC_ABSENTEEISM = "CHRONIC_ABSENTEEISM", "Chronic absence from school"
    RUNAWAY_HISTORY = "RUNAWAY_HISTORY", "Has left home or placement before"
    FAMILY_CRIMINAL = "FAMILY_CRIMINAL", "Family: criminal history"
    FAMILY_DRUG = "FAMILY_DRUG", "Family: drug use"
    FAMILY_CSEC = "FAMILY_CSEC", "Family: commercial sexual exploitation"
    FAMILY_GANG = "FAMILY_GANG", "Family: gang involvement"
    RECRUITER = "RECRUITER", "Made to recruit others (the youth is still a victim)"
    DECEASED_RELATIVE_OR_FRIEND = "DECEASED_RELATIVE_OR_FRIEND", "Lost a relative or friend"
    DEVELOPMENTAL_DELAY = "DEVELOPMENTAL_DELAY", "Developmental delay"


class PlacementKind(Codes):
    """Where a youth lives or is held (8.7); an absence is a row of its own."""

    HOME_PARENT = "HOME_PARENT", "Home with a parent"
    RELATIVE_NREFM = "RELATIVE_NREFM", "Relative or close family friend"
    RESOURCE_FAMILY = "RESOURCE_FAMILY", "Resource family (foster home)"
    FFA = "FFA", "Foster family agency home"
    GROUP_HOME = "GROUP_HOME", "Group home (historic)"
    STRTP = "STRTP", "Short-term residential therapeutic program"
    CTF = "CTF", "Community treatment facility"
    RECEIVING_EMERGENCY_SHELTER = "RECEIVING_EMERGENCY_SHELTER", "Receiving home, assessment center or shelter"
    TRANSITIONAL_THPP = "TRANSITIONAL_THPP", "Transitional housing"
    SILP = "SILP", "Supervised independent living"
    JUVENILE_HALL = "JUVENILE_HALL", "Juvenile hall"
    CAMP_RANCH = "CAMP_RANCH", "Camp or ranch"
    OUT_OF_STATE_FACILITY = "OUT_OF_STATE_FACILITY", "Facility out of state"
    HOSPITAL_PSYCH = "HOSPITAL_PSYCH", "Psychiatric hospital"
    HOMELESS_COUCH = "HOMELESS_COUCH", "No fixed home, staying with friends"
    OTHER = "OTHER", "Other"


IN_CUSTODY = frozenset({PlacementKind.JUVENILE_HALL, PlacementKind.CAMP_RANCH})
"""Kinds of placement that put a youth in the agenda's section "in custody"."""


class SystemStatus(Codes):
    """Involvement with probation or social services (8.6)."""

    CURRENT = "CURRENT", "Now"
    PREVIOUS = "PREVIOUS", "Before"
    NONE = "NONE", "Never"


class ProbationBasis(Codes):
    """Why probation is involved (WIC 601, 602, 654; 8.6)."""

    INFORMAL_654 = "INFORMAL_654", "Informal supervision (WIC 654)"
    STATUS_601 = "STATUS_601", "WIC 601"
    WARD_602 = "WARD_602", "Ward (WIC 602)"
    TRANSITION_450 = "TRANSITION_450", "Transition jurisdiction (WIC 450)"
    OTHER = "OTHER", "Other"


class ChildWelfareBasis(Codes):
    """Why child welfare is involved (WIC 300; 8.6)."""

    VOLUNTARY = "VOLUNTARY", "Voluntary services"
    DEPENDENT_300 = "DEPENDENT_300", "Dependent (WIC 300)"
    DEPENDENT_300B2 = "DEPENDENT_300B2", "Dependent, sexually trafficked (WIC 300(b)(2))"
    EXTENDED_FOSTER_CARE = "EXTENDED_FOSTER_CARE", "Extended foster care (AB 12)"
    OTHER = "OTHER", "Other"


class CpsDisposition(Codes):
    """How a report to child protection ended (study, figure 1)."""

    PENDING = "PENDING", "Pending"
    EVALUATED_OUT = "EVALUATED_OUT", "Evaluated out"
    UNFOUNDED = "UNFOUNDED", "Unfounded"
    INCONCLUSIVE = "INCONCLUSIVE", "Inconclusive"
    SUBSTANTIATED = "SUBSTANTIATED", "Substantiated"
    UNKNOWN = "UNKNOWN", "Unknown"


class CourtForum(Codes):
    """Which court an arrest went to (8.10)."""

    JUVENILE = "JUVENILE", "Juvenile"
    ADULT = "ADULT", "Adult"


class CaseRole(Codes):
    """The youth's part in a case in adult court: never the accused one here."""

    VICTIM = "VICTIM", "Victim"
    WITNESS = "WITNESS", "Witness"
    VICTIM_WITNESS = "VICTIM_WITNESS", "Victim and witness"


class ServiceStatus(Codes):
    """How far a referral to a service has come (8.5)."""

    REFERRED = "REFERRED", "Referred"
    ACCEPTED = "ACCEPTED", "Accepted"
    DECLINED = "DECLINED", "Declined"
    WAITLISTED = "WAITLISTED", "On a waiting list"
    ACTIVE = "ACTIVE", "Taking part"
    COMPLETED = "COMPLETED", "Completed"
    DROPPED = "DROPPED", "Stopped early"
    NOT_AVAILABLE = "NOT_AVAILABLE", "Not available"
    USED = "USED", "Used, no more is known"


class ServiceType(Codes):
    """What the service is, in the words of the state's report (3.7)."""

    MENTAL_HEALTH = "MENTAL_HEALTH", "Mental health and case management"
    CO_OCCURRING = "CO_OCCURRING", "Co-occurring disorder care"
    ADVOCACY = "ADVOCACY", "Community CSEC advocate"
    PLACEMENT = "PLACEMENT", "Placement continuum"
    GANG_AFFILIATION = "GANG_AFFILIATION", "Gang-affiliation services"
    FISCAL_VOCATIONAL = "FISCAL_VOCATIONAL", "Fiscal or vocational"
    LEGAL = "LEGAL", "Legal aid"
    GROUP_PROGRAM = "GROUP_PROGRAM", "Group program"
    OTHER = "OTHER", "Other"


class NoServiceReason(Codes):
    """Why a youth has no service (8.5, study rule R14)."""

    REFUSED = "REFUSED", "Declined"
    TRANSFERRED_NO_SERVICE = "TRANSFERRED_NO_SERVICE", "Moved where there is none"
    PENDING = "PENDING", "Pending"
    UNKNOWN = "UNKNOWN", "Unknown"


class BenefitKind(Codes):
    """Benefits the table links to (8.5)."""

    SOCIAL_SECURITY = "SOCIAL_SECURITY", "Social Security"
    MEDI_CAL = "MEDI_CAL", "Medi-Cal"
    WIC_NUTRITION = "WIC_NUTRITION", "WIC nutrition"
    AB12_EFC = "AB12_EFC", "AB 12 extended foster care"
    TRANSITIONAL_HOUSING = "TRANSITIONAL_HOUSING", "Transitional housing"
    OTHER = "OTHER", "Other"


class OutcomeKind(Codes):
    """What became of it (8.12, a list of our own: the study names outcomes without values)."""

    SAFE_PLACEMENT_STABLE = "SAFE_PLACEMENT_STABLE", "In a safe, stable placement"
    SCHOOL_ENROLLED = "SCHOOL_ENROLLED", "Enrolled in school"
    SERVICE_ENGAGED = "SERVICE_ENGAGED", "Engaged with a service"
    REEXPLOITATION_REPORTED = "REEXPLOITATION_REPORTED", "Exploitation reported again"
    MISSING_EPISODE = "MISSING_EPISODE", "Missing"
    RETURNED = "RETURNED", "Returned"
    ADULT_ARREST = "ADULT_ARREST", "Arrested as an adult"
    EMPLOYED = "EMPLOYED", "Employed"
    TRANSFERRED = "TRANSFERRED", "Transferred"
    DECEASED = "DECEASED", "Deceased"
    LOST_CONTACT = "LOST_CONTACT", "Contact lost"


class CsecType(Codes):
    """The six types of the state's grid, in the order of its de-duplication (8.2, 3.5)."""

    DURING_FOSTER_CARE = "DURING_FOSTER_CARE", "Victim during foster care"
    OPEN_CASE = "OPEN_CASE", "Victim in open case, not in foster care"
    ABSENT = "ABSENT", "Victim while absent from placement"
    CLOSED_CASE_ILP = "CLOSED_CASE_ILP", "Victim in closed case, receiving ILP services"
    BEFORE_FOSTER_CARE = "BEFORE_FOSTER_CARE", "Victim before foster care"
    AT_RISK = "AT_RISK", "At risk"


class RecruitmentMethod(Codes):
    """How the youth was approached (HTCDS 2.0, MethodOfRecruitment)."""

    BUSINESS = "BUSINESS", "At a place of business"
    SCHOOL = "SCHOOL", "At a school"
    WORK = "WORK", "At work"
    ONLINE_NETWORK = "ONLINE_NETWORK", "Through an online network"
    ADVERTISEMENT = "ADVERTISEMENT", "Through an advertisement"
    FAMILY = "FAMILY", "Through family"
    FRIENDS = "FRIENDS", "Through friends"
    PLACEMENT = "PLACEMENT", "In a placement"
    OTHER = "OTHER", "Other"
    UNKNOWN = "UNKNOWN", "Unknown"


class PlaceRole(Codes):
    """What happened at a place (HTCDS historic events)."""

    RECRUITMENT = "RECRUITMENT", "Recruitment"
    TRANSIT = "TRANSIT", "Transit"
    EXPLOITATION = "EXPLOITATION", "Exploitation"


class VenueKind(Codes):
    """What sort of place (NIEM 6.0 trafficking venue)."""

    HOTEL_MOTEL = "HOTEL_MOTEL", "Hotel or motel"
    STREET = "STREET", "Street"
    INTERNET = "INTERNET", "Internet"
    PRIVATE_HOME = "PRIVATE_HOME", "Private home"
    FOSTER_HOME = "FOSTER_HOME", "Foster home"
    GROUP_HOME = "GROUP_HOME", "Residential group home"
    SHELTER = "SHELTER", "Shelter"
    SCHOOL = "SCHOOL", "School"
    OTHER = "OTHER", "Other"


class ScreeningTool(Codes):
    """Which tool was used; no tool's items are kept here, only version, total and level (8.16)."""

    CSE_IT = "CSE_IT", "CSE-IT"
    TVIT = "TVIT", "TVIT"
    QYIT = "QYIT", "QYIT"
    HTST = "HTST", "HTST"
    SSCST = "SSCST", "SSCST"
    LOCAL = "LOCAL", "Local indicator list (not validated)"
    OTHER = "OTHER", "Other"


class ScreeningLevel(Codes):
    """The level a screening ended with."""

    NO_CONCERN = "NO_CONCERN", "No concern"
    POSSIBLE_CONCERN = "POSSIBLE_CONCERN", "Possible concern"
    CLEAR_CONCERN = "CLEAR_CONCERN", "Clear concern"


class FollowUpStatus(Codes):
    """Where an action or question stands (8.11)."""

    OPEN = "OPEN", "Open"
    DONE = "DONE", "Done"
    BLOCKED = "BLOCKED", "Blocked"
    DROPPED = "DROPPED", "Dropped"


class AgendaSection(Codes):
    """Sections of the printed agenda (S2; 8.11)."""

    NEW = "NEW", "New"
    IN_CUSTODY = "IN_CUSTODY", "In custody"
    OUT_OF_CUSTODY = "OUT_OF_CUSTODY", "Out of custody"
    AFTERCARE = "AFTERCARE", "Aftercare"
