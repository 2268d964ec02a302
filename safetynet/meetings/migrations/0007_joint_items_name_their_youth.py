"""A joint item says of which youth it speaks at the table that proposed it, so that the walls of that youth count for it too.

The owner of the tables sees no youth: while the youths are taken from the lines the policy is not forced upon it, for those two
tables and this one transaction.
"""

import django.db.models.deletion
from django.db import migrations, models

READ_LINES = """
SET LOCAL lock_timeout = '10s';
ALTER TABLE public.meetings_agendaitem NO FORCE ROW LEVEL SECURITY;
ALTER TABLE public.meetings_jointitem NO FORCE ROW LEVEL SECURITY;
"""
FILL = """
UPDATE public.meetings_jointitem AS j SET youth_id = i.youth_id FROM public.meetings_agendaitem AS i WHERE i.id = j.item_id;
SET CONSTRAINTS ALL IMMEDIATE;
"""
"""The keys are checked before the table is changed again."""
FORCE_AGAIN = """
ALTER TABLE public.meetings_agendaitem FORCE ROW LEVEL SECURITY;
ALTER TABLE public.meetings_jointitem FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0006_no_section_on_the_line'),
    ]

    operations = [
        migrations.RunSQL(READ_LINES, migrations.RunSQL.noop),
        migrations.AddField(
            model_name='jointitem',
            name='youth',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='youths.youth'),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='jointitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('item__isnull', True), ('youth__isnull', True)), models.Q(('item__isnull', False), ('youth__isnull', False)), _connector='OR'), name='joint_item_names_the_youth_of_its_line'),
        ),
        migrations.RunSQL(FORCE_AGAIN, migrations.RunSQL.noop),
    ]
