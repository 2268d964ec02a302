"""Made by makemigrations; indexes and constraints folded into their tables."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import safetynet.governance.models.person
import safetynet.kernel.clock


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(max_length=60, unique=True)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('person', models.BigIntegerField(unique=True)),
                ('display_name', models.CharField(max_length=160)),
                ('description', models.CharField(blank=True, help_text='Title and agency, for lists of people', max_length=260)),
                ('is_active', models.BooleanField(default=True)),
                ('opened_at', models.DateTimeField(default=safetynet.kernel.clock.now, help_text='When it was made or last released; unused days count from here')),
                ('password_changed_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='County',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fips', models.CharField(max_length=5, unique=True)),
                ('state_code', models.CharField(max_length=2, unique=True)),
                ('name', models.CharField(max_length=40, unique=True)),
                ('population', models.PositiveIntegerField(help_text='2020 Census')),
            ],
            options={
                'verbose_name_plural': 'counties',
                'ordering': ('name',),
            },
        ),
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('short_name', models.CharField(max_length=40)),
                ('kind', models.CharField(max_length=40)),
                ('county', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agencies', to='governance.county')),
            ],
            options={
                'verbose_name_plural': 'agencies',
                'ordering': ('short_name',),
                'constraints': [models.UniqueConstraint(fields=('county', 'short_name'), name='agency_once_per_county')],
            },
        ),
        migrations.CreateModel(
            name='CountySetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60)),
                ('value', models.CharField(max_length=200)),
                ('source', models.CharField(max_length=300)),
                ('county', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='settings', to='governance.county')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('county', 'key'), name='setting_once_per_county')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given_name', models.CharField(max_length=80)),
                ('family_name', models.CharField(blank=True, max_length=80)),
                ('username', models.SlugField(help_text='How commands and the sign-in page call the person', max_length=60, unique=True)),
                ('title', models.CharField(blank=True, max_length=120)),
                ('ended_on', models.DateField(blank=True, help_text='The day the person left; access ends with it', null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='people', to='governance.agency')),
            ],
            options={
                'verbose_name_plural': 'people',
                'ordering': ('given_name', 'family_name'),
            },
        ),
        migrations.CreateModel(
            name='RoleHolding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=40)),
                ('begins', models.DateField()),
                ('ends', models.DateField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='role_holdings', to='governance.person')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('begins')), _connector='OR'), name='role_period'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('person', '='), ('role', '='), (safetynet.governance.models.person.DateRange('begins', 'ends'), '&&')], name='role_once_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='SessionKey',
            fields=[
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('session_key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
            },
        ),
        migrations.CreateModel(
            name='Table',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('meets_on', models.PositiveSmallIntegerField(default=1, help_text='Weekday of the meeting, Monday is 0')),
                ('meets_at', models.TimeField(default='10:00')),
                ('agreement_version', models.CharField(default='1', help_text='The confidentiality agreement that is current; older signatures lapse', max_length=20)),
                ('county', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tables', to='governance.county')),
            ],
            options={
                'ordering': ('county_id', 'name'),
                'constraints': [models.UniqueConstraint(fields=('county', 'name'), name='table_once_per_county')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chairs', models.BooleanField(default=False, help_text='Leads the meeting')),
                ('begins', models.DateField()),
                ('ends', models.DateField(blank=True, null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='governance.agency')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='governance.person')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='governance.table')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('begins')), _connector='OR'), name='seat_period'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('table', '='), ('person', '='), (safetynet.governance.models.person.DateRange('begins', 'ends'), '&&')], name='one_seat_each_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Memorandum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('categories', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('signed_on', models.DateField()),
                ('begins', models.DateField()),
                ('ends', models.DateField(blank=True, null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memoranda', to='governance.agency')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memoranda', to='governance.table')),
            ],
            options={
                'verbose_name_plural': 'memoranda',
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('begins')), _connector='OR'), name='memorandum_period'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('agency', '='), ('table', '='), (safetynet.governance.models.person.DateRange('begins', 'ends'), '&&')], name='one_memorandum_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('youth_id', models.BigIntegerField(db_index=True, editable=False)),
                ('categories', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None, verbose_name='What may it read?')),
                ('given_by', models.CharField(help_text="The youth, a holder of the right, or the court's order", max_length=120, verbose_name='Who gave it?')),
                ('document', models.CharField(blank=True, max_length=200, verbose_name='Where is the paper filed?')),
                ('begins', models.DateField(verbose_name='From which day?')),
                ('ends', models.DateField(blank=True, null=True, verbose_name='Until which day?')),
                ('revoked_on', models.DateField(blank=True, null=True, verbose_name='Revoked on')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.agency', verbose_name='Which agency may read?')),
                ('recorded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person')),
                ('table', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('begins')), _connector='OR'), name='consent_period')],
            },
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.CharField(max_length=20)),
                ('signed_on', models.DateField()),
                ('expires_on', models.DateField(help_text='Last day on which it counts')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='governance.person')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='governance.table')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('expires_on__gte', models.F('signed_on'))), name='agreement_period'), models.UniqueConstraint(fields=('person', 'table', 'version', 'signed_on'), name='agreement_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Wall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('youth_id', models.BigIntegerField(db_index=True, editable=False)),
                ('reason', models.CharField(max_length=200, verbose_name='Why?')),
                ('begins', models.DateField(verbose_name='From which day?')),
                ('ends', models.DateField(blank=True, null=True, verbose_name='Until which day?')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person', verbose_name='Who is kept away?')),
                ('recorded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.person')),
                ('table', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.table')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('begins')), _connector='OR'), name='wall_period')],
            },
        ),
    ]
