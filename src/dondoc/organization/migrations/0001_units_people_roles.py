import django.db.models.deletion
import dondoc.organization.units.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='SignInFailure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_digest', models.CharField(blank=True, max_length=64)),
                ('address', models.GenericIPAddressField(null=True)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['name_digest', 'at'], name='organization_failure_name'), models.Index(fields=['address', 'at'], name='organization_failure_address')],
            },
        ),
        migrations.CreateModel(
            name='SecondStepRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('department_director', 'Director of the Department'), ('office_head', 'Head of the Administrative-General Office'), ('clerk', 'Records clerk'), ('centre_director', 'Director of the Centre'), ('unit_head', 'Head of a unit'), ('officer', 'Officer'), ('administrator', 'Administrator of the system')], max_length=30, unique=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['department_director', 'office_head', 'clerk', 'centre_director', 'unit_head', 'officer', 'administrator'])), name='organization_secondsteprule_role_known')],
            },
        ),
        migrations.CreateModel(
            name='RoleRight',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('department_director', 'Director of the Department'), ('office_head', 'Head of the Administrative-General Office'), ('clerk', 'Records clerk'), ('centre_director', 'Director of the Centre'), ('unit_head', 'Head of a unit'), ('officer', 'Officer'), ('administrator', 'Administrator of the system')], max_length=30, unique=True)),
                ('abilities', models.JSONField(default=list)),
                ('scope', models.CharField(choices=[('own', 'Own tasks only'), ('unit', 'The own unit and those below'), ('agency', 'The whole agency')], max_length=10)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['department_director', 'office_head', 'clerk', 'centre_director', 'unit_head', 'officer', 'administrator'])), name='organization_roleright_role_known'), models.CheckConstraint(condition=models.Q(('scope__in', ['own', 'unit', 'agency'])), name='organization_roleright_scope_known')],
            },
        ),
        migrations.CreateModel(
            name='UnitGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True)),
                ('aliases', models.TextField(blank=True)),
                ('source', models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='organization.unit')),
                ('kind', models.CharField(choices=[('department', 'Department'), ('office', 'Office of the Department'), ('centre', 'Centre'), ('division', 'Division of the Centre'), ('commune', "People's Committee of a commune or ward")], max_length=20)),
                ('name', models.CharField(max_length=200)),
                ('short_name', models.CharField(max_length=80)),
                ('symbol', models.CharField(blank=True, max_length=40)),
                ('e_id', models.CharField(blank=True, max_length=40)),
                ('address', models.CharField(blank=True, max_length=300)),
                ('named_from', models.DateField(null=True)),
                ('valid_from', models.DateField(null=True)),
                ('valid_to', models.DateField(null=True)),
                ('aliases', models.TextField(blank=True)),
                ('path', models.CharField(default='', max_length=200)),
                ('sort_key', dondoc.organization.units.fields.VietnameseOrder(default=b'', of='name')),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'indexes': [models.Index(fields=['sort_key'], name='organization_unit_order')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('valid_to', None)), fields=('parent', 'name'), name='organization_unit_living_name_in_parent'), models.UniqueConstraint(condition=models.Q(('path', ''), _negated=True), fields=('path',), name='organization_unit_path'), models.CheckConstraint(condition=models.Q(('kind__in', ['department', 'office', 'centre', 'division', 'commune'])), name='organization_unit_kind_known'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('named_from', None), ('valid_to__gt', models.F('named_from')), _connector='OR'), name='organization_unit_ends_after_its_names_start'), models.CheckConstraint(condition=models.Q(('valid_from', None), models.Q(('named_from__gte', models.F('valid_from')), ('named_from__isnull', False)), _connector='OR'), name='organization_unit_named_since_it_began')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(max_length=60, unique=True, verbose_name='user name')),
                ('full_name', models.CharField(max_length=120)),
                ('sort_key', models.CharField(db_index=True, default='', max_length=500)),
                ('search_text', models.CharField(default='', max_length=200)),
                ('is_active', models.BooleanField(default=True)),
                ('is_demo', models.BooleanField(default=False)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL)),
                ('agent', models.CharField(blank=True, max_length=300)),
                ('address', models.GenericIPAddressField(null=True)),
                ('signed_in_at', models.DateTimeField(null=True)),
                ('last_seen', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Totp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='totp', to=settings.AUTH_USER_MODEL)),
                ('secret', models.TextField()),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('last_step', models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recovery_codes', to=settings.AUTH_USER_MODEL)),
                ('digest', models.CharField(max_length=64)),
                ('used_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'digest'), name='organization_recoverycode_once')],
            },
        ),
        migrations.CreateModel(
            name='Passkey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passkeys', to=settings.AUTH_USER_MODEL)),
                ('name', models.CharField(max_length=80)),
                ('credential_id', models.CharField(max_length=1400, unique=True)),
                ('public', models.BinaryField()),
                ('sign_count', models.BigIntegerField(default=0)),
                ('added_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='UnitEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='happenings', to='organization.unit')),
                ('kind', models.CharField(choices=[('founded', 'Founded'), ('renamed', 'Renamed'), ('transferred', 'Transferred'), ('merged', 'Merged'), ('split', 'Split up'), ('spun_off', 'Part split off'), ('dissolved', 'Dissolved')], max_length=20)),
                ('day', models.DateField()),
                ('decision_number', models.CharField(blank=True, max_length=20)),
                ('decision_symbol', models.CharField(blank=True, max_length=40)),
                ('decision_date', models.DateField(null=True)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField()),
                ('successors', models.ManyToManyField(related_name='came_of', to='organization.unit')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['founded', 'renamed', 'transferred', 'merged', 'split', 'spun_off', 'dissolved'])), name='organization_unitevent_kind_known'), models.UniqueConstraint(condition=models.Q(('kind__in', ('merged', 'split', 'dissolved'))), fields=('unit',), name='organization_unitevent_ends_once')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='organization.unitgroup')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='organization.unit')),
                ('valid_from', models.DateField(null=True)),
                ('valid_to', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_from', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='organization_membership_ends_after_start'), models.UniqueConstraint(condition=models.Q(('valid_to', None)), fields=('group', 'unit'), name='organization_membership_open_once')],
            },
        ),
        migrations.CreateModel(
            name='FormerName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_names', to='organization.unit')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.unit')),
                ('name', models.CharField(max_length=200)),
                ('short_name', models.CharField(blank=True, max_length=80)),
                ('symbol', models.CharField(blank=True, max_length=40)),
                ('e_id', models.CharField(blank=True, max_length=40)),
                ('address', models.CharField(blank=True, max_length=300)),
                ('valid_from', models.DateField(null=True)),
                ('valid_to', models.DateField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='organization_formername_ends_after_start'), models.UniqueConstraint(fields=('unit', 'valid_from'), name='organization_formername_one_at_a_time'), models.UniqueConstraint(fields=('unit', 'valid_to'), name='organization_formername_one_ends_a_day'), models.UniqueConstraint(condition=models.Q(('valid_from', None)), fields=('unit',), name='organization_formername_one_since_ever')],
            },
        ),
        migrations.CreateModel(
            name='UnitAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issuer', models.CharField(blank=True, max_length=300)),
                ('name', models.CharField(max_length=300)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organization.unit')),
                ('confirmed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('confirmed_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('issuer', 'name'), name='organization_unitalias_name_of_issuer')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='organization.unit')),
                ('role', models.CharField(choices=[('department_director', 'Director of the Department'), ('office_head', 'Head of the Administrative-General Office'), ('clerk', 'Records clerk'), ('centre_director', 'Director of the Centre'), ('unit_head', 'Head of a unit'), ('officer', 'Officer'), ('administrator', 'Administrator of the system')], max_length=30)),
                ('title', models.CharField(max_length=120)),
                ('is_head', models.BooleanField(default=False)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('rights', models.ForeignObject(from_fields=['role'], null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organization.roleright', to_fields=['role'])),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['department_director', 'office_head', 'clerk', 'centre_director', 'unit_head', 'officer', 'administrator'])), name='organization_post_role_known'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='organization_post_ends_after_start'), models.UniqueConstraint(condition=models.Q(('is_head', True), ('valid_to', None)), fields=('unit',), name='organization_post_one_open_head')],
            },
        ),
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to='organization.post')),
                ('delegator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('delegate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to=settings.AUTH_USER_MODEL)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField()),
                ('withdrawn_on', models.DateField(null=True)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__gt', models.F('valid_from'))), name='organization_delegation_ends_after_start'), models.CheckConstraint(condition=models.Q(('delegate', models.F('delegator')), _negated=True), name='organization_delegation_to_somebody_else')],
            },
        ),
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='organization.post')),
                ('prefix', models.CharField(choices=[('TL.', 'TL. (by order of the head)'), ('KT.', 'KT. (a deputy, for the head)'), ('TUQ.', 'TUQ. (by written authorisation, limited in time and content)'), ('Q.', 'Q. (acting head)')], max_length=4)),
                ('document_types', models.JSONField(default=list)),
                ('content', models.TextField(blank=True)),
                ('regulation', models.CharField(max_length=300)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('withdrawn_on', models.DateField(null=True)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('prefix__in', ['TL.', 'KT.', 'TUQ.', 'Q.'])), name='organization_mandate_prefix'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='organization_mandate_ends_after_start'), models.CheckConstraint(condition=models.Q(models.Q(('prefix', 'TUQ.'), _negated=True), models.Q(models.Q(('content', ''), _negated=True), ('valid_to__isnull', False)), _connector='OR'), name='organization_mandate_tuq_is_limited'), models.CheckConstraint(condition=models.Q(('regulation', ''), _negated=True), name='organization_mandate_names_its_ground')],
            },
        ),
    ]
