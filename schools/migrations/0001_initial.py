import django.core.validators
import django.db.models.deletion
import portal.core.school_year
import portal.imports.models
import portal.reference.models.subject
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
            name='Location',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('brin6', models.CharField(max_length=6, unique=True, validators=[django.core.validators.RegexValidator('^\\d{2}[A-Z]{2}\\d{2}$')], verbose_name='BRIN with location')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('street', models.CharField(blank=True, max_length=120, verbose_name='street')),
                ('house_number', models.CharField(blank=True, max_length=12, verbose_name='house number')),
                ('postcode', models.CharField(blank=True, max_length=7, verbose_name='postcode')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='place')),
                ('tracks', models.JSONField(blank=True, default=list, help_text='None means: those of the school.', verbose_name='tracks')),
                ('years', models.JSONField(blank=True, default=list, help_text='None means: those of the school.', verbose_name='years')),
                ('holiday_region', models.CharField(blank=True, choices=[('north', 'North'), ('middle', 'Middle'), ('south', 'South')], help_text='Empty means: that of the school.', max_length=10, verbose_name='holiday region')),
            ],
            options={
                'verbose_name': 'school location',
                'verbose_name_plural': 'school locations',
                'ordering': ['name'],
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
            name='LobProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('offered', 'Waits for approval'), ('approved', 'Approved')], default='draft', max_length=10, verbose_name='state')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('in_force_from', models.DateField(blank=True, null=True, verbose_name='in force from')),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('remark', models.CharField(blank=True, max_length=500, verbose_name='remark')),
                ('vision', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='our vision')),
                ('vision_shared_on', models.DateField(blank=True, null=True, verbose_name='shared with the team on')),
                ('coaching_method', models.CharField(blank=True, choices=[('solution', 'Solution-focused working'), ('motivation', 'Motivational interviewing'), ('core_questions', 'Coaching with three core questions'), ('kuijpers', 'Career dialogue with the five competences'), ('grow', 'GROW model'), ('restorative', 'Connecting, restorative working'), ('own', 'A method of our own')], max_length=20, verbose_name='coaching method')),
                ('coaching_words', models.TextField(blank=True, default='', max_length=2000, verbose_name='how we coach')),
                ('model', models.CharField(blank=True, choices=[('1', '1. A subject on the timetable'), ('2', '2. Projects, in one or more periods'), ('3', '3. Part of some subjects'), ('4', '4. In all subjects, the whole school'), ('own', 'A model of our own')], max_length=3, verbose_name='model')),
                ('own_model_name', models.CharField(blank=True, max_length=80, verbose_name='name of your own model')),
                ('own_model_like', models.CharField(blank=True, choices=[('1', '1. A subject on the timetable'), ('2', '2. Projects, in one or more periods'), ('3', '3. Part of some subjects'), ('4', '4. In all subjects, the whole school')], max_length=3, verbose_name='looks most like')),
                ('reason_vision', models.TextField(blank=True, max_length=2000, verbose_name='vision: what do we find important?')),
                ('reason_ambition', models.TextField(blank=True, max_length=2000, verbose_name='ambition: what do our plans say?')),
                ('reason_team', models.TextField(blank=True, max_length=2000, verbose_name='skills: what can our team do already?')),
                ('target_model', models.CharField(blank=True, choices=[('1', '1. A subject on the timetable'), ('2', '2. Projects, in one or more periods'), ('3', '3. Part of some subjects'), ('4', '4. In all subjects, the whole school'), ('own', 'A model of our own')], max_length=3, verbose_name='where we want to go')),
                ('target_on', models.DateField(blank=True, null=True, verbose_name='on which day')),
                ('assessment_words', models.TextField(blank=True, default='', max_length=2000, verbose_name='to our pupils')),
                ('leavers_of', models.CharField(blank=True, max_length=9, validators=[portal.core.school_year.validate_school_year], verbose_name='school year')),
                ('mr_discussed_on', models.DateField(blank=True, null=True, verbose_name='discussed with the participation council on')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'LOB profile',
                'verbose_name_plural': 'LOB profiles',
                'ordering': ['school', '-number'],
            },
        ),
        migrations.CreateModel(
            name='GrowthStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200, verbose_name='step')),
                ('due_on', models.DateField(verbose_name='ready on')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='done on')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='schools.lobprofile')),
            ],
            options={
                'verbose_name': 'step of growth',
                'verbose_name_plural': 'steps of growth',
                'ordering': ['due_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PolicyDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('school_plan', 'School plan'), ('year_plan', 'Year plan'), ('prospectus', 'School guide'), ('exam_programme', 'Exam programme (PTA)'), ('other', 'Other')], max_length=15, verbose_name='kind')),
                ('title', models.CharField(max_length=120, verbose_name='name')),
                ('url', models.URLField(max_length=500, validators=[django.core.validators.URLValidator(schemes=['https', 'http'])], verbose_name='web address')),
                ('where', models.CharField(blank=True, max_length=80, verbose_name='chapter or page')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='schools.lobprofile')),
            ],
            options={
                'verbose_name': 'plan of the school',
                'verbose_name_plural': 'plans of the school',
                'ordering': ['kind', 'title'],
            },
        ),
        migrations.CreateModel(
            name='RosterImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(blank=True, storage=portal.imports.models.private_storage, upload_to='imports/')),
                ('kind', models.CharField(default='edexml', max_length=20)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('state', models.CharField(choices=[('uploaded', 'Waiting for its turn'), ('reading', 'Being read'), ('ready', 'Ready to be checked'), ('applying', 'Being applied'), ('applied', 'Applied'), ('undone', 'Undone'), ('failed', 'Failed'), ('cancelled', 'Cancelled')], default='uploaded', editable=False, max_length=10, verbose_name='status')),
                ('progress', models.PositiveSmallIntegerField(default=0)),
                ('report', models.JSONField(blank=True, default=dict)),
                ('message', models.CharField(blank=True, max_length=300)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('heartbeat_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('options', models.JSONField(blank=True, default=dict)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('applied_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('location', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='schools.location')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'roster import',
                'verbose_name_plural': 'roster imports',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='RosterUndoPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('made_groups', 'groups made'), ('changed_groups', 'groups changed'), ('made_pupils', 'pupils made'), ('changed_pupils', 'pupils changed')], max_length=20)),
                ('rows', models.JSONField(default=list)),
                ('roster_import', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='undo_parts', to='schools.rosterimport')),
            ],
            options={
                'verbose_name': 'part of an undo',
                'verbose_name_plural': 'parts of an undo',
                'ordering': ['pk'],
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
                ('years', models.JSONField(blank=True, default=list, verbose_name='years')),
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
        migrations.AddField(
            model_name='rosterimport',
            name='school',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roster_imports', to='schools.school'),
        ),
        migrations.AddField(
            model_name='location',
            name='school',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='locations', to='schools.school'),
        ),
        migrations.AddField(
            model_name='lobprofile',
            name='school',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lob_profiles', to='schools.school'),
        ),
        migrations.CreateModel(
            name='LessonHour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(15)], verbose_name='hour')),
                ('starts_at', models.TimeField(verbose_name='begins at')),
                ('ends_at', models.TimeField(verbose_name='ends at')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lesson_hours', to='schools.school')),
            ],
            options={
                'verbose_name': 'lesson hour',
                'verbose_name_plural': 'lesson hours',
                'ordering': ['number'],
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
                ('tracks', models.JSONField(blank=True, default=list, help_text='None means: for the whole school.', validators=[portal.reference.models.subject.validate_tracks], verbose_name='tracks')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='periods', to='schools.school')),
            ],
            options={
                'verbose_name': 'learning period',
                'verbose_name_plural': 'learning periods',
                'ordering': ['first_day'],
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
        migrations.CreateModel(
            name='ClassDevice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name of the device')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('last_used_at', models.DateTimeField(blank=True, null=True, verbose_name='last used at')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked at')),
                ('set_up_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='class_devices', to='schools.group')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='class_devices', to='schools.school')),
            ],
            options={
                'verbose_name': 'class device',
                'verbose_name_plural': 'class devices',
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CalendarException',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('holiday', 'Own holiday'), ('free_day', 'Free day'), ('study_day', 'Study day'), ('test_week', 'Test week'), ('exam_period', 'Exam period'), ('project_week', 'Project week'), ('activity', 'Activity'), ('internship', 'Internship days')], max_length=14, verbose_name='kind')),
                ('label', models.CharField(max_length=80, verbose_name='name')),
                ('first_day', models.DateField(verbose_name='first day')),
                ('last_day', models.DateField(verbose_name='last day')),
                ('weekdays', models.JSONField(blank=True, default=list, verbose_name='weekdays')),
                ('tracks', models.JSONField(blank=True, default=list, validators=[portal.reference.models.subject.validate_tracks], verbose_name='tracks')),
                ('replaces', models.CharField(blank=True, choices=[('autumn', 'Autumn holiday'), ('christmas', 'Christmas holiday'), ('spring', 'Spring holiday'), ('may', 'May holiday'), ('summer', 'Summer holiday'), ('other', 'Other day off')], help_text='Your own dates for a holiday; those of the national list do not count then.', max_length=12, verbose_name='instead of')),
                ('uid', models.CharField(blank=True, editable=False, max_length=255)),
                ('groups', models.ManyToManyField(blank=True, related_name='calendar', to='schools.group', verbose_name='groups')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calendar', to='schools.school')),
            ],
            options={
                'verbose_name': 'special day',
                'verbose_name_plural': 'special days',
                'ordering': ['first_day', 'pk'],
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
            name='SchoolSector',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('own_name', models.CharField(blank=True, max_length=60, verbose_name='our name')),
                ('is_used', models.BooleanField(default=True, verbose_name='we use this')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sectors', to='schools.lobprofile')),
                ('sector', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reference.sector')),
            ],
            options={
                'verbose_name': 'sector of the school',
                'verbose_name_plural': 'sectors of the school',
                'ordering': ['order', 'sector__order'],
            },
        ),
        migrations.CreateModel(
            name='SchoolSignIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('plain', 'Own sign-in of the school (OpenID Connect)'), ('entree', 'Entree Federatie')], default='plain', max_length=10, verbose_name='kind')),
                ('issuer', models.CharField(max_length=200, verbose_name='address of the provider')),
                ('client_id', models.CharField(max_length=200, verbose_name='client ID')),
                ('sealed_secret', models.CharField(editable=False, max_length=1000)),
                ('number_claim', models.CharField(blank=True, max_length=60, verbose_name="claim with the pupil's number")),
                ('for_pupils', models.BooleanField(default=True, verbose_name='pupils may use it')),
                ('for_staff', models.BooleanField(default=True, verbose_name='staff may use it')),
                ('active', models.BooleanField(default=False, verbose_name='switched on')),
                ('tried_at', models.DateTimeField(blank=True, null=True, verbose_name='tried with success')),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('school', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='sign_in', to='schools.school')),
            ],
            options={
                'verbose_name': 'sign-in of a school',
                'verbose_name_plural': 'sign-ins of schools',
            },
        ),
        migrations.CreateModel(
            name='SetUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('done', models.JSONField(blank=True, default=list, verbose_name='steps done')),
                ('skipped', models.JSONField(blank=True, default=list, verbose_name='steps left for later')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished at')),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('school', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='set_up', to='schools.school')),
            ],
            options={
                'verbose_name': 'set-up of a school',
                'verbose_name_plural': 'set-ups of schools',
            },
        ),
        migrations.CreateModel(
            name='Student',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_key', models.CharField(max_length=256, verbose_name='number at school')),
                ('eck_id', models.CharField(blank=True, max_length=256, verbose_name='ECK iD')),
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
            name='PhotoDecider',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='since')),
                ('set_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('student', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='photo_decider', to='schools.student')),
            ],
            options={
                'verbose_name': 'pupil who decides on pictures',
                'verbose_name_plural': 'pupils who decide on pictures',
            },
        ),
        migrations.CreateModel(
            name='PhotoConsent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('school', 'Website and newsletter of the school'), ('employer', "The company's own report"), ('social', 'Social media'), ('portal', 'A story on this portal')], max_length=10, verbose_name='purpose')),
                ('given_by', models.CharField(choices=[('parent', 'a parent'), ('pupil', 'the pupil, 16 or older')], max_length=10, verbose_name='given by')),
                ('given_on', models.DateField(verbose_name='given on')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='withdrawn on')),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('student', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photo_consents', to='schools.student')),
            ],
            options={
                'verbose_name': 'photo consent',
                'verbose_name_plural': 'photo consents',
                'ordering': ['given_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='LoginCard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nonce', models.CharField(default=schools.models.login_card.new_nonce, editable=False, max_length=32)),
                ('code_digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('picture_digest', models.CharField(editable=False, max_length=64, unique=True)),
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
            name='StudentNeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('need', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reference.practicalneed', verbose_name='need')),
                ('set_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('student', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='needs', to='schools.student')),
            ],
            options={
                'verbose_name': 'need of a pupil',
                'verbose_name_plural': 'needs of pupils',
            },
        ),
        migrations.CreateModel(
            name='SubjectTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year_of_study', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(6)], verbose_name='year')),
                ('activities', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(40)], verbose_name='activities a year')),
                ('competences', models.ManyToManyField(blank=True, related_name='+', to='reference.competence', verbose_name='competences')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subject_targets', to='schools.lobprofile')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reference.subject')),
            ],
            options={
                'verbose_name': 'target of a subject',
                'verbose_name_plural': 'targets of subjects',
                'ordering': ['subject', 'year_of_study'],
            },
        ),
        migrations.CreateModel(
            name='TalkNorm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year_of_study', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(6)], verbose_name='year')),
                ('lob', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(40)], verbose_name='LOB talks')),
                ('coach', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(40)], verbose_name='coach talks')),
                ('three_way', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(40)], verbose_name='three-way talks')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='talks', to='schools.lobprofile')),
            ],
            options={
                'verbose_name': 'number of talks',
                'verbose_name_plural': 'numbers of talks',
                'ordering': ['year_of_study'],
            },
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
            name='LobModelException',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('track', models.CharField(blank=True, choices=[('pro', 'Practical training (pro)'), ('vmbo_bb', 'Vmbo basic vocational (bb)'), ('vmbo_kb', 'Vmbo advanced vocational (kb)'), ('vmbo_gl', 'Vmbo combined (gl)'), ('vmbo_tl', 'Vmbo theoretical (tl)'), ('havo', 'Havo'), ('vwo', 'Vwo'), ('vso', 'Special education (vso)')], max_length=10, verbose_name='track')),
                ('year_of_study', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(6)], verbose_name='year')),
                ('model', models.CharField(choices=[('1', '1. A subject on the timetable'), ('2', '2. Projects, in one or more periods'), ('3', '3. Part of some subjects'), ('4', '4. In all subjects, the whole school')], max_length=3, verbose_name='model')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exceptions', to='schools.lobprofile')),
            ],
            options={
                'verbose_name': 'other model',
                'verbose_name_plural': 'other models',
                'ordering': ['track', 'year_of_study'],
                'constraints': [models.UniqueConstraint(fields=('profile', 'track', 'year_of_study'), name='lob_exception_once')],
            },
        ),
        migrations.CreateModel(
            name='LeaverDestination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('employment', 'Work'), ('employment_with_training', 'Work with training'), ('mbo_bol', 'Mbo, at school (bol)'), ('mbo_bbl', 'Mbo, at work (bbl)'), ('mbo_entree', 'Mbo entree'), ('other_pro', 'Another school for praktijkonderwijs'), ('vmbo', 'Vmbo'), ('vso', 'Special secondary education (vso)'), ('sheltered_work', 'Sheltered work'), ('day_activity', 'Day activities'), ('trajectory', 'A guided path to work or school'), ('abroad', 'Moved abroad'), ('none', 'At home, without school or work'), ('unknown', 'Not known')], max_length=25, verbose_name='where to')),
                ('label', models.CharField(blank=True, max_length=80, verbose_name='more exactly')),
                ('share', models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='share in %')),
                ('sectors', models.ManyToManyField(blank=True, related_name='+', to='reference.sector', verbose_name='sectors')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='destinations', to='schools.lobprofile')),
            ],
            options={
                'verbose_name': 'destination of leavers',
                'verbose_name_plural': 'destinations of leavers',
                'ordering': ['-share', 'kind', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('share__gte', 0), ('share__lte', 100)), name='lob_share_is_percentage'), models.UniqueConstraint(fields=('profile', 'kind', 'label'), name='lob_destination_once')],
            },
        ),
        migrations.CreateModel(
            name='AssessmentChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(choices=[('product', 'The result of a practical assignment'), ('skills', 'Practical skills that the pupil shows'), ('attendance', 'Being there, and the safety instruction'), ('file', 'Whether the career file is complete')], max_length=12, verbose_name='what')),
                ('choice', models.CharField(choices=[('assessed', 'We assess this'), ('not', 'We do not assess this'), ('never', 'We never assess this')], max_length=10, verbose_name='choice')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='schools.lobprofile')),
            ],
            options={
                'verbose_name': 'choice about assessing',
                'verbose_name_plural': 'choices about assessing',
                'constraints': [models.UniqueConstraint(fields=('profile', 'item'), name='lob_assessment_once')],
            },
        ),
        migrations.CreateModel(
            name='FederatedIdentity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issuer', models.CharField(max_length=200)),
                ('subject', models.CharField(max_length=255)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('last_used_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='federated_identities', to=settings.AUTH_USER_MODEL)),
                ('location', models.ForeignKey(blank=True, help_text='Said by the person, when the provider names the school but not the building.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='schools.location')),
            ],
            options={
                'verbose_name': "account at the school's sign-in",
                'verbose_name_plural': "accounts at the school's sign-in",
                'constraints': [models.UniqueConstraint(condition=models.Q(('subject', ''), _negated=True), fields=('issuer', 'subject'), name='federated_subject_once'), models.UniqueConstraint(fields=('user', 'issuer'), name='federated_user_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='rosterimport',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['reading', 'applying'])), fields=('school',), name='one_import_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='lobprofile',
            constraint=models.UniqueConstraint(fields=('school', 'number'), name='lob_version_once'),
        ),
        migrations.AddConstraint(
            model_name='lobprofile',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'approved'), _negated=True), fields=('school',), name='lob_one_being_made'),
        ),
        migrations.AddConstraint(
            model_name='lobprofile',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'approved')), fields=('school', 'in_force_from'), name='lob_one_in_force'),
        ),
        migrations.AddConstraint(
            model_name='lobprofile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'approved'), _negated=True), ('in_force_from__isnull', False), _connector='OR'), name='lob_approved_has_a_day'),
        ),
        migrations.AddConstraint(
            model_name='lessonhour',
            constraint=models.UniqueConstraint(fields=('school', 'number'), name='lesson_hour_once'),
        ),
        migrations.AddConstraint(
            model_name='lessonhour',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='lesson_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='learningperiod',
            constraint=models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='period_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='learningperiod',
            constraint=models.UniqueConstraint(fields=('school', 'school_year', 'label', 'tracks'), name='period_label_once'),
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
        migrations.AddIndex(
            model_name='calendarexception',
            index=models.Index(fields=['school', 'first_day'], name='calendar_of_school'),
        ),
        migrations.AddConstraint(
            model_name='calendarexception',
            constraint=models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='exception_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='calendarexception',
            constraint=models.UniqueConstraint(condition=models.Q(('uid', ''), _negated=True), fields=('school', 'uid'), name='calendar_uid_once'),
        ),
        migrations.AddConstraint(
            model_name='schoolinvitation',
            constraint=models.UniqueConstraint(condition=models.Q(('accepted_at', None), ('withdrawn_at', None)), fields=('school', 'email'), name='staff_invited_once'),
        ),
        migrations.AddConstraint(
            model_name='schoolmembership',
            constraint=models.UniqueConstraint(fields=('user', 'school', 'role'), name='school_role_once'),
        ),
        migrations.AddConstraint(
            model_name='schoolsector',
            constraint=models.UniqueConstraint(fields=('profile', 'sector'), name='lob_sector_once'),
        ),
        migrations.AddIndex(
            model_name='student',
            index=models.Index(fields=['school', 'status', 'family_name', 'given_name'], name='pupil_list'),
        ),
        migrations.AddIndex(
            model_name='student',
            index=models.Index(fields=['base_group', 'status'], name='pupil_of_group'),
        ),
        migrations.AddIndex(
            model_name='student',
            index=models.Index(condition=models.Q(('eck_id', ''), _negated=True), fields=['school', 'eck_id'], name='pupil_by_eck_id'),
        ),
        migrations.AddConstraint(
            model_name='student',
            constraint=models.UniqueConstraint(fields=('school', 'source_key'), name='pupil_key_once'),
        ),
        migrations.AddConstraint(
            model_name='photoconsent',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_on', None)), fields=('student', 'purpose'), name='photo_consent_once'),
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
            model_name='studentneed',
            constraint=models.UniqueConstraint(condition=models.Q(('until', None)), fields=('student', 'need'), name='needed_once'),
        ),
        migrations.AddConstraint(
            model_name='subjecttarget',
            constraint=models.UniqueConstraint(fields=('profile', 'subject', 'year_of_study'), name='lob_target_once'),
        ),
        migrations.AddConstraint(
            model_name='talknorm',
            constraint=models.UniqueConstraint(fields=('profile', 'year_of_study'), name='lob_talks_once_a_year'),
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
