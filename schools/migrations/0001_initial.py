import django.core.validators
import django.db.models.deletion
import portal.core.school_year
import portal.imports.models
import schools.models.login_card
import schools.models.school
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('reference', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Aftercare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('left_on', models.DateField(verbose_name='left on')),
                ('until', models.DateField(verbose_name='aftercare until')),
                ('destination', models.CharField(blank=True, choices=[('employment', 'Work'), ('employment_with_training', 'Work with training'), ('mbo_bol', 'Mbo, at school (bol)'), ('mbo_bbl', 'Mbo, at work (bbl)'), ('mbo_entree', 'Mbo entree'), ('other_pro', 'Another school for praktijkonderwijs'), ('vmbo', 'Vmbo'), ('vso', 'Special secondary education (vso)'), ('sheltered_work', 'Sheltered work'), ('day_activity', 'Day activities'), ('trajectory', 'A guided path to work or school'), ('abroad', 'Moved abroad'), ('none', 'At home, without school or work'), ('unknown', 'Not known')], max_length=30, verbose_name='where to')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='last asked on')),
            ],
            options={
                'verbose_name': 'aftercare',
                'verbose_name_plural': 'aftercare',
            },
        ),
        migrations.CreateModel(
            name='AftercareCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('destination', models.CharField(choices=[('employment', 'Work'), ('employment_with_training', 'Work with training'), ('mbo_bol', 'Mbo, at school (bol)'), ('mbo_bbl', 'Mbo, at work (bbl)'), ('mbo_entree', 'Mbo entree'), ('other_pro', 'Another school for praktijkonderwijs'), ('vmbo', 'Vmbo'), ('vso', 'Special secondary education (vso)'), ('sheltered_work', 'Sheltered work'), ('day_activity', 'Day activities'), ('trajectory', 'A guided path to work or school'), ('abroad', 'Moved abroad'), ('none', 'At home, without school or work'), ('unknown', 'Not known')], max_length=30, verbose_name='where to')),
                ('aftercare', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='schools.aftercare')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'question to a leaver',
                'verbose_name_plural': 'questions to leavers',
                'ordering': ['-day', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='School',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='address on this site')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('brin', models.CharField(max_length=4, unique=True, validators=[django.core.validators.RegexValidator('^\\d{2}[A-Z]{2}$')], verbose_name='BRIN')),
                ('tracks', models.JSONField(blank=True, default=list, verbose_name='tracks')),
                ('holiday_region', models.CharField(choices=[('north', 'North'), ('middle', 'Middle'), ('south', 'South')], default='middle', max_length=10, verbose_name='holiday region')),
                ('day_telephone', models.CharField(blank=True, help_text='For employers where pupils come. A number of the school, not of a person.', max_length=20, validators=[django.core.validators.RegexValidator('^[0-9+][0-9 ()-]{8,18}$', 'Write a telephone number.')], verbose_name='telephone on the day')),
                ('second_step_required', models.BooleanField(default=schools.models.school.second_step_by_default, verbose_name='second step required')),
                ('owner', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='owned_schools', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
            ],
            options={
                'verbose_name': 'school',
                'verbose_name_plural': 'schools',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Location',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('brin6', models.CharField(max_length=6, unique=True, validators=[django.core.validators.RegexValidator('^\\d{2}[A-Z]{2}\\d{2}$')], verbose_name='BRIN with location')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('street', models.CharField(blank=True, max_length=120, verbose_name='street')),
                ('house_number', models.CharField(blank=True, max_length=12, verbose_name='house number')),
                ('postcode', models.CharField(blank=True, max_length=7, verbose_name='postcode')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='place')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='locations', to='schools.school')),
            ],
            options={
                'verbose_name': 'school location',
                'verbose_name_plural': 'school locations',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_key', models.CharField(blank=True, max_length=256)),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('kind', models.CharField(choices=[('base', 'Base group'), ('composite', 'Composite group')], default='base', max_length=10, verbose_name='kind')),
                ('year_of_study', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year')),
                ('school_year', models.CharField(max_length=9, validators=[portal.core.school_year.validate_school_year], verbose_name='school year')),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='archived at')),
                ('mentors', models.ManyToManyField(blank=True, related_name='mentored_groups', to=settings.AUTH_USER_MODEL)),
                ('teachers', models.ManyToManyField(blank=True, related_name='taught_groups', to=settings.AUTH_USER_MODEL)),
                ('location', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='schools.location')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='schools.school')),
            ],
            options={
                'verbose_name': 'group',
                'verbose_name_plural': 'groups',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='ColumnChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('headers_digest', models.CharField(max_length=64)),
                ('columns', models.JSONField(default=dict, verbose_name='columns')),
                ('values', models.JSONField(default=dict, verbose_name='meanings')),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='column_choices', to='schools.school')),
            ],
            options={
                'verbose_name': 'choice of columns',
                'verbose_name_plural': 'choices of columns',
                'ordering': ['-updated_at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='aftercare',
            name='school',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aftercare', to='schools.school'),
        ),
        migrations.CreateModel(
            name='SchoolInvitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('name', models.CharField(blank=True, max_length=150, verbose_name='name')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('expires_at', models.DateTimeField(verbose_name='valid until')),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('roles', models.JSONField(default=list, verbose_name='roles')),
                ('owner', models.BooleanField(default=False, verbose_name='becomes owner')),
                ('groups', models.ManyToManyField(blank=True, related_name='+', to='schools.group')),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='schools.school')),
                ('subjects', models.ManyToManyField(blank=True, related_name='+', to='reference.subject')),
                ('teaching_groups', models.ManyToManyField(blank=True, related_name='+', to='schools.group')),
            ],
            options={
                'verbose_name': 'invitation of staff',
                'verbose_name_plural': 'invitations of staff',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='SchoolMembership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(auto_now_add=True, verbose_name='since')),
                ('role', models.CharField(choices=[('coordinator', 'LOB coordinator'), ('mentor', 'Mentor'), ('coach', 'Coach'), ('subject_teacher', 'Subject teacher'), ('internship_supervisor', 'Internship supervisor'), ('company_liaison', 'Company liaison'), ('support_coordinator', 'Support coordinator'), ('school_leader', 'School leader')], max_length=30, verbose_name='role')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='schools.school')),
                ('subjects', models.ManyToManyField(blank=True, related_name='+', to='reference.subject', verbose_name='subjects')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(app_label)s_memberships', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'role at a school',
                'verbose_name_plural': 'roles at a school',
            },
        ),
        migrations.CreateModel(
            name='Student',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_key', models.CharField(max_length=256, verbose_name='number at school')),
                ('given_name', models.CharField(max_length=100, verbose_name='given name')),
                ('name_prefix', models.CharField(blank=True, max_length=20, verbose_name='prefix')),
                ('family_name', models.CharField(blank=True, max_length=200, verbose_name='family name')),
                ('year_of_study', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year')),
                ('track', models.CharField(blank=True, choices=[('pro', 'Practical training (pro)'), ('vmbo_bb', 'Vmbo basic vocational (bb)'), ('vmbo_kb', 'Vmbo advanced vocational (kb)'), ('vmbo_gl', 'Vmbo combined (gl)'), ('vmbo_tl', 'Vmbo theoretical (tl)'), ('havo', 'Havo'), ('vwo', 'Vwo'), ('vso', 'Special education (vso)')], max_length=10, verbose_name='track')),
                ('status', models.CharField(choices=[('enrolled', 'Enrolled'), ('proposed_leaver', 'Perhaps left'), ('aftercare', 'Left, aftercare'), ('left', 'Left')], default='enrolled', max_length=16, verbose_name='status')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='left on')),
                ('base_group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='students', to='schools.group')),
                ('location', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='students', to='schools.location')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='students', to='schools.school')),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='student', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'pupil',
                'verbose_name_plural': 'pupils',
            },
        ),
        migrations.CreateModel(
            name='LoginCard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nonce', models.CharField(default=schools.models.login_card.new_nonce, editable=False, max_length=32)),
                ('code_digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked at')),
                ('last_used_at', models.DateTimeField(blank=True, null=True, verbose_name='last used at')),
                ('student', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='login_cards', to='schools.student')),
            ],
            options={
                'verbose_name': 'login card',
                'verbose_name_plural': 'login cards',
            },
        ),
        migrations.CreateModel(
            name='GroupEnrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='enrolments', to='schools.group')),
                ('student', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='enrolments', to='schools.student')),
            ],
            options={
                'verbose_name': 'place in a group',
                'verbose_name_plural': 'places in a group',
            },
        ),
        migrations.AddField(
            model_name='aftercare',
            name='student',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='aftercare', to='schools.student'),
        ),
        migrations.CreateModel(
            name='YearTurn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_year', models.CharField(max_length=9, validators=[portal.core.school_year.validate_school_year], verbose_name='from school year')),
                ('to_year', models.CharField(max_length=9, validators=[portal.core.school_year.validate_school_year], verbose_name='to school year')),
                ('copy_periods', models.BooleanField(default=True, verbose_name='Take over the learning periods')),
                ('copy_calendar', models.BooleanField(default=True, verbose_name='Take over test weeks and other days')),
                ('state', models.CharField(choices=[('draft', 'Being prepared'), ('turning', 'Being carried out'), ('done', 'Done')], default='draft', editable=False, max_length=10, verbose_name='status')),
                ('report', models.JSONField(blank=True, default=dict, editable=False)),
                ('message', models.CharField(blank=True, editable=False, max_length=300)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('heartbeat_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('finished_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='year_turns', to='schools.school')),
            ],
            options={
                'verbose_name': 'turn of the year',
                'verbose_name_plural': 'turns of the year',
                'ordering': ['-to_year'],
            },
        ),
        migrations.CreateModel(
            name='YearTurnGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fate', models.CharField(choices=[('up', 'Goes on as a group'), ('leaves', 'Leaves school'), ('later', 'Spread over groups, by the next roster')], default='up', max_length=10, verbose_name='what happens')),
                ('new_name', models.CharField(blank=True, max_length=100, verbose_name='new name')),
                ('keep_mentors', models.BooleanField(default=True, verbose_name='same mentors')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='schools.group')),
                ('turn', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='schools.yearturn')),
            ],
            options={
                'verbose_name': 'group in the turn of the year',
                'verbose_name_plural': 'groups in the turn of the year',
            },
        ),
        migrations.CreateModel(
            name='YearTurnPupil',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fate', models.CharField(choices=[('up', 'Into a new group'), ('leaves', 'Leaves school'), ('later', 'No group yet')], max_length=10, verbose_name='what happens')),
                ('into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='schools.yearturngroup')),
                ('student', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='schools.student')),
                ('turn', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pupils', to='schools.yearturn')),
            ],
            options={
                'verbose_name': 'pupil who goes another way',
                'verbose_name_plural': 'pupils who go another way',
            },
        ),
        migrations.CreateModel(
            name='RosterImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(blank=True, storage=portal.imports.models.private_storage, upload_to='imports/')),
                ('kind', models.CharField(default='edexml', max_length=20)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('state', models.CharField(choices=[('uploaded', 'Waiting for its turn'), ('reading', 'Being read'), ('ready', 'Ready to be checked'), ('applying', 'Being applied'), ('applied', 'Applied'), ('failed', 'Failed'), ('cancelled', 'Cancelled')], default='uploaded', editable=False, max_length=10, verbose_name='status')),
                ('progress', models.PositiveSmallIntegerField(default=0)),
                ('report', models.JSONField(blank=True, default=dict)),
                ('message', models.CharField(blank=True, max_length=300)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('heartbeat_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('location', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='schools.location')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roster_imports', to='schools.school')),
            ],
            options={
                'verbose_name': 'roster import',
                'verbose_name_plural': 'roster imports',
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['reading', 'applying'])), fields=('school',), name='one_import_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='LearningPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school_year', models.CharField(max_length=9, validators=[portal.core.school_year.validate_school_year], verbose_name='school year')),
                ('label', models.CharField(max_length=60, verbose_name='name')),
                ('first_day', models.DateField(verbose_name='first day')),
                ('last_day', models.DateField(verbose_name='last day')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='periods', to='schools.school')),
            ],
            options={
                'verbose_name': 'learning period',
                'verbose_name_plural': 'learning periods',
                'ordering': ['first_day'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='period_ends_after_it_starts'), models.UniqueConstraint(fields=('school', 'school_year', 'label'), name='period_label_once')],
            },
        ),
        migrations.AddIndex(
            model_name='group',
            index=models.Index(fields=['school', 'school_year', 'name'], name='group_list'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.UniqueConstraint(condition=models.Q(('source_key', ''), _negated=True), fields=('school', 'school_year', 'source_key'), name='group_key_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='columnchoice',
            constraint=models.UniqueConstraint(fields=('school', 'headers_digest'), name='columns_chosen_once'),
        ),
        migrations.AddConstraint(
            model_name='schoolinvitation',
            constraint=models.UniqueConstraint(condition=models.Q(('accepted_at', None), ('withdrawn_at', None)), fields=('school', 'email'), name='staff_invited_once'),
        ),
        migrations.AddConstraint(
            model_name='schoolmembership',
            constraint=models.UniqueConstraint(fields=('user', 'school', 'role'), name='school_role_once'),
        ),
        migrations.AddIndex(
            model_name='student',
            index=models.Index(fields=['school', 'status', 'family_name', 'given_name'], name='pupil_list'),
        ),
        migrations.AddIndex(
            model_name='student',
            index=models.Index(fields=['base_group', 'status'], name='pupil_of_group'),
        ),
        migrations.AddConstraint(
            model_name='student',
            constraint=models.UniqueConstraint(fields=('school', 'source_key'), name='pupil_key_once'),
        ),
        migrations.AddConstraint(
            model_name='logincard',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('student',), name='one_valid_card_a_pupil'),
        ),
        migrations.AddConstraint(
            model_name='groupenrolment',
            constraint=models.UniqueConstraint(condition=models.Q(('until', None)), fields=('student', 'group'), name='enrolled_once'),
        ),
        migrations.AddIndex(
            model_name='aftercare',
            index=models.Index(fields=['school', 'checked_on'], name='aftercare_list'),
        ),
        migrations.AddConstraint(
            model_name='yearturn',
            constraint=models.UniqueConstraint(fields=('school', 'to_year'), name='year_turned_once'),
        ),
        migrations.AddConstraint(
            model_name='yearturngroup',
            constraint=models.UniqueConstraint(fields=('turn', 'group'), name='group_turned_once'),
        ),
        migrations.AddConstraint(
            model_name='yearturnpupil',
            constraint=models.UniqueConstraint(fields=('turn', 'student'), name='pupil_turned_once'),
        ),
    ]
