import django.core.validators
import django.db.models.deletion
import portal.core.school_year
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('employers', '0001_initial'),
        ('reference', '0001_initial'),
        ('schools', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Booking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wishes', models.JSONField(blank=True, default=list, verbose_name='days that suit')),
                ('own_date', models.BooleanField(default=False, editable=False)),
                ('on_day', models.DateField(blank=True, editable=False, null=True)),
                ('pupils', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(200)], verbose_name='number of pupils')),
                ('adults', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MaxValueValidator(50)], verbose_name='adults who come along')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year')),
                ('track', models.CharField(blank=True, choices=[('pro', 'Practical training (pro)'), ('vmbo_bb', 'Vmbo basic vocational (bb)'), ('vmbo_kb', 'Vmbo advanced vocational (kb)'), ('vmbo_gl', 'Vmbo combined (gl)'), ('vmbo_tl', 'Vmbo theoretical (tl)'), ('havo', 'Havo'), ('vwo', 'Vwo'), ('vso', 'Special education (vso)')], max_length=10, verbose_name='level')),
                ('needs', models.JSONField(blank=True, default=dict, verbose_name='what some pupils need')),
                ('message', models.CharField(blank=True, max_length=600, verbose_name='message to the company')),
                ('contact_name', models.CharField(max_length=120, verbose_name='contact at school')),
                ('contact_phone', models.CharField(blank=True, max_length=30, verbose_name='telephone')),
                ('state', models.CharField(choices=[('queued', 'In the queue'), ('requested', 'Asked'), ('seen', 'Read by the company'), ('other', 'Other date offered'), ('confirmed', 'Agreed'), ('done', 'Been'), ('no_show', 'The group did not come'), ('declined', 'Not possible'), ('expired', 'No answer'), ('withdrawn', 'Taken back'), ('cancelled', 'Called off')], default='queued', editable=False, max_length=12, verbose_name='status')),
                ('reason', models.CharField(blank=True, choices=[('full', 'It is too busy for us then'), ('staff', 'We have nobody to guide the group'), ('notice', 'It is too short notice'), ('group', 'The group is too big or too small for us'), ('level', 'It does not suit this level or age'), ('safety', 'We cannot receive this group safely'), ('stopped', 'We do not do this activity any more'), ('other', 'Something else')], max_length=12, verbose_name='why not')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('queued_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('requested_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('answered_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('reminders', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('employer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='employers.employer')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='schools.group', verbose_name='group')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='employers.offer')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='schools.school')),
                ('session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='employers.session', verbose_name='date')),
            ],
            options={
                'verbose_name': 'request for a group',
                'verbose_name_plural': 'requests for groups',
            },
        ),
        migrations.CreateModel(
            name='BookingStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=20)),
                ('side', models.CharField(choices=[('school', 'School'), ('employer', 'Company'), ('region', 'Region'), ('portal', 'Praktijkplein')], max_length=10)),
                ('note', models.CharField(blank=True, max_length=600)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('booking', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='placements.booking')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'step of a request',
                'verbose_name_plural': 'steps of a request',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(blank=True, choices=[('guest_lecture', 'Guest lecture'), ('visit', 'Company visit'), ('assignment', 'Real-client assignment')], max_length=20, verbose_name='kind')),
                ('what', models.CharField(max_length=120, verbose_name='what do you want to see or do?')),
                ('more', models.TextField(blank=True, max_length=600, verbose_name='more about it')),
                ('pupils', models.PositiveSmallIntegerField(default=12, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(200)], verbose_name='number of pupils')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(6)], verbose_name='year')),
                ('track', models.CharField(blank=True, choices=[('pro', 'Practical training (pro)'), ('vmbo_bb', 'Vmbo basic vocational (bb)'), ('vmbo_kb', 'Vmbo advanced vocational (kb)'), ('vmbo_gl', 'Vmbo combined (gl)'), ('vmbo_tl', 'Vmbo theoretical (tl)'), ('havo', 'Havo'), ('vwo', 'Vwo'), ('vso', 'Special education (vso)')], max_length=10, verbose_name='level')),
                ('from_month', models.DateField(blank=True, null=True, verbose_name='from')),
                ('to_month', models.DateField(blank=True, null=True, verbose_name='up to and including')),
                ('pc4', models.CharField(blank=True, editable=False, max_length=4)),
                ('place', models.CharField(blank=True, editable=False, max_length=80, verbose_name='place')),
                ('km', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='how far')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('idea', 'Idea of a pupil'), ('declined', 'Not passed on'), ('open', 'No answer yet'), ('answered', 'Answered'), ('fulfilled', 'It worked out'), ('closed', 'Closed'), ('expired', 'Past its end date')], default='draft', editable=False, max_length=10, verbose_name='status')),
                ('reason', models.CharField(blank=True, choices=[('elsewhere', 'We found something ourselves'), ('changed', 'Our plan has changed'), ('too_late', 'It would come too late'), ('other', 'Something else')], max_length=10, verbose_name='why it stops')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='in one sentence')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='open until')),
                ('opened_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('ended_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calls', to='schools.school')),
                ('sector', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='reference.sector', verbose_name='sector')),
                ('student', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='ideas', to='schools.student')),
            ],
            options={
                'verbose_name': 'call',
                'verbose_name_plural': 'calls',
            },
        ),
        migrations.CreateModel(
            name='CallAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='placements.call')),
                ('offer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='answered_call', to='employers.offer')),
            ],
            options={
                'verbose_name': 'answer to a call',
                'verbose_name_plural': 'answers to calls',
            },
        ),
        migrations.CreateModel(
            name='CallDigest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last_sent_at', models.DateTimeField(blank=True, null=True)),
                ('employer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='call_digest', to='employers.employer')),
            ],
            options={
                'verbose_name': 'weekly mail about calls',
                'verbose_name_plural': 'weekly mails about calls',
            },
        ),
        migrations.CreateModel(
            name='EmployerAsk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('kind', models.CharField(max_length=80)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('booking', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='asks', to='placements.booking')),
                ('employer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asks', to='employers.employer')),
            ],
            options={
                'verbose_name': 'question to an employer',
                'verbose_name_plural': 'questions to employers',
            },
        ),
        migrations.CreateModel(
            name='EmployerFeedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('nobody_came', models.BooleanField(default=False, verbose_name='nobody came')),
                ('head_count', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='how many pupils came')),
                ('interest', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Good'), (2, 'All right'), (3, 'Not so good')], null=True, verbose_name='were the pupils interested?')),
                ('preparation', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Good'), (2, 'All right'), (3, 'Not so good')], null=True, verbose_name='was the class well prepared?')),
                ('again', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Good'), (2, 'All right'), (3, 'Not so good')], null=True, verbose_name='would you do it again?')),
                ('words', models.CharField(blank=True, max_length=400, verbose_name='one sentence for the pupils')),
                ('given_at', models.DateTimeField(blank=True, null=True)),
                ('took_told_at', models.DateTimeField(blank=True, help_text='When the employer was told what the pupils took from it.', null=True)),
                ('given_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('session', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='employer_feedback', to='employers.session')),
            ],
            options={
                'verbose_name': 'feedback of an employer',
                'verbose_name_plural': 'feedback of employers',
            },
        ),
        migrations.CreateModel(
            name='Favourite',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='favourites', to='employers.offer')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='favourites', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'kept offer',
                'verbose_name_plural': 'kept offers',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ImpactCard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school_year', models.CharField(max_length=9, validators=[portal.core.school_year.validate_school_year], verbose_name='school year')),
                ('secret', models.CharField(blank=True, editable=False, max_length=43, null=True, unique=True)),
                ('shared_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('told_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('employer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='impact_cards', to='employers.employer')),
                ('shared_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'year card',
                'verbose_name_plural': 'year cards',
                'ordering': ['-school_year'],
            },
        ),
        migrations.CreateModel(
            name='OfferReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('wrong', 'The information is wrong'), ('unsafe', 'It is not safe for pupils'), ('unfit', 'Words or pictures are not fit for pupils'), ('advertising', 'It is only advertising'), ('silent', 'The company does not answer'), ('other', 'Something else')], max_length=12, verbose_name='what is wrong?')),
                ('words', models.CharField(max_length=500, verbose_name='tell it in one sentence')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='your e-mail address')),
                ('state', models.CharField(choices=[('open', 'Open'), ('handled', 'Handled')], default='open', editable=False, max_length=10, verbose_name='status')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='what we did')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('handled_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('handled_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='employers.offer')),
            ],
            options={
                'verbose_name': 'report about an offer',
                'verbose_name_plural': 'reports about offers',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='PartnerSchool',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(auto_now_add=True, verbose_name='since')),
                ('employer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partner_schools', to='employers.employer')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partner_employers', to='schools.school', verbose_name='school')),
            ],
            options={
                'verbose_name': 'partner school',
                'verbose_name_plural': 'partner schools',
                'ordering': ['school__name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('proposed', 'Proposal'), ('published', 'Published'), ('released', 'Released')], default='proposed', editable=False, max_length=12, verbose_name='status')),
                ('locked', models.BooleanField(default=False, verbose_name='locked')),
                ('by_hand', models.BooleanField(default=False, verbose_name='placed by hand')),
                ('level', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='wish')),
                ('reason', models.CharField(blank=True, max_length=40)),
                ('reason_data', models.JSONField(blank=True, default=dict)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='employers.session')),
                ('student', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='schools.student')),
            ],
            options={
                'verbose_name': 'place',
                'verbose_name_plural': 'places',
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('present', 'Present'), ('late', 'Late'), ('absent', 'Absent')], max_length=10, verbose_name='attendance')),
                ('reason', models.CharField(blank=True, choices=[('ill', 'Ill'), ('known', 'Absent with leave'), ('unknown', 'Not known'), ('other', 'Something else')], max_length=10, verbose_name='why absent')),
                ('noted_at', models.DateTimeField(auto_now=True)),
                ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='attendance', to='placements.placement')),
            ],
            options={
                'verbose_name': 'attendance',
                'verbose_name_plural': 'attendance',
            },
        ),
        migrations.CreateModel(
            name='Reflection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('open', 'To do'), ('started', 'Begun'), ('done', 'Done')], default='open', editable=False, max_length=10, verbose_name='status')),
                ('private', models.BooleanField(default=False, verbose_name='only for me')),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('placement', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reflection', to='placements.placement')),
            ],
            options={
                'verbose_name': 'looking back',
                'verbose_name_plural': 'looking back',
            },
        ),
        migrations.CreateModel(
            name='ReflectionAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('face', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('words', models.CharField(blank=True, max_length=500)),
                ('answered_at', models.DateTimeField(auto_now=True)),
                ('competence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reference.competence')),
                ('reflection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='placements.reflection')),
            ],
            options={
                'verbose_name': 'answer',
                'verbose_name_plural': 'answers',
            },
        ),
        migrations.CreateModel(
            name='QuoteRelease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(blank=True, max_length=240, verbose_name='the sentence')),
                ('state', models.CharField(choices=[('skipped', 'Not passed on'), ('asked', 'Waits for the pupil'), ('released', 'The employer may read it'), ('refused', 'The pupil said no'), ('withdrawn', 'Taken back')], default='asked', editable=False, max_length=10, verbose_name='status')),
                ('chosen_at', models.DateTimeField(auto_now_add=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('chosen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='quote', to='placements.reflectionanswer')),
            ],
            options={
                'verbose_name': 'sentence for the employer',
                'verbose_name_plural': 'sentences for the employer',
            },
        ),
        migrations.CreateModel(
            name='Reservation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('places', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='places')),
                ('left', models.PositiveSmallIntegerField(editable=False)),
                ('free_on', models.DateField(verbose_name='fall free on')),
                ('freed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reservations', to='schools.school', verbose_name='school')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reservations', to='employers.session')),
            ],
            options={
                'verbose_name': 'reservation',
                'verbose_name_plural': 'reservations',
                'ordering': ['free_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='name')),
                ('first_day', models.DateField(verbose_name='first day')),
                ('last_day', models.DateField(verbose_name='last day')),
                ('wishes_until', models.DateTimeField(verbose_name='wishes until')),
                ('places_each', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='places for each pupil')),
                ('wishes_each', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(8)], verbose_name='wishes for each pupil')),
                ('state', models.CharField(choices=[('draft', 'Being made'), ('open', 'Open for wishes'), ('closed', 'Wishes closed'), ('computed', 'To be checked'), ('published', 'Published'), ('finished', 'Finished')], default='draft', editable=False, max_length=12, verbose_name='status')),
                ('seed', models.CharField(blank=True, editable=False, max_length=64)),
                ('opened_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('groups', models.ManyToManyField(blank=True, related_name='rounds', to='schools.group')),
                ('period', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='rounds', to='schools.learningperiod', verbose_name='learning period')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rounds', to='schools.school')),
            ],
            options={
                'verbose_name': 'matching round',
                'verbose_name_plural': 'matching rounds',
            },
        ),
        migrations.AddField(
            model_name='placement',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='placements.round'),
        ),
        migrations.CreateModel(
            name='MatchRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('queued', 'Waiting for its turn'), ('running', 'Busy'), ('done', 'Done'), ('failed', 'Failed'), ('cancelled', 'Stopped')], default='queued', editable=False, max_length=10, verbose_name='status')),
                ('least_change', models.BooleanField(default=False, verbose_name='change as little as possible')),
                ('progress', models.PositiveSmallIntegerField(default=0)),
                ('phase', models.CharField(blank=True, max_length=40)),
                ('claim', models.CharField(blank=True, editable=False, max_length=32)),
                ('heartbeat_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('input_sha256', models.CharField(blank=True, max_length=64)),
                ('problem', models.JSONField(blank=True, default=dict)),
                ('result', models.JSONField(blank=True, default=dict)),
                ('message', models.CharField(blank=True, max_length=300)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='runs', to='placements.round')),
            ],
            options={
                'verbose_name': 'run of the matching',
                'verbose_name_plural': 'runs of the matching',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='RoundSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('places', models.PositiveSmallIntegerField(verbose_name='places in this round')),
                ('held', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='round_sessions', to='placements.round')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='round_sessions', to='employers.session')),
            ],
            options={
                'verbose_name': 'date in a round',
                'verbose_name_plural': 'dates in a round',
            },
        ),
        migrations.AddField(
            model_name='round',
            name='sessions',
            field=models.ManyToManyField(related_name='rounds', through='placements.RoundSession', to='employers.session'),
        ),
        migrations.CreateModel(
            name='SavedSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name of this search')),
                ('query', models.CharField(editable=False, max_length=600)),
                ('mails', models.BooleanField(default=True, verbose_name='mail me when something new fits')),
                ('known', models.JSONField(default=list, editable=False)),
                ('found', models.PositiveIntegerField(default=0, editable=False)),
                ('checked_on', models.DateField(blank=True, editable=False, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_searches', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'saved search',
                'verbose_name_plural': 'saved searches',
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Unplaced',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('missing', models.PositiveSmallIntegerField(default=1)),
                ('reason', models.CharField(max_length=40)),
                ('reason_data', models.JSONField(blank=True, default=dict)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unplaced', to='placements.round')),
                ('student', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unplaced', to='schools.student')),
            ],
            options={
                'verbose_name': 'pupil without a place',
                'verbose_name_plural': 'pupils without a place',
            },
        ),
        migrations.CreateModel(
            name='WishList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wish_lists', to='placements.round')),
                ('student', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wish_lists', to='schools.student')),
            ],
            options={
                'verbose_name': 'wish list',
                'verbose_name_plural': 'wish lists',
            },
        ),
        migrations.CreateModel(
            name='Wish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='order')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to='employers.offer')),
                ('wish_list', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to='placements.wishlist')),
            ],
            options={
                'verbose_name': 'wish',
                'verbose_name_plural': 'wishes',
                'ordering': ['rank'],
            },
        ),
        migrations.AddIndex(
            model_name='booking',
            index=models.Index(fields=['employer', 'state', 'on_day'], name='booking_load'),
        ),
        migrations.AddIndex(
            model_name='booking',
            index=models.Index(fields=['employer', 'state', 'queued_at'], name='booking_queue'),
        ),
        migrations.AddIndex(
            model_name='booking',
            index=models.Index(fields=['school', 'state', '-created_at'], name='booking_of_school'),
        ),
        migrations.AddIndex(
            model_name='booking',
            index=models.Index(fields=['group', 'state'], name='booking_of_group'),
        ),
        migrations.AddIndex(
            model_name='booking',
            index=models.Index(fields=['session', 'state'], name='booking_of_session'),
        ),
        migrations.AddIndex(
            model_name='booking',
            index=models.Index(fields=['state', 'requested_at'], name='booking_waiting'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.CheckConstraint(condition=models.Q(('pupils__gte', 1)), name='booking_has_pupils'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['confirmed', 'done', 'no_show', 'other']), _negated=True), ('session__isnull', False), _connector='OR'), name='agreed_booking_has_a_date'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'withdrawn', 'expired']), ('requested_at__isnull', False), _connector='OR'), name='asked_booking_has_a_moment'),
        ),
        migrations.AddIndex(
            model_name='call',
            index=models.Index(fields=['state', 'sector'], name='calls_to_answer'),
        ),
        migrations.AddIndex(
            model_name='call',
            index=models.Index(fields=['state', 'expires_on'], name='calls_that_end'),
        ),
        migrations.AddIndex(
            model_name='call',
            index=models.Index(fields=['school', 'state'], name='calls_of_school'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(('to_month__isnull', True), ('from_month__isnull', True), ('to_month__gte', models.F('from_month')), _connector='OR'), name='call_months_in_order'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('open', 'answered')), _negated=True), models.Q(('expires_on__isnull', False), ('opened_at__isnull', False)), _connector='OR'), name='an_open_call_ends'),
        ),
        migrations.AddIndex(
            model_name='employerask',
            index=models.Index(fields=['employer', 'month'], name='asks_of_month'),
        ),
        migrations.AddConstraint(
            model_name='favourite',
            constraint=models.UniqueConstraint(fields=('user', 'offer'), name='kept_once'),
        ),
        migrations.AddConstraint(
            model_name='impactcard',
            constraint=models.UniqueConstraint(fields=('employer', 'school_year'), name='year_card_once'),
        ),
        migrations.AddIndex(
            model_name='offerreport',
            index=models.Index(fields=['state', '-created_at'], name='reports_by_state'),
        ),
        migrations.AddConstraint(
            model_name='partnerschool',
            constraint=models.UniqueConstraint(fields=('employer', 'school'), name='partner_school_once'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), ('status', 'absent'), _connector='OR'), name='reason_only_when_absent'),
        ),
        migrations.AddConstraint(
            model_name='reflectionanswer',
            constraint=models.UniqueConstraint(fields=('reflection', 'competence'), name='answer_once'),
        ),
        migrations.AddConstraint(
            model_name='reflectionanswer',
            constraint=models.CheckConstraint(condition=models.Q(('face', None), ('face__lte', 4), _connector='OR'), name='face_is_known'),
        ),
        migrations.AddIndex(
            model_name='quoterelease',
            index=models.Index(fields=['state', '-decided_at'], name='quote_by_state'),
        ),
        migrations.AddIndex(
            model_name='reservation',
            index=models.Index(fields=['freed_at', 'free_on'], name='reservation_due'),
        ),
        migrations.AddConstraint(
            model_name='reservation',
            constraint=models.UniqueConstraint(condition=models.Q(('freed_at', None)), fields=('session', 'school'), name='reserved_once_a_school'),
        ),
        migrations.AddConstraint(
            model_name='reservation',
            constraint=models.CheckConstraint(condition=models.Q(('left__lte', models.F('places'))), name='reservation_left_within_places'),
        ),
        migrations.AddConstraint(
            model_name='reservation',
            constraint=models.CheckConstraint(condition=models.Q(('freed_at', None), ('left', 0), _connector='OR'), name='freed_reservation_keeps_nothing'),
        ),
        migrations.AddIndex(
            model_name='placement',
            index=models.Index(fields=['round', 'state'], name='placement_of_round'),
        ),
        migrations.AddIndex(
            model_name='placement',
            index=models.Index(fields=['session', 'state'], name='placement_of_session'),
        ),
        migrations.AddIndex(
            model_name='placement',
            index=models.Index(fields=['student', 'state'], name='placement_of_pupil'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'released'), _negated=True), fields=('student', 'session'), name='pupil_once_a_session'),
        ),
        migrations.AddConstraint(
            model_name='matchrun',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['queued', 'running'])), fields=('round',), name='one_run_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='roundsession',
            constraint=models.UniqueConstraint(fields=('round', 'session'), name='session_once_a_round'),
        ),
        migrations.AddConstraint(
            model_name='roundsession',
            constraint=models.CheckConstraint(condition=models.Q(('held__lte', models.F('places'))), name='held_within_places'),
        ),
        migrations.AddIndex(
            model_name='round',
            index=models.Index(fields=['school', 'state', '-first_day'], name='round_list'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='round_ends_after_it_starts'),
        ),
        migrations.AddIndex(
            model_name='savedsearch',
            index=models.Index(condition=models.Q(('mails', True)), fields=['checked_on'], name='searches_to_check'),
        ),
        migrations.AddConstraint(
            model_name='savedsearch',
            constraint=models.UniqueConstraint(fields=('user', 'query'), name='search_saved_once'),
        ),
        migrations.AddConstraint(
            model_name='unplaced',
            constraint=models.UniqueConstraint(fields=('round', 'student'), name='unplaced_once'),
        ),
        migrations.AddConstraint(
            model_name='wishlist',
            constraint=models.UniqueConstraint(fields=('round', 'student'), name='one_wish_list_a_round'),
        ),
        migrations.AddConstraint(
            model_name='wish',
            constraint=models.UniqueConstraint(fields=('wish_list', 'offer'), name='wish_once'),
        ),
        migrations.AddConstraint(
            model_name='wish',
            constraint=models.UniqueConstraint(fields=('wish_list', 'rank'), name='rank_once'),
        ),
        migrations.AddConstraint(
            model_name='wish',
            constraint=models.CheckConstraint(condition=models.Q(('rank__gte', 1)), name='rank_from_one'),
        ),
    ]
