"""How counties call their columns and sheets: the known headers of each field, compared word by word, in any order."""

from functools import cache

from .fields import SheetKind
from .text import header_words

_REFERENCES = {
    "client_number": """client #; client number; client id; client no; client code; client file number; client case number;
        file #; file no; file number; file id; case #; case no; case number; case id; record #; record no; record id;
        youth #; youth id; youth number; youth no; minor #; minor id; minor number; child id; child #; participant id;
        participant #; id; id #; id no; #; no; number; safetynet id; safetynet #; sn #; sn id; sn number; profile #;
        profile id; reference #; reference number; ref #; unique id; unique client id; mdt #; mdt id; chart #;
        master id; master #; database id; index #; roster #; csec id; csec #; identifier; kid id; kid #; person id;
        system id; log #; tracking #; tracking number; tracking id; control number; county id; our #; our number;
        assigned number; assigned id; case file number; cl #; cl id; docket #; subject id; subject #; name id; victim id;
        dossier number; folder number; folder #; registration number; registry id; registry number; serial number;
        intake #; intake number; intake id; internal id; internal number; local id; legacy id; ref code; case ref;
        case reference; youth code; minor code; case code; file code; yid; cid; client identifier; case identifier;
        youth identifier; minor identifier; client reference; youth file number; youth case number""",
    "name": """name; full name; client name; youth name; name of youth; name of client; minor name; name of minor; child name;
        youth; minor; child; participant; participant name; last first; last first middle; last name first name;
        last name first; client full name; youth full name; name last first; kid; kid name; client; first last;
        first name last name; whole name; complete name; first and last name; legal name; person; person name; victim name;
        victim; surname and given name; surname given name; surname first name; nombre""",
    "last_name": """last name; last; surname; family name; l name; name last; client last name; youth last name;
        minor last name; child last name; last legal name; legal last name; lnm; last nm; apellido; apellidos;
        client surname; youth surname; participant last name; name family""",
    "first_name": """first name; first; given name; given; forename; f name; name first; client first name; youth first name;
        minor first name; child first name; legal first name; fnm; christian name; client given name; givenname;
        participant first name; name given; given names; forenames""",
    "birth_date": """dob; date of birth; birth date; birthday; born; born on; birth; client dob; youth dob; minor dob;
        child dob; date born; day of birth; d o b; bd; dobirth; client date of birth; youth date of birth;
        minor date of birth; child date of birth; client birth date; youth birth date; birthdate; b date; b day;
        birth dob; dob date; participant dob; date birth dob""",
}

_HEADERS: dict[SheetKind, dict[str, str]] = {
    SheetKind.YOUTHS: {
        **_REFERENCES,
        "middle_name": "middle name; middle; mi; m i; middle initial; middle init; second name; name middle",
        "aka": """aka; a k a; also known as; alias; aliases; alias names; nickname; nick name; street name; other name;
            other names used; moniker; known as; goes by; preferred name; alias moniker; aka alias; alias aka;
            nickname alias; aka nickname; nicknames aka; street moniker; known by; called; also called; aka name;
            additional names; alternate name; aka moniker; alias nickname; street aka; other names known by""",
        "birth_place": "birth place; birthplace; place of birth; city of birth; born in",
        "phone": "phone; phone number; cell; cell phone; telephone; contact number; client phone; youth phone; mobile",
        "race": """race; ethnicity; race ethnicity; ethnicity race; ethnic group; ethnic background; racial group; ethnic;
            race or ethnicity; client race; youth race; race group; race eth; eth; racial ethnic; race code; ethnicity code;
            race category; racial identity; racial background; ethnic origin; heritage; ethnic identity; youth ethnicity;
            client ethnicity; racial ethnic group; racial ethnic background; race ethnic group""",
        "sex": """sex; gender; gender identity;
            sex gender; gender sex; m f; f m; male female; female male; sex at birth; client sex; youth sex;
            client gender; youth gender; sex assigned at birth; recorded sex; legal sex; gender code; sex code;
            assigned sex; birth sex; gender m f""",
        "language": "language; primary language; home language; language spoken; language spoken at home; preferred language",
        "classification": """type; csec at risk; csec or at risk; csec status; classification; class; client type; youth type;
            csec type; case type; category; designation; population; csec ar; csec identified; csec classification;
            client category; victim type; victim status; csec level; csec designation; csec category; type of client;
            type of case; client class; identified at risk; csec identified at risk; at risk csec; youth category;
            youth classification; client classification; csec identified or at risk; group; cohort; population type;
            exploitation status; csec or ar; ar csec; at risk or csec; csec vs at risk; at risk status; at risk identified;
            cse status; cse classification; csec determination; csec risk status; csec risk level; identification;
            csec versus at risk; identified or at risk; confirmed at risk; confirmed or at risk; csec confirmed at risk; csec;
            at risk""",
        "is_csec": "csec; csec yn; csec yes no; is csec; csec victim; identified csec; confirmed csec; csec confirmed",
        "is_at_risk": "at risk; at risk yn; is at risk; at risk only",
        "referred_on": """date referred; referral date; ref date; date of referral; referred; referred on; referral;
            date of ref; intake date; date received; received; received on; date opened; date open; open date; opened;
            date of intake; entry date; date entered; date of entry; entered; date added; added; first referral;
            first referral date; date of first referral; initial referral date; date of initial referral;
            1st referral date; date of 1st referral; referral received; referral received date; date referral received;
            date in; intake; referral made; case opened; date case opened; client since; start date; date started;
            when referred; referral day; date first referred; first referred; date to safetynet; safetynet date;
            date referral made; mdt referral date; safetynet referral date; date referred to safetynet; ref'd; dt ref;
            date ref'd; referral on; date of mdt referral; enrolled date; enrollment date; date enrolled; admit date;
            date of admission; admission date; intake referral date; open dt; accepted on; date accepted; first seen;
            date first seen; date on file; case open date; case start date; case start; first contact; date of contact;
            first contact date; date of first contact; original referral date; initial referral; referral start""",
        "source": """referred by; referral source; source; source of referral; referral by; referring agency;
            referring party; referral agency; who referred; referred from; referral from; agency referring; referring person;
            agency that referred; origin of referral; referring source; reporter; reporting party; referral origin;
            referring entity; source agency; agency of referral; came from; referent; who made referral; referrer;
            referring dept; referring department; referral contact; referral party; referred thru; referred through;
            how referred; how did client come; came to us from; sent by; brought by; reported by; reporting agency;
            agency making referral; person making referral; referral organization; referring organization; ref agency""",
        "city": """city; home city; city of residence; residence city; town; hometown; home town; city at referral;
            residence city at referral; city at first referral; resident city; city town; city of origin; lives in;
            resides in; city lived in; client city; youth city; home address city; address city; city residence at referral;
            hometown city; municipality; city of home; living in; resides; city where lives; place of residence;
            city at time of referral; city residing; residing city""",
        "county": """county; home county; county of residence; residence county; county at referral; county of origin;
            resident county; county at first referral; client county; youth county; co; cnty; county name; county residence;
            county of home; resides in county; county where lives; county at time of referral; residing county;
            county lived in; county of legal residence; legal county; home co; residence co""",
        "state": "state; home state; st; state of residence; residence state; state at referral; resident state",
        "residence": """residence; city county; city and county; home; location; city state; residence city county;
            city county of residence; home city county; address; residence at referral; residence at first referral;
            city county state; where from; lives; where lives; area; home city and county; resident of; from""",
        "status": """status; case status; current status; active inactive; active; client status; file status; open closed;
            youth status; status of case; case state; active or inactive; open or closed; status at table; state of case;
            active status; is active; open; active case; a i; act inact; inactive active; status now; present status;
            current case status; case open; still active; disposition of case; standing; activity status; case standing""",
        "status_since": "status date; date of status; status since; date closed; closed date; status changed; status as of",
        "risk_mental_health": """mental health; mental health issues; mental health concern; mental health history;
            mental health needs; mental health problem; mental illness; psych; psychiatric; psychiatric history; mental;
            mental health diagnosis; mental health dx; diagnosed mental illness; emotional; mental emotional health;
            mental health condition; mental health flag; mental health risk; mental health services need; psych issues;
            psych history; mental health disorder; emotional health; psychological; mental wellness; psychiatric issues""",
        "risk_behavioral": """behavioral; behavior; behavioral issues; behavioral problem; behavioral concern; acting out;
            behavior history; conduct; behavioral history; behavior flag; conduct problem; behavioral difficulties;
            behavioral needs; behavior disorder; conduct disorder; oppositional; defiance; defiant; behavioral challenges;
            acts out; disruptive behavior; anger; behavioral risk; challenging behavior""",
        "risk_drug_use": """drug use; drug; substance use; substance abuse; drug abuse; alcohol drug; drug alcohol; substance;
            alcohol or drug use; drug or alcohol use; drug history; substance history; substance misuse; uses drugs;
            chemical dependency; alcohol and other drugs; alcohol; drug problem; substance abuse history; d a; etoh drug;
            substance use history; substance use issues; drug use history; alcohol drug use; drug alcohol use; narcotics;
            substance abuse issues; drug involvement; addiction; drug alcohol abuse; substance use disorder; uses substances;
            drugs and alcohol; substances; drug issues; drug flag; alcohol drug abuse; aod use; aod issues; aod history""",
        "risk_pregnant_parenting": """pregnant parenting; pregnant; parenting; pregnant or parenting; teen parent; has child;
            pregnant parent; is parent; has children; expectant parent; expecting or parenting; mother; teen mother;
            pregnant or parent; pregnancy parenting; pregnancy; parent; expecting; has kids; young parent; minor parent;
            pregnancy or parenting; pregnancy child; child of own; pregnant has child; expecting parenting; teen mom""",
        "risk_gang_involvement": """gang; gang involvement; gang involved; gang affiliation; gang affiliated; gang member;
            gang related; gang ties; gang association; gang history; gang membership; gang activity; gang associated;
            gang connection; gang contact; in gang; gang flag; gang link; gang connected""",
        "risk_tattoos": """tattoo; branding; branded; tattoo branding; branding tattoo; tattooed; body markings; tats; ink;
            tattoos or branding; has tattoos; tattoo flag; branding marks; tattoo brand; exploiter tattoo; visible tattoos;
            tattoos markings; markings""",
        "risk_lgbtq": """lgbtq; lgbtq identified; lgbtq youth; identifies as lgbtq; queer; lgbtq status; lgbtq flag; lgbtq plus;
            sexual minority; lgbtq identity; lgbtq self identified; identifies lgbtq""",
        "risk_chronic_absenteeism": """chronic absent; chronic absence; chronic absenteeism; truancy; truant; school absence;
            chronic truancy; school truancy; absence; absent; attendance issues; attendance problem; school attendance;
            not attending school; misses school; poor attendance; school attendance issue; chronic school absence; skips school;
            chronically truant; habitual truancy; attendance; missing school; habitual truant; cutting school; absent school;
            school avoidance; often absent; frequent absence; chronic absence from school; excessive absences""",
        "risk_runaway_history": """runaway hx; runaway; runaway history; run away; awol history; awol; awol hx; running away;
            history of running away; runs away; ran away; history runaway; history of awol; frequent runaway; awol runaway;
            runaway awol; chronic runaway; runaway status; runaway behavior; elopement; history of runaway; run away history;
            hx of running away; runaway episodes; awols; missing history; missing episodes; runner; past runaway; run history;
            repeat runaway; leaves home; has run away; history of missing; awol behavior; history leaving home;
            history of leaving; absconds; absconding; left home before; leaving home or placement; missing from care""",
        "risk_family_criminal": """fam criminal hx; family criminal history; family criminal; criminal history family;
            family incarceration; parent incarcerated; parental incarceration; family crime; family arrest history;
            family justice involvement; family legal history; relative incarcerated; family crim; criminal family;
            family member incarcerated; family criminality; family criminal background; family in jail; family jail;
            family incarcerated; incarcerated parent; incarcerated family member; family criminal involvement; family record;
            family criminal justice; family criminal record; family crim hx; family justice history; criminality in family""",
        "risk_family_drug": """fam drug hx; family drug history; family drug; family drug use; family substance abuse;
            family substance use; parental drug use; parental substance abuse; family alcohol drug; drug history family;
            family substance; parent drug use; family substance history; parent substance abuse; family substance abuse history;
            family drug abuse; family drug alcohol; substance abuse in family; family substance use history; family addiction;
            family alcohol and drug history; parents use drugs; drug use in family; family drug or alcohol; family aod history;
            family aod use; family drugs alcohol; parental substance use; family substance misuse""",
        "risk_family_csec": """fam csec hx; family csec history; family csec; family exploitation; family prostitution;
            family trafficking; csec family; family member csec; family member exploited; intergenerational csec;
            csec history family; family history of csec; family sex trade; family history of exploitation; family cse;
            family exploitation history; family trafficking history; family commercial sexual exploitation; family exploited;
            family sexual exploitation; intergenerational exploitation; family in the life; family cse history;
            relative exploited; family sex work; family involvement in csec; family trafficked; csec in family""",
        "risk_family_gang": """fam gang hx; family gang history; family gang; gang family; family gang involvement;
            family gang affiliation; family gang ties; family gang member; family member in gang; gang involvement family;
            family gang involved; family gang affiliated; family gang related; gangs in family; parental gang involvement;
            relative gang; family gang association; relatives in gang; family in gang; family gang membership""",
        "risk_recruiter": """recruiter; recruits; recruits others; recruiting; recruitment; known recruiter; suspected recruiter;
            recruits peers; recruiter status; possible recruiter; recruiting others; recruits others for exploiter;
            recruited others;
            has recruited others; recruited; made to recruit; forced to recruit; recruiter flag; bottom;
            recruiting peers; recruits youth""",
        "risk_deceased_relative_or_friend": """deceased rel friend; deceased relative friend; deceased relative;
            deceased relative or friend; death of family or friend; grief loss; loss; grief; bereavement; deceased loved one;
            death of relative or friend; lost relative or friend; deceased parent; loss of relative; death in family;
            loss of loved one; death of loved one; deceased family friend; lost family or friend; deceased family member;
            loss grief; loss of family or friend; loss of relative or friend; death of relative; deceased; death;
            deceased family or friend; traumatic loss; recent death; bereaved; deceased friend or relative; family death;
            deceased friend; loss of family member; death of friend or relative; dead relative or friend; lost someone""",
        "risk_developmental_delay": """dev delay; developmental delay; developmental disability; dd; developmentally delayed;
            intellectual disability; regional center; developmental; delay; cognitive delay; learning disability;
            developmental issues; developmental disabilities; disability; cognitive disability; special needs; dev disability;
            developmental delays; developmental concern; developmental needs; developmentally disabled; i d d; id dd;
            learning delay; developmental intellectual disability; regional center client; cognitive impairment""",
        "risk_factors": """risk factors; risk factor; risks; risk indicators; vulnerabilities; indicators; red flags; risk flags;
            risk factors present; known risk factors; vulnerability factors; vulnerability; identified risk factors""",
        "services": """services; service; providers; provider; service provider; programs; program; services received;
            services used; agencies involved; partner agencies; cbo; linked services; service linkage; referred to; linked to;
            support services; services provided; service agencies; community partners; agencies programs; programs services;
            services programs; services providers; providers services; support programs; agency involvement; connected to;
            service providers programs; interventions; supports; resources; service referrals; linkages; partners;
            linked with; engaged with; engaged services; provider agencies; services linked; services connected;
            current services; agencies serving; agencies providing services; cbo providers; provider names; program names;
            partner programs; community services; services accessed; partners involved; helping agencies; cbos involved""",
        "probation": """probation; probation status; juvenile probation; on probation; prob; probation involvement; ward;
            wardship; delinquency; probation current previous; probation history; 602; delinquency status; 602 status;
            juvenile justice; probation department; probation system; probation case; jj status; juvenile justice involvement;
            probation involved; ward status; juvenile probation status; delinquency system; prob dept""",
        "social_services": """social services; social service; ss; cps; dcfs; dss; child welfare; cws; dependency;
            child welfare status; social services status; dependent; cps status; cfs; cps involvement; dependency status;
            child protective services; ssa; dfcs; child welfare involvement; social services involvement; dcfs status;
            children services; foster care; child family services; cws status; 300; social services history; cps history;
            dss status; soc svcs; social svcs; child protection; cps dcfs; department of social services; hhsa; 300 status;
            cws involvement; dcfs involvement; department of children and family services; children and family services;
            children family services; dependency system; dependent status; cps case; cws case; ssa status; hsa; sss""",
        "joint_assessment": """241.1; 241 1; wic 241.1; 241; 241.1 hearing; 241.1 calendar; joint assessment; crossover;
            crossover youth; 241.1 report; 241.1 assessment; 241.1 status; dual status; dual jurisdiction; on 241.1 calendar;
            wic 241; 241.1 referral; 241.1 yn; section 241.1; w i c 241.1; dual; crossover status; 241 1 protocol""",
        "placement_history": """placement history; placement hx; placements; placement; placement notes; placement log;
            placement awol history; placement and awol history; residence history; placement timeline; housing history;
            where living; whereabouts; placement moves; placement details; placement record; placement changes;
            living situation; living history; history of placements; placement information; placement info; placement chronology;
            placement awol log; moves; movement history; placement movement; placements awols; awol placement history;
            placement text; out of home placement; out of home placements; where placed; where she has lived; living arrangements;
            placement and absence history; placement runaway history; placement list; placement story; stays; addresses history""",
        "prior_victimization": """prior victimization; victimization; victimization history; abuse history; prior abuse;
            history of abuse; trauma history; trauma; prior victim; previous victimization; past abuse; abuse;
            history of victimization; past victimization; abuse neglect history; prior abuse neglect; child abuse history;
            abuse trauma history; history of trauma; abuse or neglect; prior trauma; maltreatment history; maltreatment;
            prior maltreatment; history of abuse neglect; earlier victimization; previous abuse; abuse trauma""",
        "work": """work history; work hx; employment; employment history; job; jobs; work; job history; work experience; employed;
            employment work history; employment status; work employment; jobs held; occupation; vocational history""",
        "court_cases": """v/w cases; v w cases; victim witness cases; victim witness; v w; victim witness status; witness cases;
            court cases; adult court; vw; victim or witness; testimony; victim witness in adult court; witness; vw cases;
            victim witness case; adult court case; adult court cases; victim in adult case; da cases; criminal case victim;
            witness in case; cases as victim or witness; victim cases; vic wit; victim wit; witness status""",
        "summary": """summary; case summary; notes; note; comments; comment; narrative; case notes; summary notes; remark; remarks;
            current situation; update; synopsis; overview; brief summary; short summary; background; case note; summary of case;
            status update; latest update; description; qualitative summary; situation; case narrative; progress; history;
            progress notes; most recent update; recent update; current summary; case history; general notes; observations""",
        "safety_plan": """safety plan; safety planning; safety measures; plan; safety; safety notes; case plan; action plan;
            current safety plan; safety plan notes; plan of safety; safety steps; safety actions; youth safety plan;
            safety strategy; plan for safety; crisis plan; keeping safe""",
        "follow_up": """follow up; followup; follow-up; follow up questions; followup questions; questions; next steps;
            action items; f u; to do; follow up items; open questions; outstanding questions; follow up needed; pending items;
            outstanding items; todo; follow up notes; question; follow ups; outstanding; open items; follow up action;
            follow up required; action needed; pending; next actions; open issues; tasks; action; actions""",
        "school": "school; schools; school name; current school; last school; school attended; schools attended; school history",
        "gender_identity": "gender identity; identifies as; gender identification; self identified gender",
        "computed": """age; age at referral; current age; age now; year referred; year; referral year; year of referral;
            ref year; recidivism; number of arrests; total arrests; arrest count; number of schools; total schools;
            age at ref; age today; yr; age referred; count; number of placements; total services; number of services;
            days open; age group; age at intake; fiscal year; fy; quarter; month; age in years; total; row; row number;
            row no; line; line number; s no; sr no; days since referral; services count; placements count""",
    },
    SheetKind.ARRESTS: {
        **_REFERENCES,
        "arrested_on": """arrest date; date of arrest; date; booking date; date arrested; arrested; arrested on; offense date;
            date of offense; incident date; date of incident; arrest; date booked; booked; contact date; booked on;
            date of booking; when arrested; citation date; arr date; date of contact; detention date; date detained; event date;
            arrest day; date of arrest citation; date cited; referral date; dt arrested""",
        "arrested_by": """agency; arresting agency; police department; police dept; pd; law enforcement agency; law enforcement;
            le agency; lea; department; arrested by; arresting department; arresting dept; police; arrest agency; police agency;
            booking agency; le; agency name; arresting pd; arresting police department; arresting lea; which agency; by whom;
            arresting law enforcement agency; le dept; department name; officer agency; le department; arresting police;
            arresting party; agency making arrest; citing agency; law enforcement dept; by; arresting body""",
        "charges": """charges; charge; offense; offenses; violation; violations; code; code section; booking charges;
            arrest charges; statute; crime; alleged offense; alleged charges; charge description; offense description; section;
            charges filed; penal code; pc code; code violation; counts; charge code; offense code; reason; allegation; crimes;
            charge list; penal code section; statutes; arrested for; reason for arrest; sections charged; what for; pc section;
            code sections; offenses charged; counts charged; cited for; law violated""",
        "forum": """court; juvenile adult; juv adult; court type; system; forum; adult juvenile; adult or juvenile;
            juvenile or adult; type; level; jurisdiction; court level; arrest type; type of court; which court; j a;
            court juv adult; case type; category; adult juv; minor or adult; juvenile or adult court; status; type of arrest;
            court forum; adult minor; juvenile adult court; court division; court jurisdiction; filed in; adult""",
        "computed": "age; age at arrest; year; month; count; total; number of charges; row; year of arrest; arrest year; yr",
    },
    SheetKind.SCHOOLS: {
        **_REFERENCES,
        "school": """school; school name; name of school; school attended; schools; schools attended; institution; campus;
            educational placement; school program; education; school site; current school; last school; high school;
            attended; school enrolled; site; school of attendance; educational institution; school or program; education site;
            attended school; site name; education placement; school placement; education program""",
        "district": "district; school district; usd; school system; lea; district name; local education agency",
        "grade": "grade; grade level; current grade; school grade; year in school",
        "begins": """enrolled on; date enrolled; enrollment date; start date; start; from; entry date; begin date; since; began;
            date of enrollment; first day; attended from; date started; school start date; school entry date""",
        "ends": """end date; end; to; left; date left; exit date; withdrawn; until; withdrawal date; ended; last day; leave date;
            attended to; date ended; thru; through; attended until; date exited; exit; date withdrawn; school exit date""",
        "enrolled": "enrolled; enrolled now; currently enrolled; is enrolled; enrollment; still enrolled; enrollment status",
        "records_received": "records received; records; school records received; transcript received; school records; transcripts",
        "often_absent": "often absent; absent; chronic absent; truancy; absence; chronic absence; attendance; poor attendance",
        "computed": "age; year; count; total; row; school year; number of schools; yr",
    },
    SheetKind.ATTENDANCE: {
        "held_on": """meeting date; date of meeting; date; mtg date; meeting; session date; date attended; meeting held;
            held on; session; day; when; meeting day; mdt date; date held; meeting on; attendance date; weekly meeting date;
            mdt meeting date; date of session; table date; conference date; safetynet date; safetynet meeting date; week of;
            week; sign in date; agenda date; date of mdt; meeting week""",
        "name": """name; attendee; attendee name; participant; participant name; attended by; representative; who; member; person;
            staff; name of attendee; team member; member name; attendees; staff name; present; in attendance; signed in; partner;
            representative name; print name; printed name; full name; participants; who attended; person attending;
            name of participant; sign in; sign in name; signature; individual; guest; partner name; last first; rep; rep name;
            team member name; person name; person present; professional; name of person; worker; worker name; delegate""",
        "last_name": "last name; last; surname; family name; attendee last name; participant last name; name last",
        "first_name": "first name; first; given name; forename; given; attendee first name; participant first name; name first",
        "agency": """agency; organization; org; affiliation; department; agency organization; organization agency; representing;
            company; employer; agency name; partner agency; office; dept; agency represented; represents; agency affiliation;
            agency department; from; entity; partner organization; on behalf of; body; program; agency dept; organization name;
            institution; partner; works for; discipline; group; agency office; affiliated agency; home agency; service agency""",
        "computed": "count; total; number; row; year; time; time in; time out; email; phone; number attending; signature",
    },
    SheetKind.AGENDAS: {
        **_REFERENCES,
        "held_on": """meeting date; date of meeting; date; mtg date; agenda date; week of; calendar date; date discussed;
            review date; meeting; session date; discussed on; discussed; held on; date on agenda; mdt date; date of agenda;
            agenda; meeting day; docket date; conference date; meeting held; week; agenda week; agenda day; session;
            weekly agenda date; meeting week; date reviewed; reviewed on; staffing date; date staffed; date heard; when;
            date of review; date of staffing; safetynet date; table date; day; date held; weekly meeting date; meeting on""",
        "section": """section; agenda section; category; custody status; custody; status; type; list; part; group;
            agenda category; case type; custody in out; in out of custody; agenda group; agenda type; in or out of custody;
            agenda part; heading; agenda heading; agenda list; listed under; portion; section of agenda; agenda status;
            in out; placement in agenda; segment; in custody; new in out; docket section; calendar section; agenda item type""",
        "computed": "order; position; item; agenda item; count; total; row; year; age; item number; sequence; seq; minutes; time",
    },
    SheetKind.IGNORED: {},
}

_SHEETS: dict[SheetKind, str] = {
    SheetKind.YOUTHS: """clients; client; youth; youths; kids; master list; master; roster; profiles; profile; face sheets;
        face sheet; minors; cases; client list; case list; children; participants; database; tracking; main; data; log;
        client data; youth list; youth roster; case log; referrals; csec clients; active clients; victims; client roster;
        demographics; client master; youth master; all youth; safetynet clients; caseload; registry; register; people""",
    SheetKind.ARRESTS: """arrests; arrest; arrest history; arrest log; law enforcement contacts; bookings; le contacts; charges;
        arrest records; criminal history; juvenile arrests; offenses; le; police contacts; arrest data; booking; justice""",
    SheetKind.SCHOOLS: """schools; school; education; school history; school attendance; school records; education history;
        schooling; enrollment; academics; school data; edu; school list; schools attended""",
    SheetKind.ATTENDANCE: """attendance; sign in; sign in sheet; sign ins; attendance log; meeting attendance; attendees;
        participants; mdt attendance; mtg attendance; who attended; sign in log; meeting sign in; attendance sheet; present""",
    SheetKind.AGENDAS: """agendas; agenda; weekly agenda; calendar; cases discussed; docket; meeting agenda; weekly agendas;
        agenda items; agenda log; discussed; weekly list; meeting list; case reviews; mdt agenda; reviews; staffing""",
    SheetKind.IGNORED: "legend; codes; code list; key; lookup; lists; instructions; readme; read me; pivot; chart; totals; stats",
}


@cache
def known_headers(kind: SheetKind) -> dict[frozenset[str], tuple[str, ...]]:
    """The known headers of a kind of sheet as sets of words, each with the fields it may mean, the likeliest first."""
    found: dict[frozenset[str], list[str]] = {}
    for field, headers in _HEADERS[kind].items():
        for header in headers.split(";"):
            fields = found.setdefault(frozenset(header_words(header)), [])
            if field not in fields:
                fields.append(field)
    found.pop(frozenset(), None)
    return {words: tuple(fields) for words, fields in found.items()}


@cache
def known_sheets() -> dict[frozenset[str], tuple[SheetKind, ...]]:
    """The known names of sheets as sets of words."""
    found: dict[frozenset[str], list[SheetKind]] = {}
    for kind, names in _SHEETS.items():
        for name in names.split(";"):
            found.setdefault(frozenset(header_words(name)), []).append(kind)
    found.pop(frozenset(), None)
    return {words: tuple(kinds) for words, kinds in found.items()}
