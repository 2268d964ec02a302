"""Every line gets the heading that its section says; where none was written it has none.

The owner of the tables sees no youth: while the lines are moved the policy is not forced upon it, for that one table and this one
transaction. What is written is what the line said, in the category that custody has.
"""

from django.db import migrations

READ_LINES = """
SET LOCAL lock_timeout = '10s';
ALTER TABLE public.meetings_agendaitem NO FORCE ROW LEVEL SECURITY;
"""
FILL = """
INSERT INTO public.meetings_agendaheading (item_id, table_id, youth_id, category, section)
SELECT i.id, i.table_id, i.youth_id, CASE i.section WHEN 'NEW' THEN 'MEETING' ELSE 'PLACEMENT' END, i.section
FROM public.meetings_agendaitem AS i
WHERE i.section <> ''
"""
FORCE_AGAIN = "ALTER TABLE public.meetings_agendaitem FORCE ROW LEVEL SECURITY"


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0004_agenda_headings'),
    ]

    operations = [
        migrations.RunSQL(READ_LINES, migrations.RunSQL.noop),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(FORCE_AGAIN, migrations.RunSQL.noop),
    ]
