"""Made by makemigrations: the room, plans, follow-ups, guests (docs/adr/0008)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('governance', '0001_initial'),
        ('meetings', '0001_initial'),
        ('youths', '0002_claims'),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(max_length=30)),
                ('words', models.JSONField(default=dict)),
                ('saved_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Guest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(max_length=40)),
                ('why', models.CharField(blank=True, max_length=300, verbose_name='Why?')),
                ('decided_at', models.DateTimeField()),
                ('form_signed_on', models.DateField(blank=True, null=True, verbose_name='Confidentiality form signed on')),
                ('arrived_at', models.DateTimeField(null=True)),
                ('left_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='GuestProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='Who should come?')),
                ('organization', models.CharField(max_length=120, verbose_name='From where?')),
                ('why', models.CharField(max_length=300, verbose_name='Why should the table admit this guest?')),
                ('said_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='IssueKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=120, verbose_name='In words')),
                ('is_need', models.BooleanField(default=False, verbose_name='Is it a need that some agency could meet?')),
                ('retired_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='IssueTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='JointItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pair', models.UUIDField()),
                ('outgoing', models.BooleanField(help_text='Whether this table proposed it')),
                ('held_on', models.DateField()),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='What should the other table know? Name no youth.')),
                ('state', models.CharField(default='PROPOSED', max_length=40)),
                ('proposed_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('answer', models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(max_length=300, verbose_name='Why do you object?')),
                ('said_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(editable=False, max_length=40)),
                ('version', models.PositiveSmallIntegerField(editable=False)),
                ('state', models.CharField(default='DRAFT', editable=False, max_length=40)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('concerns', models.TextField(blank=True, max_length=2000, verbose_name='What are the safety concerns?')),
                ('safe_adults', models.TextField(blank=True, max_length=1000, verbose_name='Which adults are safe?')),
                ('stay_away', models.CharField(blank=True, max_length=300, verbose_name='Where is it not safe to go?')),
                ('youth_said', models.CharField(blank=True, max_length=400, verbose_name='What did the youth say?')),
                ('returning_on', models.DateField(blank=True, null=True, verbose_name='When does the youth come back?')),
                ('review_on', models.DateField(blank=True, null=True, verbose_name='Review by')),
                ('agreed_on', models.DateField(editable=False, null=True)),
                ('reopened_why', models.CharField(blank=True, max_length=300, verbose_name='Why is the plan opened again?')),
                ('created_at', models.DateTimeField(editable=False)),
                ('changed_at', models.DateTimeField(editable=False)),
            ],
        ),
        migrations.CreateModel(
            name='PlanAssent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said_at', models.DateTimeField()),
                ('revision', models.PositiveIntegerField(help_text='What the plan said when the agency agreed')),
            ],
        ),
        migrations.CreateModel(
            name='PlanStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(blank=True, default='', max_length=40)),
                ('what', models.CharField(max_length=300, verbose_name='What is done?')),
                ('who', models.CharField(blank=True, max_length=120, verbose_name='Who does it, if nobody at the table?')),
                ('owner_place', models.BigIntegerField(blank=True, null=True, verbose_name='Which place at the table owns it?')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='By when?')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ('plan_id', 'position', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Pulse',
            fields=[
                ('meeting', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='pulse', serialize=False, to='meetings.meeting')),
                ('beat', models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Recommendation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(default='DRAFT', editable=False, max_length=40)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('court', models.CharField(max_length=120, verbose_name='To which court or judge?')),
                ('case_number', models.CharField(blank=True, max_length=40, verbose_name='Case number at the court')),
                ('hearing_on', models.DateField(verbose_name='Hearing on')),
                ('recommends', models.TextField(max_length=1600, verbose_name='What does the table recommend?')),
                ('grounds', models.TextField(blank=True, max_length=1200, verbose_name="On what grounds? Only what may stand in a court's file.")),
                ('adopted_on', models.DateField(editable=False, null=True)),
                ('withdrawn_why', models.CharField(blank=True, max_length=300)),
                ('created_at', models.DateTimeField(editable=False)),
                ('changed_at', models.DateTimeField(editable=False)),
            ],
        ),
        migrations.CreateModel(
            name='Reserve',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said_at', models.DateTimeField()),
                ('lifted_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(default='SAID', max_length=40, verbose_name='What is said?')),
                ('category', models.CharField(max_length=40, verbose_name='What is it about?')),
                ('text', models.CharField(blank=True, max_length=1000, verbose_name='Statement')),
                ('taken_on', models.DateField(help_text='The day it was taken down, for notes that were kept on paper', verbose_name='Said on')),
                ('recorded_at', models.DateTimeField(editable=False)),
                ('addendum', models.BooleanField(default=False, editable=False)),
                ('superseded_at', models.DateTimeField(editable=False, null=True)),
                ('withdrawn', models.BooleanField(default=False, editable=False)),
                ('submission', models.UUIDField(editable=False, help_text='The form it came from; a form counts once', null=True)),
            ],
            options={
                'ordering': ('recorded_at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(default='FOLLOW_UP', max_length=40, verbose_name='What sort is it?')),
                ('what', models.CharField(max_length=400, verbose_name='What is asked?')),
                ('owner_place', models.BigIntegerField(db_index=True, verbose_name='Who should answer?')),
                ('due_on', models.DateField(verbose_name='By when?')),
                ('state', models.CharField(default='OPEN', editable=False, max_length=40)),
                ('answer', models.CharField(blank=True, max_length=1000, verbose_name='Answer')),
                ('answered_at', models.DateTimeField(editable=False, null=True)),
                ('asked_at', models.DateTimeField(editable=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
            ],
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=300, verbose_name='What is to be discussed?')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('conclusion', models.CharField(blank=True, max_length=1000, verbose_name='What did the table conclude?')),
            ],
            options={
                'ordering': ('meeting_id', 'position', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Turn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begins_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='carried_count',
            field=models.PositiveSmallIntegerField(default=0, help_text='How often it was carried over in a row'),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='deferred_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='deferred_why',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='attendance',
            name='level',
            field=models.CharField(blank=True, default='', help_text='Level of the person on that day; empty where it is not known', max_length=40),
        ),
        migrations.AddField(
            model_name='meeting',
            name='attendance_complete_at',
            field=models.DateTimeField(help_text='When the coordinator said that the roll is whole', null=True),
        ),
        migrations.AddField(
            model_name='meeting',
            name='kind',
            field=models.CharField(default='WEEKLY', max_length=40),
        ),
        migrations.AddField(
            model_name='meeting',
            name='read_back_at',
            field=models.DateTimeField(help_text='When the decisions were read back to the table', null=True),
        ),
        migrations.AddField(
            model_name='packetcopy',
            name='explained_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='packetcopy',
            name='explained_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person'),
        ),
        migrations.AddField(
            model_name='packetcopy',
            name='explanation',
            field=models.CharField(blank=True, max_length=400),
        ),
        migrations.AddField(
            model_name='packetcopy',
            name='missing_at',
            field=models.DateTimeField(help_text='When it was found not to have come back', null=True),
        ),
        migrations.AddField(
            model_name='packetcopy',
            name='missing_said_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('deferred_at__isnull', True), ('deferred_why', '')), models.Q(('deferred_at__isnull', False), models.Q(('deferred_why', ''), _negated=True)), _connector='OR'), name='deferred_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='packetcopy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('missing_at__isnull', True), ('missing_said_by__isnull', True)), models.Q(('missing_at__isnull', False), ('missing_said_by__isnull', False)), _connector='OR'), name='missing_said_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='packetcopy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('explained_at__isnull', True), ('explained_by__isnull', True), ('explanation', '')), models.Q(('explained_at__isnull', False), ('explained_by__isnull', False), ('missing_at__isnull', False), models.Q(('explanation', ''), _negated=True)), _connector='OR'), name='explained_by_somebody_in_words'),
        ),
        migrations.AddField(
            model_name='draft',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='meetings.meeting'),
        ),
        migrations.AddField(
            model_name='draft',
            name='said_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person'),
        ),
        migrations.AddField(
            model_name='draft',
            name='table',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table'),
        ),
        migrations.AddField(
            model_name='draft',
            name='youth',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='youths.youth'),
        ),
        migrations.AddField(
            model_name='guest',
            name='decided_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person'),
        ),
        migrations.AddField(
            model_name='guest',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guests', to='meetings.meeting'),
        ),
        migrations.AddField(
            model_name='guest',
            name='table',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table'),
        ),
        migrations.AddField(
            model_name='guestproposal',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guest_proposals', to='meetings.meeting'),
        ),
        migrations.AddField(
            model_name='guestproposal',
            name='said_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person'),
        ),
        migrations.AddField(
            model_name='guestproposal',
            name='table',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table'),
        ),
        migrations.AddField(
            model_name='guest',
            name='proposal',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='guest', to='meetings.guestproposal'),
        ),
        migrations.AddField(
            model_name='issuekind',
            name='table',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table'),
        ),
        migrations.AddField(
            model_name='issuetag',
            name='kind',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.issuekind'),
        ),
        migrations.AddField(
            model_name='issuetag',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issue_tags', to='meetings.meeting'),
        ),
        migrations.AddField(
            model_name='issuetag',
            name='said_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person'),
        ),
        migrations.AddField(
            model_name='issuetag',
            name='table',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table'),
        ),
        migrations.AddField(
            model_name='issuetag',
            name='youth',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='youths.youth'),
        ),
        migrations.AddField(
            model_name='jointitem',
            name='answered_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person'),
        ),
        migrations.AddField(
            model_name='jointitem',
            name='item',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='joint', to='meetings.agendaitem'),
        ),
        migrations.AddField(
            model_name='jointitem',
            name='other_table',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table'),
        ),
        migrations.AddField(
            model_name='jointitem',
            name='proposed_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person'),
        ),
        migrations.AddField(
            model_name='jointitem',
            name='table',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table'),
        ),
        migrations.AddField(
            model_name='objection',
            name='proposal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='meetings.guestproposal'),
        ),
        migrations.AddField(
            model_name='objection',
            name='said_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person'),
        ),
        migrations.AddField(
            model_name='objection',
            name='table',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table'),
        ),
        migrations.AddField(
            model_name='plan',
            name='changed_by',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person'),
        ),
        migrations.AddField(
            model_name='plan',
            name='created_by',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person'),
        ),
        migrations.AddField(
            model_name='plan',
            name='meeting',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='meetings.meeting'),
        ),
        migrations.AddField(
            model_name='plan',
            name='table',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table'),
        ),
        migrations.AddField(
            model_name='plan',
            name='youth',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='youths.youth'),
        ),
        migrations.AddField(
            model_name='planassent',
            name='agency',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.agency'),
        ),
        migrations.AddField(
            model_name='planassent',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assents', to='meetings.plan'),
        ),
        migrations.AddField(
            model_name='planassent',
            name='said_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person'),
        ),
        migrations.AddField(
            model_name='planassent',
            name='table',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table'),
        ),
        migrations.AddField(
            model_name='planassent',
            name='youth',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='youths.youth'),
        ),
        migrations.AddField(
            model_name='planstep',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='meetings.plan'),
        ),
        migrations.AddField(
            model_name='planstep',
            name='table',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table'),
        ),
        migrations.AddField(
            model_name='planstep',
            name='youth',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='youths.youth'),
        ),
        migrations.AddField(
            model_name='pulse',
            name='table',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table'),
        ),
        migrations.AddField(
            model_name='recommendation',
            name='changed_by',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person'),
        ),
        migrations.AddField(
            model_name='recommendation',
            name='created_by',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person'),
        ),
        migrations.AddField(
            model_name='recommendation',
            name='meeting',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='meetings.meeting'),
        ),
        migrations.AddField(
            model_name='recommendation',
            name='table',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table'),
        ),
        migrations.AddField(
            model_name='recommendation',
            name='youth',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='youths.youth'),
        ),
        migrations.AddField(
            model_name='reserve',
            name='agency',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.agency'),
        ),
        migrations.AddField(
            model_name='reserve',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reserves', to='meetings.meeting'),
        ),
        migrations.AddField(
            model_name='reserve',
            name='said_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person'),
        ),
        migrations.AddField(
            model_name='reserve',
            name='table',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table'),
        ),
        migrations.AddField(
            model_name='reserve',
            name='youth',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='youths.youth'),
        ),
        migrations.AddField(
            model_name='statement',
            name='agency',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.agency'),
        ),
        migrations.AddField(
            model_name='statement',
            name='item',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='meetings.agendaitem'),
        ),
        migrations.AddField(
            model_name='statement',
            name='meeting',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='meetings.meeting'),
        ),
        migrations.AddField(
            model_name='statement',
            name='said_by',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person'),
        ),
        migrations.AddField(
            model_name='statement',
            name='shared_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.agency', verbose_name='Which agency shared it?'),
        ),
        migrations.AddField(
            model_name='statement',
            name='supersedes',
            field=models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.statement'),
        ),
        migrations.AddField(
            model_name='statement',
            name='table',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table'),
        ),
        migrations.AddField(
            model_name='statement',
            name='youth',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='youths.youth'),
        ),
        migrations.AddField(
            model_name='task',
            name='answered_by',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person'),
        ),
        migrations.AddField(
            model_name='task',
            name='asked_by',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person'),
        ),
        migrations.AddField(
            model_name='task',
            name='asked_by_agency',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.agency'),
        ),
        migrations.AddField(
            model_name='task',
            name='meeting',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='meetings.meeting'),
        ),
        migrations.AddField(
            model_name='task',
            name='owner_agency',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.agency'),
        ),
        migrations.AddField(
            model_name='task',
            name='question',
            field=models.OneToOneField(editable=False, help_text="The question of the youth's file that it takes up", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='youths.followup'),
        ),
        migrations.AddField(
            model_name='task',
            name='step',
            field=models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='task', to='meetings.planstep'),
        ),
        migrations.AddField(
            model_name='task',
            name='table',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table'),
        ),
        migrations.AddField(
            model_name='task',
            name='youth',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='youths.youth'),
        ),
        migrations.AddField(
            model_name='topic',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='topics', to='meetings.meeting'),
        ),
        migrations.AddField(
            model_name='topic',
            name='raised_by',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.agency'),
        ),
        migrations.AddField(
            model_name='topic',
            name='table',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table'),
        ),
        migrations.AddField(
            model_name='turn',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='turns', to='meetings.agendaitem'),
        ),
        migrations.AddField(
            model_name='turn',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='turns', to='meetings.meeting'),
        ),
        migrations.AddField(
            model_name='turn',
            name='said_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person'),
        ),
        migrations.AddField(
            model_name='turn',
            name='table',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table'),
        ),
        migrations.AddField(
            model_name='turn',
            name='youth',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='youths.youth'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(fields=('said_by', 'meeting', 'youth', 'form'), name='one_draft_of_a_form'),
        ),
        migrations.AddConstraint(
            model_name='guestproposal',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('meeting', 'name', 'organization'), name='guest_proposed_once'),
        ),
        migrations.AddConstraint(
            model_name='guest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('PRESENT', 'LEFT')), _negated=True), models.Q(('arrived_at__isnull', False), ('form_signed_on__isnull', False)), _connector='OR'), name='guest_in_the_room_has_signed'),
        ),
        migrations.AddConstraint(
            model_name='guest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'REFUSED'), _negated=True), models.Q(('why', ''), _negated=True), _connector='OR'), name='refused_guest_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='issuekind',
            constraint=models.UniqueConstraint(fields=('table', 'words'), name='issue_once_per_table'),
        ),
        migrations.AddConstraint(
            model_name='issuetag',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('meeting', 'youth', 'kind', 'said_by'), name='issue_named_once_each'),
        ),
        migrations.AddConstraint(
            model_name='jointitem',
            constraint=models.UniqueConstraint(fields=('pair', 'table'), name='joint_item_once_per_table'),
        ),
        migrations.AddConstraint(
            model_name='jointitem',
            constraint=models.CheckConstraint(condition=models.Q(('outgoing', True), ('item__isnull', True), _connector='OR'), name='joint_item_of_another_names_no_youth'),
        ),
        migrations.AddConstraint(
            model_name='jointitem',
            constraint=models.CheckConstraint(condition=models.Q(('table', models.F('other_table')), _negated=True), name='joint_item_with_another_table'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('proposal', 'said_by'), name='one_objection_each'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='objection_says_why'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.UniqueConstraint(fields=('youth', 'kind', 'version'), name='plan_version_once'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'DRAFT')), fields=('youth', 'kind'), name='one_plan_being_written'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'AGREED')), fields=('youth', 'kind'), name='one_plan_agreed'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('AGREED', 'REPLACED')), _negated=True), models.Q(('agreed_on__isnull', False), ('review_on__isnull', False)), _connector='OR'), name='agreed_plan_has_its_days'),
        ),
        migrations.AddConstraint(
            model_name='planassent',
            constraint=models.UniqueConstraint(fields=('plan', 'agency', 'revision'), name='one_assent_of_an_agency'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'ADOPTED'), _negated=True), ('adopted_on__isnull', False), _connector='OR'), name='adopted_on_a_day'),
        ),
        migrations.AddConstraint(
            model_name='reserve',
            constraint=models.UniqueConstraint(condition=models.Q(('lifted_at__isnull', True)), fields=('meeting', 'youth', 'said_by'), name='reserve_once_each'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'SAID'), _negated=True), models.Q(('text', ''), _negated=True), _connector='OR'), name='statement_says_something'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.UniqueConstraint(condition=models.Q(('submission__isnull', False)), fields=('submission',), name='statement_sent_once'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(condition=models.Q(('state__in', ('OPEN', 'BLOCKED'))), fields=['table', 'due_on'], name='task_open'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'DONE'), _negated=True), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='done_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_at__isnull', True)), fields=('meeting',), name='one_turn_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('ends_at__gte', models.F('begins_at')), _connector='OR'), name='turn_period'),
        ),
    ]
