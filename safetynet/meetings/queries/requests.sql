-- Question: what did my agency ask a table to discuss, and has the table taken it up?
-- Grain: one line per request of the last ninety days, newest first: the agenda on which the youth stands, and the day on which the
--        table spoke of the youth since. A line that was deferred, or whose turn never came, is neither.
-- Who may see: the agency that asked; each part only by whom row-level security shows it.
(WITH asked AS (
    SELECT q.id, q.youth_id, q.table_id, q.why,
           coalesce(q.asked_on, (q.recorded_at AT TIME ZONE 'America/Los_Angeles')::date) AS asked_on
    FROM public.youths_reviewrequest AS q
    WHERE q.source_agency_id = (SELECT policy.my_agency()) AND q.superseded_at IS NULL AND NOT q.withdrawn
      AND coalesce(q.asked_on, (q.recorded_at AT TIME ZONE 'America/Los_Angeles')::date) > policy.today() - 90
)
SELECT jsonb_build_object(
    'standing', policy.standing(),
    'seen', '["reviewrequest.why", "agendaitem", "nameentry.shown"]'::jsonb,
    'noted', jsonb_build_object('youths', (SELECT coalesce(jsonb_agg(DISTINCT y.number), '[]')
                                           FROM asked AS a JOIN public.youths_youth AS y ON y.id = a.youth_id)),
    'requests', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                     'number', y.number, 'why', a.why, 'asked_on', a.asked_on,
                     'name', (SELECT n.shown FROM public.youths_nameentry AS n WHERE n.youth_id = a.youth_id AND n."primary"),
                     'stands_on', (SELECT min(m.held_on)
                                   FROM public.meetings_agendaitem AS i JOIN public.meetings_meeting AS m ON m.id = i.meeting_id
                                   WHERE i.youth_id = a.youth_id AND m.table_id = a.table_id AND i.deferred_at IS NULL
                                     AND (m.state = 'OPEN' OR m.state <> 'CLOSED' AND m.held_on >= policy.today())),
                     'discussed_on', (SELECT max(m.held_on)
                                      FROM public.meetings_agendaitem AS i JOIN public.meetings_meeting AS m ON m.id = i.meeting_id
                                      WHERE i.youth_id = a.youth_id AND m.table_id = a.table_id AND i.deferred_at IS NULL
                                        AND m.state = 'CLOSED' AND m.held_on >= a.asked_on
                                        AND i.id NOT IN (SELECT policy.not_reached(a.table_id))))
                     ORDER BY a.asked_on DESC, a.id DESC), '[]')
                 FROM asked AS a JOIN public.youths_youth AS y ON y.id = a.youth_id)
))
