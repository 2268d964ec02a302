"""Invented sentences. They speak of the youth as a child who was harmed and of adults by what they are to do.

No explicit detail, no item of a screening tool, no word that blames. A test reads every one of them.
"""

BACKGROUND = (
    "Lived with an aunt and two younger siblings until moves between homes began at 13.",
    "Grew up with a grandparent; three schools in two years after the family lost its apartment.",
    "Came into care at 10; four placements since, the longest in a resource home.",
    "Lives with a parent who works nights; often alone in the evenings.",
    "Moved to the county last year; knows few people besides cousins.",
    "Lost a close friend to violence two years ago and has spoken little about it.",
    "Met an older person online who first offered gifts and rides.",
    "Was approached by an acquaintance while staying with friends.",
    "Has left home several times after conflict about an older companion.",
    "Stayed away from school for months before anybody asked why.",
)
STRENGTHS = (
    "Draws and writes; keeps appointments when an adult drives along.",
    "Protective of younger siblings and speaks up for them.",
    "Wants to finish high school and asks about cosmetology classes.",
    "Trusts the mentor and answers texts within the day.",
    "Enjoys cooking; asked for work in a kitchen.",
    "Plays basketball and would like to join a team again.",
    "Reads a lot; wants a library card that does not show an address.",
    "Good with numbers; a teacher would take the youth back tomorrow.",
    "Sings in the church choir when transport is found.",
    "Says clearly what helps: fewer new adults, and to be told beforehand.",
)
NOW = (
    "Engaged with an advocate; the table follows housing and school.",
    "Stable for six weeks; next step is enrolling for the spring term.",
    "Contact is thin at present; the mentor keeps the door open.",
    "Waiting for a bed near family; the advocate visits weekly.",
    "Back at school part time; counseling continues.",
    "Wants to stay with the present placement; the team supports it.",
)
CONCERNS = (
    "An older companion waits near the placement and offers rides.",
    "Messages from an unknown adult on two accounts; the phone is shared.",
    "No safe way home after the evening program.",
    "Fears meeting a former acquaintance on the bus line.",
    "Has nowhere to stay when the parent works nights.",
    "A friend who was hurt by the same adult has asked to meet.",
)
STEPS = (
    "Advocate is called first, at any hour, and comes along.",
    "A rides card is kept by the youth; the program pays for the way home.",
    "The code word by text means: call me now with a reason to leave.",
    "Two adults may be told where the youth is; both have agreed.",
    "New phone number; accounts reviewed together with the mentor.",
    "School office knows who may pick the youth up.",
    "Placement calls the advocate before it calls the police, unless there is danger.",
    "Clinic appointment is moved to Thursday so that the mentor can drive.",
)
STAY_AWAY = (
    "The motel strip by the airport",
    "The transit plaza after dark",
    "The east side corridor",
    "A former companion's apartment building",
    "",
)
YOUTH_SAID = (
    "I want one person to call, not five.",
    "I want to be near my sister.",
    "I want to go back to my school.",
    "I do not want to tell it again from the start.",
    "I want my own phone number.",
    "I want to know before anything is decided.",
    "",
)
QUESTIONS = (
    ("probation", "Which officer has the case now, and who covers for leave?"),
    ("probation", "Can the electronic monitor come off before the term begins?"),
    ("probation", "Is the placement search open to homes near family?"),
    ("welfare", "Who is the social worker now, and when was the last visit?"),
    ("welfare", "How did the last report to the hotline end?"),
    ("welfare", "Is a relative being assessed for placement?"),
    ("school", "Have the records from the last school arrived?"),
    ("school", "On which day can the youth start, and who meets the youth at the door?"),
    ("advocates", "Has the advocate met the youth in person?"),
    ("mentors", "Is the mentor still in touch, and how often?"),
    ("clinic", "Is there an opening for weekly therapy?"),
    ("hospital", "Is a follow-up visit booked, and who drives?"),
    ("legal_aid", "Can the benefits application be filed this month?"),
    ("police", "Has the missing report been made and NCMEC told?"),
    ("court", "When is the next date in Girls' Court?"),
    ("defender", "Does the youth agree that the plan is shown to the court?"),
)
ANSWERS = (
    "Answered at the table.",
    "Yes; done the same week.",
    "Done; the youth was told beforehand.",
    "Records arrived and were filed.",
    "Visit took place; the youth is well.",
    "Moved to next month; the new day is known.",
)
REQUESTS = (
    "A change of placement is near and school is not arranged.",
    "New worries about an adult who contacts the youth.",
    "The youth asks for another advocate.",
    "Release is near and there is no plan for the first week.",
    "Two agencies have booked the same afternoon.",
    "The family asks what it may know.",
)
OFFICE_QUESTIONS = (
    "Who tells the school about the new address?",
    "Does the table have a copy of the last safety plan?",
    "Can the next discussion be moved to the beginning, so that the mentor can stay?",
    "Which agency keeps the consent form?",
)
MEETING_NOTES = (
    "School representative reported steady attendance for three weeks.",
    "Advocate and probation agreed on who calls first after hours.",
    "Placement options near family were compared; child welfare reports back.",
    "Mentor reported that the youth asked for help with an ID card.",
    "Clinic offered a first appointment; the youth chose the day.",
    "No news since the last meeting; contact stays with the advocate.",
    "The youth's wish to stay at the present school was read out.",
    "Transport home after the evening program is settled.",
    "Girls' Court date was moved; counsel tells the youth.",
    "Child welfare will introduce the new social worker in person.",
    "The youth asked that fewer adults call; one contact was agreed.",
    "Hospital confirmed the follow-up visit; the advocate drives.",
    "Legal aid files the application for benefits this week.",
    "Grandmother is willing to be assessed as a caregiver.",
    "Probation reported that the youth met every appointment this month.",
    "The youth was praised for speaking up in class.",
)
ACCOUNTS = (
    "An adult offered a place to stay and then demanded earnings. The youth left with the help of a friend.",
    "Contact began online; an adult arranged rides to other cities. The youth told a school nurse.",
    "An older companion took the phone and the money and decided where to sleep.",
    "Identified by police at a hotel with an adult who was later charged; the advocate came to the scene.",
    "The youth told a counselor, in own words and own time; no details are kept here.",
    "A relative knew and profited; the youth has been safe from that home since.",
)
CONTROLLERS = ("An older companion", "An adult met online", "An acquaintance of the family", "Unknown adults", "A relative")
PRIOR = (
    "Neglect at home in early childhood, substantiated.",
    "Witnessed violence between adults in the household.",
    "Hurt by an adult known to the family; told at age 12.",
    "Was without a home for a winter.",
    "Bullied at school until a change of schools.",
)
ALLEGATIONS = (
    "General neglect",
    "Physical abuse",
    "Emotional abuse",
    "Sexual abuse",
    "Caretaker absent",
    "Commercial sexual exploitation",
)
HEALTH = (
    ("Check-up", "Seen for a full check-up; next visit in six months."),
    ("Vaccination", "Caught up; the record was given to the school."),
    ("Dental care", "Two visits needed; transport arranged."),
    ("Asthma", "Has an inhaler and knows how to use it; a spare is at the placement."),
    ("Follow-up after emergency visit", "Seen within the week; an advocate came along."),
    ("Glasses", "New glasses ordered; the youth reads better with them."),
)
MENTAL_HEALTH = (
    ("Sleep", "Sleeps poorly; sees the clinic every week and finds it helps."),
    ("Grief", "Asked for somebody to talk to about a lost friend."),
    ("Weekly therapy", "Comes regularly since the sessions moved to the afternoon."),
    ("Crisis visit", "Seen the same day; safe plan made with the youth and an aunt."),
    ("Evaluation for the court", "Finished; shared by the court's order only."),
)
PROGRAMS = ("New Shore outpatient program", "Harborlight recovery group", "Clear Step day program")
PRIVILEGED = (
    "Met at the usual place. The youth chose the topic. Content is kept by the counselor alone.",
    "Call at night; stayed on the line until the youth was inside. No further record.",
    "Explained again what a counselor may keep private. The youth asked good questions.",
)
VAULT = (
    "Talked about the next date and what the youth wants the court to know.",
    "The youth does not want the school history shown; to be raised with nobody.",
    "Received the file; dates differ from what the youth remembers.",
)
LEGAL_VAULT = (
    "Intake on benefits; papers missing from the last placement.",
    "Asked about clearing old records; explained the form.",
)
WORK = ("Bakery, weekends", "Summer youth jobs, library", "Hair salon, helper", "Thrift store, part time", "Kitchen, trainee")
OUTCOME_REMARKS = {
    "SAFE_PLACEMENT_STABLE": "Three months in the same home.",
    "SCHOOL_ENROLLED": "Started with a warm hand-off at the door.",
    "SERVICE_ENGAGED": "Meets the advocate every week.",
    "REEXPLOITATION_REPORTED": "Told the advocate, who came at once.",
    "MISSING_EPISODE": "Reported missing the same day.",
    "RETURNED": "Came back on own wish and was met kindly.",
    "ADULT_ARREST": "Counsel was told.",
    "EMPLOYED": "First pay slip.",
    "TRANSFERRED": "File handed to the county of residence.",
    "LOST_CONTACT": "Letters and calls unanswered for three months.",
}
CORRECTIONS = {
    "risk": "The youth explained that this was a misunderstanding.",
    "placement": "The first day was one week later; the placement's own log says so.",
    "summary": "Rewritten after the meeting; the former text was out of date.",
    "plan": "Reviewed with the youth; new steps were agreed.",
    "identity": "Birth certificate arrived; the date was mistyped.",
    "school": "Enrolled at last; the office confirmed the day.",
}
WITHDRAWALS = (
    "Entered for the wrong youth; the two have similar names.",
    "The report turned out to be about somebody else.",
    "Recorded twice.",
)
CONSENT_GIVERS = ("The youth, in writing", "The youth and a parent", "Juvenile court's order", "The youth's guardian")
WALL_REASONS = (
    "Prosecutes a case in which the youth is a party",
    "Is related to the youth's family",
    "Took part in an investigation of a relative",
)
