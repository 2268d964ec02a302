"""The words offices write in coded columns and what each means. A county adds its own in its mapping.

Looked up by ``text.plain``: small letters, no punctuation. What is not here is told, and kept as it was written.
"""

from functools import cache

from safetynet.kernel.codes import (
    AgendaSection,
    CaseStatus,
    Classification,
    CourtForum,
    NoServiceReason,
    Race,
    ReferralSource,
    RiskFactorKind,
    Sex,
    SystemStatus,
)
from safetynet.kernel.counties import COUNTIES

from .fields import RISK_FIELDS, SheetKind
from .headers import known_headers
from .text import plain

PROVIDERS = (
    "BAWAR", "MISSSEY", "Guidance Clinic", "WCC", "Kevin Grant", "BALA", "Project Permanence", "Highway to Work/EBCS",
    "YWSP", "YEP", "CVS", "Youth Uprising", "REACH Ashland Youth Center", "Youth Alive",
)  # fmt: skip
"""The fourteen providers of the study's figure 18 (8.5), in the spelling in which they are counted."""

OUTSIDE = "OUTSIDE"
"""What a county column means by "Out of State"."""

NO_SERVICE = "NO_SERVICE:"
"""A word in a provider column that says why there is none."""

_WORDS: dict[str, dict[str, str]] = {
    "race": {
        Race.BLACK: """african american; aa; black; afr am; afro american; african amer; af am; black african american;
            african american black; b; blk; a a; af amer; afr american; africanamerican; african""",
        Race.HISPANIC: """latino; latina; hispanic; latinx; latin; hisp; hispanic latino; latino hispanic; hispanic latina; l; h;
            mexican; chicana; chicano; latino a; latine; hispanic latinx; latina hispanic; lat; mexican american; salvadoran;
            guatemalan""",
        Race.WHITE: "caucasian; white; c; w; cauc; anglo; european american; white caucasian; caucasian white; wht; caucasion",
        Race.ASIAN: """asian; a; asian american; vietnamese; chinese; cambodian; filipino; filipina; laotian; asn; hmong; korean;
            japanese; south asian; east asian; asian indian; thai; mien""",
        Race.PACIFIC_ISLANDER: """pacific islander; pi; native hawaiian; samoan; tongan; islander; hawaiian; nhpi; pac islander;
            pacific isl; native hawaiian pacific islander; p i; fijian; hawaiian pacific islander; guamanian; chamorro;
            native hawaiian or pacific islander; pacific islander native hawaiian; pac isl""",
        Race.AMERICAN_INDIAN: """native american; american indian; alaska native; ai an; aian; indigenous;
            native; american indian alaska native; native amer; american indian or alaska native; nat am; first nations;
            american indian native american; native american indian""",
        Race.MIDDLE_EASTERN: "middle eastern; mena; arab; north african; middle eastern or north african; arab american",
        Race.MIXED_OTHER: """mixed; other; mixed other; multiracial; biracial; multi; multi racial; bi racial; mixed race; m; o;
            two or more; 2 or more; other mixed; multiple; two or more races; more than one; mix; multi ethnic; multiethnic;
            mixed or other; other or mixed; oth; more than one race""",
        Race.UNKNOWN: "unknown; unk; u; not known; n k; n a; tbd; not recorded; not stated; not specified",
        Race.DECLINED: "declined; declined to say; declined to state; refused; prefer not to say; decline to state",
    },
    "sex": {
        Sex.FEMALE: "f; female; girl; fem; woman; g; w; females; femail; cis female; cisgender female",
        Sex.MALE: "m; male; boy; man; b; males; cis male; cisgender male",
        Sex.INTERSEX: "intersex; i; x intersex",
        Sex.UNKNOWN: "u; unk; unknown; not known; not recorded",
    },
    "classification": {
        Classification.CSEC_IDENTIFIED: """csec; csec identified; identified; cse; confirmed; csec confirmed; identified csec;
            confirmed csec; victim; csec victim; known csec; exploited; csec id; known; yes; exploited youth; c; trafficked;
            confirmed victim; identified victim; commercially sexually exploited; csec youth; identified as csec;
            clear concern; csec known; trafficking victim""",
        Classification.AT_RISK: """at risk; ar; atrisk; risk; at risk csec; a r; at risk for csec; csec at risk; high risk;
            at risk youth; possible; suspected; at risk of csec; suspected csec; vulnerable; possible concern; r; at rsk;
            at high risk; at risk only; csec ar; no but at risk""",
        Classification.NOT_CSEC: "not csec; no; none; not identified; ruled out; not at risk; no concern; non csec",
        Classification.UNDETERMINED: "undetermined; unknown; unk; u; tbd; pending; not determined; to be determined",
    },
    "status": {
        CaseStatus.ACTIVE: "active; open; a; current; act; o; ongoing; yes; y; still active; opened; x; on going; in progress",
        CaseStatus.INACTIVE: "inactive; i; inact; not active; no; n; in active; dormant; no longer active; non active; ina",
        CaseStatus.CLOSED: "closed; c; case closed; completed; close; done; dismissed; cls; terminated",
        CaseStatus.TRANSFERRED: """transferred; transfer; transferred out; moved; t; transferred to another county; moved away;
            trans; xfer; transfered""",
        CaseStatus.REFUSED_SERVICES: """refused services; refused; declined; declined services; r; refuses; refusing services;
            refused service""",
        CaseStatus.AGED_OUT: "aged out; age out; over 18; turned 18; aged; ageout; adult",
    },
    "source": {
        ReferralSource.LAW_ENFORCEMENT: """law enforcement; police; opd; pd; sheriff; le; sheriffs office; police department;
            chp; bart pd; detective; patrol; officer; vice; lapd; sfpd; sjpd; hpd; deputy; acso; fbi; bart police; leo;
            law enf; police dept; cops; oakland police; hsi; task force; sheriffs department; so""",
        ReferralSource.PROBATION: """probation; dpo; po; probation officer; juvenile probation; probation department; jjc; intake;
            jpo; deputy probation officer; juvenile hall; probation dept; prob; jj; juvenile justice; hall; probation intake""",
        ReferralSource.SOCIAL_SERVICES: """social services; cps; dcfs; child welfare; cws; dss; social worker; ssa; cfs; dfcs; csw;
            child protective services; cww; child welfare worker; department of social services; er worker; hsa; ehsd; hhsa;
            children services; childrens services; foster care; family and children services; children and family services;
            social svcs; child protection""",
        ReferralSource.COURT: """court; juvenile court; girls court; judge; superior court; dependency court; bench;
            delinquency court""",
        ReferralSource.DA: """da; acdao; district attorney; dda; da office; district attorneys office; deputy da; das office;
            dao; prosecutor; heat watch; hewu; heat unit; vw advocate; victim witness; victim witness advocate""",
        ReferralSource.PUBLIC_DEFENDER: "public defender; public defenders office; pdo; defender; public def; pub def; acpd",
        ReferralSource.PRIVATE_ATTORNEY: "private attorney; attorney; lawyer; counsel; defense attorney; defense counsel",
        ReferralSource.HOSPITAL_MEDICAL: """hospital; childrens hospital; medical; clinic; er; emergency room; doctor; nurse; cho;
            highland; highland hospital; health center; public health; medical center; physician; kaiser; health clinic; phn;
            hospital medical; medical provider; health; emergency department; ed""",
        ReferralSource.MENTAL_HEALTH: """mental health; therapist; guidance clinic; behavioral health; psychiatric; counselor; wcc;
            clinician; bhcs; west coast; westcoast; mh; willow rock; behavioral health care""",
        ReferralSource.SCHOOL: """school; ousd; teacher; school counselor; school district; usd; school staff; transition center;
            education; coe; hayward usd; high school; principal; school social worker; acoe""",
        ReferralSource.CBO: """cbo; misssey; community; nonprofit; community organization; community based organization; ywsp;
            youth uprising; agency; mentor; bala; community agency; community partner; project permanence; non profit; ngo;
            motivating inspiring supporting and serving sexually exploited youth; shelter; community org; dreamcatcher;
            covenant house; advocate; service provider; provider""",
        ReferralSource.RAPE_CRISIS: "rape crisis; bawar; rape crisis center; bay area women against rape; rcc",
        ReferralSource.HEAT_TIP_LINE: "heat tip line; tip line; tip; tips; heat tip; heat line; tipline; heat hotline; tip hotline",
        ReferralSource.CPS_HOTLINE: "cps hotline; hotline; child abuse hotline; cps hot line; screening; child protection hotline",
        ReferralSource.YOUTH_SELF: "self; youth; self referral; self referred; client; minor; walk in; youth self",
        ReferralSource.FAMILY: """family; parent; mother; father; guardian; mom; dad; grandmother; relative; aunt; caregiver;
            parents""",
        ReferralSource.OTHER_COUNTY: "other county; another county; out of county; ooc; other jurisdiction; out of county agency",
        ReferralSource.OTHER: "other; unknown; unk; n a; misc; various; anonymous; oth",
        ReferralSource.ARREST_647B: "arrest 647b; 647b; 647 b; arrest 647 b; 647b arrest; 647 b arrest; 647 b pc; 647b pc",
        ReferralSource.ARREST_653_22: "arrest 653 22; 653 22; 653 22 arrest; 653 22 pc; arrest 653 22 pc; loitering arrest",
    },
    "county": {
        "San Francisco": "sf; san fran; city and county of san francisco; sfo; sf county",
        "Los Angeles": "la; la county",
        "Contra Costa": "coco; cc; co co; contra costa; cccounty",
        "Alameda": "ac; alco; ala",
        "San Joaquin": "sj; sjc",
        "Sacramento": "sac; sacto",
        "San Mateo": "smc",
        "Santa Clara": "scc",
        "San Bernardino": "sb; san bern",
        OUTSIDE: """out of state; oos; outside ca; outside california; out of ca; non ca; not ca; out of california; o o s;
            another state; other state; not in california; out state; outside of california; none out of state; outofstate""",
    },
    "state": {},
    "system": {
        SystemStatus.CURRENT: """current; now; active; open; c; yes; y; x; currently; present; cur; curr; current case; true; 1;
            open case; current ward; current dependent; active case; ongoing; is current; currently involved""",
        SystemStatus.PREVIOUS: """previous; prior; past; closed; former; formerly; p; before; prev; previously; history; hx;
            prior case; past case; closed case; inactive; dismissed; in the past; previous case;
            prior history; terminated; ended;
            previously involved; history of; past history""",
        SystemStatus.NONE: "none; no; n; never; not involved; no history; no involvement; 0; false; not current or previous",
    },
    "court": {
        CourtForum.JUVENILE: """juvenile; juv; j; juvenile court; minor; juvy; juv court; jv; delinquency; juvenile division; youth;
            jj; juvenile justice; delinquency court; jvl""",
        CourtForum.ADULT: "adult; ad; a; adult court; superior; superior court; criminal; criminal court; adlt; adult division",
    },
    "section": {
        AgendaSection.NEW: """new; new case; new cases; new referral; new referrals; n; new client; new clients; new youth;
            intake; nc""",
        AgendaSection.IN_CUSTODY: """in custody; in; custody; ic; in custody cases; detained; jjc; in juvenile hall; incustody;
            custody in; i c; in cust; in custody youth; juvenile hall; hall""",
        AgendaSection.OUT_OF_CUSTODY: """out of custody; out; ooc; out custody; out of custody cases; released; community; oc;
            out of cust; not in custody; custody out; o o c; outofcustody; noncustody; non custody; out of custody youth""",
    },
    "provider": {
        "BAWAR": "bawar; bay area women against rape; bay area women against rape bawar",
        "MISSSEY": "misssey; missey; misssey inc; misssy; missssey; mis sssey",
        "Guidance Clinic": "guidance clinic; gc; the guidance clinic; guidance; guidance center; juvenile guidance clinic",
        "WCC": """wcc; west coast childrens clinic; westcoast childrens clinic; west coast; westcoast; c change;
            west coast childrens center; westcoast clinic; wccc; west coast children s clinic""",
        "Kevin Grant": "kevin grant; k grant; kgrant; kevin grant consulting; grant kevin; mr grant",
        "BALA": "bala; bay area legal aid; baylegal; bay legal; legal aid bala; bay area legal",
        "Project Permanence": "project permanence; permanence; proj permanence; project perm; pp; project permanance",
        "Highway to Work/EBCS": """highway to work ebcs; highway to work; ebcs; hwy to work; hwy to work ebcs; h2w; h2w ebcs;
            east bay childrens services; highway 2 work; ebcs highway to work; htw; htw ebcs; high way to work""",
        "YWSP": "ywsp; young womens saturday program; ywep; young womens program; young women s saturday program",
        "YEP": "yep; youth employment partnership; youth employment program; youth empl partnership",
        "CVS": "cvs; crime victim services; victim services; crime victims services; childrens victim services",
        "Youth Uprising": "youth uprising; yu; youth up rising; youthuprising; y uprising",
        "REACH Ashland Youth Center": """reach ashland youth center; reach; reach ashland; ashland youth center; reach ayc;
            reach youth center; ashland; reach ashland yc; ashland reach""",
        "Youth Alive": "youth alive; youthalive; ya; youth alive org",
        f"{NO_SERVICE}{NoServiceReason.UNKNOWN}": "none; no; no service; no services; 0; nothing; none known; not linked",
        f"{NO_SERVICE}{NoServiceReason.REFUSED}": """refused; declined; refused services; declined services; refuses services;
            refused all; refused all services; declined all""",
        f"{NO_SERVICE}{NoServiceReason.PENDING}": "pending; tbd; referral pending; to be determined; waiting",
        f"{NO_SERVICE}{NoServiceReason.TRANSFERRED_NO_SERVICE}": "transferred; moved; out of county no service",
    },
    "risk": {},
    "flag": {
        "YES": "x; y; yes; true; 1; xx; t; checked; present; ye; yess; yes x; si; positive; pos; confirmed; xxx; v",
        "NO": "n; no; false; 0; f; none; negative; neg; denied; denies; not present; nope",
        "UNKNOWN": "u; unk; unknown; na; n a; tbd; not known; unclear; unsure; nk; dk; dont know; not asked; unassessed",
    },
}  # fmt: skip

_STATES = """
AL Alabama; AK Alaska; AZ Arizona; AR Arkansas; CA California; CO Colorado; CT Connecticut; DE Delaware; FL Florida; GA Georgia;
HI Hawaii; ID Idaho; IL Illinois; IN Indiana; IA Iowa; KS Kansas; KY Kentucky; LA Louisiana; ME Maine; MD Maryland;
MA Massachusetts; MI Michigan; MN Minnesota; MS Mississippi; MO Missouri; MT Montana; NE Nebraska; NV Nevada; NH New Hampshire;
NJ New Jersey; NM New Mexico; NY New York; NC North Carolina; ND North Dakota; OH Ohio; OK Oklahoma; OR Oregon; PA Pennsylvania;
RI Rhode Island; SC South Carolina; SD South Dakota; TN Tennessee; TX Texas; UT Utah; VT Vermont; VA Virginia; WA Washington;
WV West Virginia; WI Wisconsin; WY Wyoming; DC District of Columbia; PR Puerto Rico
"""
_MORE_STATES = {"calif": "CA", "cal": "CA", "ariz": "AZ", "nev": "NV", "ore": "OR", "wash": "WA", "tex": "TX"}
CLOSED_LISTS = frozenset({"race", "sex", "classification", "status", "source", "system", "court", "section", "risk", "flag"})
"""Word lists whose meanings are members of the field's code lists; the rest mean names."""


@cache
def known_words() -> dict[str, dict[str, str]]:
    """Every word list: from a word as it is looked up to what it means."""
    lists = {
        name: {plain(word): str(meaning) for meaning, words in meanings.items() for word in words.split(";")}
        for name, meanings in _WORDS.items()
    }
    for state in _STATES.replace("\n", " ").split(";"):
        code, _, name = state.strip().partition(" ")
        lists["state"][code.lower()] = lists["state"][plain(name)] = code
    lists["state"].update(_MORE_STATES)
    for county in COUNTIES:
        for written in (county.name, f"{county.name} County", f"County of {county.name}", f"{county.name} Co"):
            lists["county"][plain(written)] = county.name
    for words, fields in known_headers(SheetKind.YOUTHS).items():
        if fields[0] in RISK_FIELDS:
            lists["risk"][" ".join(sorted(words))] = RISK_FIELDS[fields[0]].value
    for factor in RiskFactorKind:
        lists["risk"][plain(factor.label)] = lists["risk"][plain(factor.value)] = factor.value
    return lists


_LABELS = {
    "race": Race, "sex": Sex, "classification": Classification, "status": CaseStatus, "source": ReferralSource,
    "system": SystemStatus, "court": CourtForum, "section": AgendaSection, "risk": RiskFactorKind,
}  # fmt: skip


def labels_of(name: str) -> str:
    """What a list has, in the words people read, for a sentence."""
    return ", ".join(member.label for member in _LABELS[name])


def label_of(name: str, meaning: str) -> str:
    """A meaning in the words people read; names stand for themselves."""
    codes = _LABELS.get(name)
    return codes.label_of(meaning) if codes and meaning in codes.__members__.values() else meaning


def meanings_of(name: str) -> tuple[str, ...]:
    """What words of a list may mean, in the order of the field's code list (or of the names)."""
    if name == "risk":
        return tuple(factor.value for factor in RiskFactorKind)
    if name == "state":
        return tuple(sorted(set(known_words()["state"].values())))
    if name == "county":
        return (*(county.name for county in COUNTIES), OUTSIDE)
    return tuple(str(meaning) for meaning in _WORDS[name])
