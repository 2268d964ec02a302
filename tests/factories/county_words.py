"""How other counties might call the columns and sheets of the workbook: written from practice, not from our own lists.

A line names the header (or sheet) of the workbook of the study and, behind two colons, other headers; ⏎ is a line break in
a cell, an indented line goes on with the one before.
"""

_YOUTHS = """
Client # :: Client ID | File No. | Case # | Youth ID | CASE NO | ID | Client Number | SafetyNet # | Participant ID |
    Client ⏎ No. | Record # | Minor ID # | Identifier | Case Number | MDT ID | Youth # | ID No. | Client Code | Kid #
    | Unique ID | Our No.
Last Name :: Surname | LAST | Family Name | Lastname | L. Name | Client Last Name | Last name (legal) | LName |
    Youth's Last Name | Name - Last | Last
First Name :: Given name | FIRST | Firstname | Given Name(s) | F. Name | Client First Name | FName | First | Name -
    First | Forename | Youth's First Name
AKA :: Nickname(s) | Alias | Aliases | A.K.A. | Street Name | Other Names | Also Known As | Nicknames/AKA | Moniker |
    Goes By | Alias(es) | AKA(s) | Street name/alias | Known as
DOB :: D.O.B. | Birthdate | Date of Birth | Birth Date | BIRTHDAY | Born | DoB (m/d/y) | Client DOB | Birth date |
    Date Of ⏎ Birth | B-day | Youth DOB
Race :: Ethnicity | Race/Ethnicity | Race / Ethnicity | Ethnic Group | RACE | Ethnic Background | Race-Ethnicity |
    Client Race | Race or Ethnicity | Racial/Ethnic Group
Sex :: Gender | M/F | SEX | Gender (M/F) | Sex/Gender | Client Gender | Sex (M or F) | Gender Identity (M/F)
Type :: CSEC/At Risk | Classification | CSEC or At-Risk | Client Type | CSEC Status | Category | CSEC / AR | Class |
    Identified/At Risk | Risk Status | CSEC? | CSEC Designation | Population
Date Referred :: Ref Date | Date of referral | Referral Date | Referred On | Referred | REF. DATE | Intake Date | Date
    Ref'd | Date of Ref. | Referral ⏎ Date | Date Received | Referral Dt | First Referred | Date Opened | When
    Referred | Received
Referred By :: Referral Source | Source | Source of Referral | Referring Agency | Ref Source | Referral from |
    Referring Party | Ref. By | Who Referred | Referred From | Referral Agency | Referral Source/Agency
City :: Home City | City of Residence | Residence City | Town | CITY | City at referral | Hometown | Home City (at
    referral) | Client City | City/Town | City (residence)
County :: Home County | County of Residence | COUNTY | Residence County | Cnty | County at Referral | Resident County
    | County (residence) | Co. | Home Co.
Status :: Case Status | Active/Inactive | Current Status | STATUS | Active? | Client Status | Open/Closed | Active or
    Inactive | Status (A/I) | File Status | Case Status (Active/Inactive)
Mental Health :: MH | Mental Hlth | Mental Health Issues | Mental illness | MENTAL HEALTH | MH Concerns | Psych |
    Mental Health? | Mental Health Hx | Risk: Mental Health | Mental health needs
Behavioral :: Behavior | Behavioral Issues | Behavior Problems | Beh. issues | BEHAVIORAL | Behavioral concerns |
    Behaviour | Acting Out | Conduct | Risk: Behavioral | Behavioral Problems
Drug Use :: Substance Use | Drugs | Substance Abuse | AOD | Drug/Alcohol | Drug use? | Alcohol/Drugs | Subst. Use |
    DRUGS | Substance use hx | Risk: Drug Use | Uses drugs
Pregnant/Parenting :: Preg/Parent | Pregnant or Parenting | Pregnant | Teen Parent | Pregnancy/Parenting | Parenting |
    Preg./Parenting | PREGNANT/PARENTING | Pregnant / Has child | Expecting/Parenting
Gang :: Gang Involvement | Gang involved | Gang affiliation | GANG | Gang Member | Gang? | Gangs | Gang-Involved |
    Gang Ties | Risk: Gang | Gang affil.
Tattoos :: Tattoo | Tattoo/Branding | Tattoos? | TATTOOS | Branding | Tattoo(s) | Has Tattoos | Branded/Tattooed |
    Tattoos/brands
LGBTQ :: LGBT | LGBTQ+ | LGBTQIA | LGBTQ? | Lgbtq | Identifies as LGBTQ | LGBTQI | LGBTQ Youth | LGBTQ-identified
Chronic Absent :: Truancy | Chronic Absenteeism | Truant | Chronically Absent | School Absence | Absenteeism | Chronic
    Truancy | CHRONIC ABSENT | Attendance Issues | Chronic abs. | Misses School | School Truancy
Runaway Hx :: Runaway | AWOL history | Runaway History | Run Away | AWOL Hx | History of Running Away | Runs Away |
    RUNAWAY | Runaway/AWOL | AWOL | Runaway? | Ran Away | Hx of runaway
Fam Criminal Hx :: Family Criminal History | Family Criminal | Family crim. hx | Criminal Hx (family) | Family
    Incarceration | Fam. Criminal | Parent Incarcerated | Family criminal involvement | Family: Criminal | Relatives -
    criminal history
Fam Drug Hx :: Family Drug History | Family Substance Abuse | Family drug use | Drug Hx (family) | Fam. Drug |
    Parental Drug Use | Family substance use | Family: Drug | Family Drugs | Family AOD
Fam CSEC Hx :: Family CSEC History | Family CSEC | CSEC Hx (family) | Fam. CSEC | Family Exploitation | Family: CSEC |
    CSEC in Family | Family hx of CSEC | Family trafficking
Fam Gang Hx :: Family Gang History | Family Gang | Gang Hx (family) | Fam. Gang | Family Gang Involvement | Family:
    Gang | Gang in family | Family gang ties
Recruiter :: Recruits | Recruiting | Recruits Others | RECRUITER | Known Recruiter | Recruiter? | Suspected recruiter
    | Recruitment | Has recruited others
Deceased Rel/Friend :: Deceased Relative/Friend | Death of Family/Friend | Loss | Grief/Loss | Deceased relative or
    friend | Lost relative/friend | Death of relative/friend | Deceased Rel./Friend | Loss of loved one | Deceased
    family/friend
Dev Delay :: Developmental Delay | Developmental Disability | Dev. Delay | Developmentally Delayed | DD | Regional
    Center | DEV DELAY | Developmental | Dev Delay? | Developmental delays/disability
Services :: Providers | Programs | Service Providers | Services Received | Agencies Involved | Service(s) | SERVICES |
    Program(s) | Linked Services | CBO/Services | Services Used | Service Provider(s) | Partner Agencies
Probation :: Probation Status | Prob. | Juvenile Probation | On Probation | PROBATION | Probation? | Probation
    (current/previous) | Probation Involvement | Prob Status
Social Services :: CPS | Child Welfare | DCFS | Social Svcs | Dependency | CWS | SOCIAL SERVICES | Child Welfare
    Status | CPS Involvement | Social Svc | DSS | CFS | Dependency Status | SSA
241.1 :: WIC 241.1 | 241.1 Calendar | 241.1 hearing | 241.1? | Crossover | Crossover Youth | 241.1 (Y/N) | 241.1
    Referral | Dual Status | On 241.1 calendar
Placement History :: Placements | Placement Hx | Placement | Placement Log | Placement/AWOL History | Placement Notes
    | Where Living | PLACEMENT HISTORY | Residence History | Placement(s) | Placement timeline | Housing History |
    Living Situation
Prior Victimization :: Victimization | Abuse History | Prior Abuse | Trauma History | Abuse Hx | Victimization Hx |
    Prior victim. | History of Abuse | Prior trauma | Past Victimization
Work History :: Employment | Work Hx | Employment History | Jobs | Work | Job History | Work experience | Employment
    Hx
V/W Cases :: Victim/Witness | Victim/Witness Cases | V-W Cases | Court Cases | VW | Vic/Wit | Victim or Witness |
    Witness Cases | Victim/Witness in court
Summary :: Notes | Case Summary | Comments | Case Notes | Narrative | SUMMARY | Current Situation | Notes/Summary |
    Remarks | Brief Summary
Safety Plan :: Safety Planning | Plan | SAFETY PLAN | Safety | Safety Measures | Current Safety Plan | Safety plan
    notes | Safety Plan/Actions
Follow Up :: Follow-Up | Followup | Follow up questions | Questions | F/U | Next Steps | To Do | Action Items |
    Follow-up Needed | Open questions | Outstanding items
"""

_ARRESTS = """
Arrest Date :: Date of Arrest | Date | Arrested | Booking Date | Date Arrested | ARREST DATE | Arrested On | Dt of
    arrest | When
Agency :: Arresting Agency | Police Dept | Law Enforcement Agency | PD | Arrested By | LE Agency | Department | Police
    | Arresting Dept.
Charges :: Charge(s) | Offense | Offenses | Charge | Code Section(s) | Violation | Booking Charges | CHARGES |
    Offense(s) | Penal Code
Court :: Juv/Adult | Juvenile/Adult | Court Type | Jurisdiction | Adult or Juvenile | System | Forum | J/A | Juvenile
    or Adult Court
"""
_SCHOOLS = """
School :: School Name | School Attended | Name of School | SCHOOL | Schools | School(s) | Site | Educational Placement
    | Institution
"""
_ATTENDANCE = """
Meeting Date :: Date | Date of Meeting | Mtg Date | Meeting | Session Date | MDT Date | Date Attended | Week Of
Name :: Attendee | Participant | Attendee Name | Who | Representative | Person | Name of Attendee | Team Member |
    Staff
Agency :: Organization | Org | Affiliation | Agency/Organization | Department | Representing | Agency Name | Office
"""
_AGENDAS = """
Meeting Date :: Date | Agenda Date | Date of Meeting | Mtg Date | Meeting | Week of | Date Discussed | Review Date |
    Calendar Date
Section :: Agenda Section | Category | Custody Status | Custody | Status | List | In/Out of Custody | Group | Part
"""
_SHEETS = """
Clients :: Youth | Master List | Youth Roster | Profiles | Data | Kids | Sheet1 | Client List | Face Sheets | Minors |
    CSEC Master
Arrests :: Arrest History | LE Contacts | Bookings | Sheet2 | Arrest Log | Law Enforcement
Schools :: Education | School History | Sheet3 | School Log
Attendance :: Sign-In | MDT Attendance | Sheet4 | Meeting Attendance | Who Came
Agendas :: Agenda | Weekly Agenda | Sheet5 | Cases Discussed | Calendar | Docket
"""


def _read(text: str) -> dict[str, tuple[str, ...]]:
    lines = text.strip().replace("\n    ", " ").splitlines()
    return {
        name.strip(): tuple(each.strip().replace(" ⏎ ", "\n") for each in others.split("|"))
        for name, _, others in (line.partition("::") for line in lines)
    }


_NUMBERS = {"Client #": _read(_YOUTHS)["Client #"]}
HEADERS: dict[str, dict[str, tuple[str, ...]]] = {
    "Clients": _read(_YOUTHS),
    "Arrests": {**_NUMBERS, **_read(_ARRESTS)},
    "Schools": {**_NUMBERS, **_read(_SCHOOLS)},
    "Attendance": _read(_ATTENDANCE),
    "Agendas": {**_NUMBERS, **_read(_AGENDAS)},
}
"""Other headers by sheet and by the header that the workbook of the study has."""

SHEETS = _read(_SHEETS)
"""Other names of the sheets; some of them say nothing."""
