"""What counties report to the state about the CSEC Program (WIC 16524.10): tiers, kinds of entries, topics."""

from .base import Codes


class ProgramTier(Codes):
    """How a county took part in a fiscal year (3.2). Tier II: a known population and an interagency protocol."""

    NO_TIER = "NO_TIER", "Takes part, no tier"
    TIER_I = "TIER_I", "Tier I"
    TIER_II = "TIER_II", "Tier II"
    NONE = "NONE", "Does not take part"


class ProgramEntryKind(Codes):
    """What a county says in words (WIC 16524.10 c to e)."""

    SERVICE_PLANNED = "SERVICE_PLANNED", "Service planned"
    STRATEGY = "STRATEGY", "Strategy"
    BARRIER = "BARRIER", "Barrier"


class ProgramTopic(Codes):
    """What a strategy or a barrier is about: the successes and challenges of the state's report (3.8, 3.9), and the four groups
    of barriers that a county's task force found (4.3)."""

    PREVENTION = "PREVENTION", "Prevention and awareness"
    TRAINING = "TRAINING", "Training and turnover of staff"
    IDENTIFICATION = "IDENTIFICATION", "Identification and prevalence"
    SCREENING = "SCREENING", "Screening tools"
    TEAMS = "TEAMS", "Multidisciplinary teams"
    PARTNERS = "PARTNERS", "Partner agencies and communities"
    ADVOCATES = "ADVOCATES", "Community CSEC advocates"
    SURVIVORS = "SURVIVORS", "Survivors in policy and services"
    RECEPTIVITY = "RECEPTIVITY", "Receptivity to assistance"
    SERVICES = "SERVICES", "Specialized services"
    PLACEMENT = "PLACEMENT", "Placements and those who provide them"
    FAMILIES = "FAMILIES", "Parents and families"
    COURTS = "COURTS", "Specialized courts"
    SPECIAL_UNITS = "SPECIAL_UNITS", "Specialized staff and units"
    HARD_TO_IDENTIFY = "HARD_TO_IDENTIFY", "Youths who are hard to identify, LGBTQ youths among them"
    DOCUMENTATION = "DOCUMENTATION", "Documentation and data"
    SHARING = "SHARING", "Several systems and what they may share"
    FUNDING = "FUNDING", "Funding, timelines and shared resources"
    MONITORING = "MONITORING", "Monitoring of protocols"
    OTHER = "OTHER", "Other"
