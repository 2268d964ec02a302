"""The words of the Human Trafficking Case Data Standard (HTCDS) 2.0 beside ours (field facts 8.1, 8.3, 8.13).

Field and value names are the standard's; what it cannot say is left out or told as less, and said so. The standard belongs to the
International Organization for Migration (IOM), CC BY 4.0; nothing here suggests that IOM endorses this program.
"""

from dataclasses import dataclass

from safetynet.kernel.codes import (
    CaseStatus,
    Classification,
    GenderIdentity,
    PlaceRole,
    RecruitmentMethod,
    ReferralSource,
    VenueKind,
)
from safetynet.policy.vocabulary import Category

STANDARD = "HTCDS 2.0"
CREDIT = (
    "Field and value names: Human Trafficking Case Data Standard (HTCDS) 2.0 by the International Organization for Migration, "
    "licensed under CC BY 4.0. IOM endorses neither this file nor the program that wrote it."
)
EVENTS, PLANS = "historic_trafficking_events", "support_plans"
NO_EQUAL = "The standard has no equal."


@dataclass(frozen=True, slots=True)
class Element:
    """A field of the standard that a record can fill: from which kind of claim, and in which category it is shared."""

    name: str
    kind: str
    category: Category


ELEMENTS: tuple[Element, ...] = (
    *(Element(name, "identity", Category.INDEX) for name in ("prs_FirstName", "prs_MiddleName", "prs_SecondName", "prs_Birthdate")),
    Element("prs_Gender", "genderandorientation", Category.SOGI),
    Element("prs_PrimaryLanguage", "demographics", Category.DEMOGRAPHICS),
    Element("vic_TraffickingStatus", "classificationattable", Category.RISK),
    *(
        Element(name, "exploitation", Category.EXPLOITATION)
        for name in ("vic_MethodOfRecruitment", "vic_MethodsOfControl", "vic_TypeOfExploitation", "vic_TypeOfSexExploitation")
    ),
    *(Element(name, "statusattable", Category.DEMOGRAPHICS) for name in ("cas_Status", "cas_ReasonForCaseClosure")),
    *(Element(name, "referral", Category.DEMOGRAPHICS) for name in ("cas_IncomingReferralDate", "cas_ReferringOrganisation")),
    *(
        Element(name, "traffickingplace", Category.PLACES)
        for name in ("hte_Type", "hte_City", "hte_State", "hte_Country", "hte_Street", "hte_Date", "hte_Description")
    ),
    *(
        Element(name, "safetyplan", Category.SAFETY_PLAN)
        for name in ("spl_Objectives", "spl_ActionPlan", "spl_PlannedEndDate")
    ),
    Element("con_Consent", "consent", Category.CONSENT),
)  # fmt: skip
KINDS_TOLD = tuple(dict.fromkeys(element.kind for element in ELEMENTS if element.kind != "consent"))
"""The kinds of claims that an export asks for, and no other."""

TRAFFICKING_STATUS = {
    Classification.CSEC_IDENTIFIED: "ActualVictimOfTrafficking",
    Classification.AT_RISK: "PossibleVictimOfTrafficking",
    Classification.NOT_CSEC: "NotAVictimOfTrafficking",
}
"""An undetermined classification has no equal: "possible" says more than "not yet decided"."""

CASE_STATUS = {
    CaseStatus.ACTIVE: "Active",
    CaseStatus.INACTIVE: "FollowUp",
    CaseStatus.CLOSED: "Closed",
    CaseStatus.TRANSFERRED: "ClosedReferred",
}
CLOSED_FOR = {CaseStatus.AGED_OUT: CaseStatus.AGED_OUT.label, CaseStatus.REFUSED_SERVICES: CaseStatus.REFUSED_SERVICES.label}
"""Two of ours are "Closed" there; the reason for closing says which."""

GENDER = {
    GenderIdentity.GIRL_WOMAN: "Feminine",
    GenderIdentity.BOY_MAN: "Masculine",
    GenderIdentity.TRANS_GIRL_WOMAN: "TransgenderFeminine",
    GenderIdentity.TRANS_BOY_MAN: "TransgenderMasculine",
    GenderIdentity.NON_BINARY: "NonConforming",
    GenderIdentity.UNKNOWN: "NonSpecifiedUnknown",
}
GENDER_AS_LESS = {
    GenderIdentity.GENDERQUEER: "NonConforming",
    GenderIdentity.TWO_SPIRIT: "NonConforming",
    GenderIdentity.QUESTIONING: "NonSpecifiedUnknown",
    GenderIdentity.OTHER: "NonSpecifiedUnknown",
    GenderIdentity.DECLINED: "NonSpecifiedUnknown",
}
"""What the standard can only say with less; the export tells so. Nothing is taken from the recorded sex."""

RECRUITMENT = {
    RecruitmentMethod.BUSINESS: "AtAPlaceOfBusiness",
    RecruitmentMethod.SCHOOL: "AtAnEducationalInstitution",
    RecruitmentMethod.WORK: "AtWork",
    RecruitmentMethod.ONLINE_NETWORK: "ThroughOnlineSocialNetworks",
    RecruitmentMethod.FAMILY: "ThroughFamilyOrFamilyEvents",
    RecruitmentMethod.FRIENDS: "ThroughFriendsOrSocialEvents",
    RecruitmentMethod.OTHER: "Other",
}
RECRUITMENT_AS_LESS = {RecruitmentMethod.ADVERTISEMENT: "Other", RecruitmentMethod.PLACEMENT: "Other"}
"""The standard asks which sort of advertisement, and knows no placement."""
ADVERTISEMENTS = ("ThroughAnOnlineAdvertisement", "ThroughATelevisionAdvert", "ThroughANewspaperAdvert")

EVENT_TYPE = {PlaceRole.RECRUITMENT: "Recruitment", PlaceRole.TRANSIT: "Transit", PlaceRole.EXPLOITATION: "Exploitation"}
VENUES = {venue.label: venue for venue in VenueKind}
SOURCES = {source.label: source for source in ReferralSource}

TOLD_IN_WORDS: dict[str, tuple[str, dict[str, str]]] = {
    "vic_MethodsOfControl": (
        "Methods of control (HTCDS)",
        {
            "PhysicalThreats": "physical threats",
            "ThreatsLawEnforcement": "threats of law enforcement",
            "ThreatensChildrenFamily": "threats against children or family",
            "DebtBondage": "debt bondage",
            "FalsePromises": "false promises",
            "PhysicalAbuse": "physical abuse",
            "SexualAbuse": "sexual abuse",
            "TakesEarnings": "earnings taken",
            "RestrictsFinancialAccess": "no access to money",
            "RestrictsMedicalCare": "no access to medical care",
            "WithholdsNecessities": "necessities withheld",
            "PsychologicalAbuse": "psychological abuse",
            "PsychoactiveSubstance": "psychoactive substances",
            "ExcessiveWorkingHours": "excessive hours",
            "WithholdsDocuments": "documents withheld",
            "Other": "another method",
        },
    ),
    "vic_TypeOfExploitation": (
        "Exploitation (HTCDS)",
        {
            "ForcedLabour": "forced labor",
            "SexualExploitation": "sexual exploitation",
            "ChildLabour": "child labor",
            "ForcedMarriage": "forced marriage",
            "Servitude": "servitude",
            "ForcedMilitaryByNonStateActors": "forced to fight",
            "OrganRemoval": "organ removal",
            "ForcedBegging": "forced begging",
            "ForcedAdoption": "forced adoption",
            "Surrogacy": "surrogacy",
            "Other": "another kind of exploitation",
        },
    ),
    "vic_TypeOfSexExploitation": (
        "Sexual exploitation (HTCDS)",
        {
            "Prostitution": "sold for sex",
            "Pornography": "sexual images",
            "RemoteInteractiveServices": "remote interactive",
            "PrivateSexualServices": "private sexual services",
        },
    ),
}
"""What has no field of its own here stands as one line of the exploitation history, and is read back from just that line."""

LANGUAGES = {
    "English": "eng", "Spanish": "spa", "Chinese": "zho", "Vietnamese": "vie", "Tagalog": "tgl", "Korean": "kor",
    "Armenian": "hye", "Persian": "fas", "Russian": "rus", "Arabic": "ara", "Punjabi": "pan", "Khmer": "khm", "Hmong": "hmn",
    "Japanese": "jpn", "Thai": "tha", "Lao": "lao", "Hindi": "hin", "Portuguese": "por", "French": "fra", "Ukrainian": "ukr",
    "Amharic": "amh", "Tigrinya": "tir", "Samoan": "smo", "Tongan": "ton",
}  # fmt: skip
"""ISO 639-2, the languages that California's counties meet most; another one is reported, never guessed."""
