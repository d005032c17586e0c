import django.core.validators
import django.db.models.deletion
import portal.core.school_year
import portal.reference.models.competence
import portal.reference.models.safety
import portal.reference.models.subject
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Competence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=30, unique=True, verbose_name='code')),
                ('name_nl', models.CharField(max_length=60, verbose_name='name in Dutch')),
                ('name_en', models.CharField(blank=True, max_length=60, verbose_name='name in English')),
                ('description_nl', models.TextField(verbose_name='description in Dutch')),
                ('description_en', models.TextField(blank=True, verbose_name='description in English')),
                ('core_question_nl', models.CharField(max_length=200, verbose_name='core question in Dutch')),
                ('core_question_en', models.CharField(blank=True, max_length=200, verbose_name='core question in English')),
                ('exam_wording', models.CharField(blank=True, max_length=200, verbose_name='wording in the vmbo exam')),
                ('pupil_wording_nl', models.CharField(max_length=200, verbose_name='wording for pupils in Dutch')),
                ('pupil_wording_en', models.CharField(blank=True, max_length=200, verbose_name='wording for pupils in English')),
                ('reflection_question_nl', models.CharField(max_length=200, verbose_name='question to pupils in Dutch')),
                ('reflection_question_en', models.CharField(blank=True, max_length=200, verbose_name='question to pupils in English')),
                ('helper_nl', models.CharField(blank=True, max_length=200, verbose_name='sentence of help in Dutch')),
                ('helper_en', models.CharField(blank=True, max_length=200, verbose_name='sentence of help in English')),
                ('answer_labels_nl', models.JSONField(default=list, validators=[portal.reference.models.competence.validate_face_answers], verbose_name='answers at the faces in Dutch')),
                ('answer_labels_en', models.JSONField(blank=True, default=list, validators=[portal.reference.models.competence.validate_face_answers], verbose_name='answers at the faces in English')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
            ],
            options={
                'verbose_name': 'career competence',
                'verbose_name_plural': 'career competences',
                'ordering': ['order', 'code'],
            },
        ),
        migrations.CreateModel(
            name='Hazard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=30, unique=True, verbose_name='code')),
                ('name_nl', models.CharField(max_length=80, verbose_name='name in Dutch')),
                ('name_en', models.CharField(blank=True, max_length=80, verbose_name='name in English')),
                ('pictogram', models.CharField(help_text='Name of the picture in the sprite.', max_length=40, verbose_name='pictogram')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
            ],
            options={
                'verbose_name': 'hazard',
                'verbose_name_plural': 'hazards',
                'ordering': ['order', 'code'],
            },
        ),
        migrations.CreateModel(
            name='LabourRegion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=4, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
            ],
            options={
                'verbose_name': 'labour-market region',
                'verbose_name_plural': 'labour-market regions',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='PostcodeArea',
            fields=[
                ('pc4', models.CharField(max_length=4, primary_key=True, serialize=False, verbose_name='postcode digits')),
                ('place', models.CharField(max_length=80, verbose_name='place')),
                ('latitude', models.FloatField(verbose_name='latitude')),
                ('longitude', models.FloatField(verbose_name='longitude')),
            ],
            options={
                'verbose_name': 'postcode area',
                'verbose_name_plural': 'postcode areas',
                'ordering': ['pc4'],
            },
        ),
        migrations.CreateModel(
            name='PracticalNeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=30, unique=True, verbose_name='code')),
                ('label_nl', models.CharField(max_length=60, verbose_name='label in Dutch')),
                ('label_en', models.CharField(blank=True, max_length=60, verbose_name='label in English')),
                ('sentence_nl', models.CharField(help_text='What has to be done. Never why.', max_length=160, verbose_name='sentence for employers in Dutch')),
                ('sentence_en', models.CharField(blank=True, max_length=160, verbose_name='sentence for employers in English')),
                ('pupil_wording_nl', models.CharField(max_length=160, verbose_name='wording for pupils in Dutch')),
                ('pupil_wording_en', models.CharField(blank=True, max_length=160, verbose_name='wording for pupils in English')),
                ('icon', models.CharField(help_text='Name of the picture in the sprite.', max_length=40, verbose_name='pictogram')),
                ('place_has', models.CharField(blank=True, choices=[('step_free', 'without steps'), ('accessible_toilet', 'accessible toilet'), ('quiet_place', 'a quiet place'), ('hearing_loop', 'hearing loop')], max_length=20, verbose_name='what the place must have')),
                ('strict', models.BooleanField(default=False, verbose_name='impossible without it')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
            ],
            options={
                'verbose_name': 'practical need',
                'verbose_name_plural': 'practical needs',
                'ordering': ['order', 'code'],
            },
        ),
        migrations.CreateModel(
            name='RmcRegion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=2, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
            ],
            options={
                'verbose_name': 'Doorstroompunt region (RMC)',
                'verbose_name_plural': 'Doorstroompunt regions (RMC)',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='SchoolListing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('brin6', models.CharField(max_length=6, unique=True, validators=[django.core.validators.RegexValidator('^\\d{2}[A-Z]{2}\\d{2}$')], verbose_name='BRIN with location')),
                ('board_number', models.CharField(blank=True, max_length=5, verbose_name='number of the board')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('street', models.CharField(blank=True, max_length=120, verbose_name='street')),
                ('house_number', models.CharField(blank=True, max_length=12, verbose_name='house number')),
                ('postcode', models.CharField(blank=True, max_length=7, verbose_name='postcode')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='place')),
                ('municipality_code', models.CharField(blank=True, max_length=4, verbose_name='code of the municipality')),
                ('municipality', models.CharField(blank=True, max_length=80, verbose_name='municipality')),
                ('province', models.CharField(blank=True, max_length=30, verbose_name='province')),
                ('denomination', models.CharField(blank=True, max_length=80, verbose_name='denomination')),
                ('telephone', models.CharField(blank=True, max_length=20, verbose_name='telephone')),
                ('website', models.CharField(blank=True, max_length=200, verbose_name='website')),
                ('structure', models.JSONField(blank=True, default=list, verbose_name='education as listed')),
                ('tracks', models.JSONField(blank=True, default=list, validators=[portal.reference.models.subject.validate_tracks], verbose_name='tracks')),
                ('holiday_region', models.CharField(blank=True, choices=[('north', 'North'), ('middle', 'Middle'), ('south', 'South')], max_length=10, verbose_name='holiday region')),
                ('rmc_code', models.CharField(blank=True, max_length=2, verbose_name='Doorstroompunt region (RMC)')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='gone from the list since')),
            ],
            options={
                'verbose_name': 'school in the national list',
                'verbose_name_plural': 'national list of schools',
                'ordering': ['name', 'brin6'],
            },
        ),
        migrations.CreateModel(
            name='Subject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True, verbose_name='code')),
                ('label_nl', models.CharField(max_length=80, verbose_name='name in Dutch')),
                ('label_en', models.CharField(blank=True, max_length=80, verbose_name='name in English')),
                ('category', models.CharField(choices=[('general', 'General subject'), ('practical', 'Practical subject'), ('orientation', 'Orientation and guidance')], max_length=20, verbose_name='kind')),
                ('tracks', models.JSONField(blank=True, default=list, validators=[portal.reference.models.subject.validate_tracks], verbose_name='tracks')),
            ],
            options={
                'verbose_name': 'subject',
                'verbose_name_plural': 'subjects',
                'ordering': ['label_nl'],
            },
        ),
        migrations.CreateModel(
            name='TalkingTip',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=30, unique=True, verbose_name='code')),
                ('name_nl', models.CharField(max_length=60, verbose_name='name in Dutch')),
                ('name_en', models.CharField(blank=True, max_length=60, verbose_name='name in English')),
                ('tracks', models.JSONField(blank=True, default=list, help_text='None: for every group that no other row fits.', validators=[portal.reference.models.subject.validate_tracks], verbose_name='tracks')),
                ('year_min', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(6)], verbose_name='from year')),
                ('year_max', models.PositiveSmallIntegerField(default=6, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(6)], verbose_name='up to year')),
                ('gist_nl', models.CharField(max_length=80, verbose_name='in a few words, in Dutch')),
                ('gist_en', models.CharField(blank=True, max_length=80, verbose_name='in a few words, in English')),
                ('tips_nl', models.TextField(help_text='One tip a line.', verbose_name='tips in Dutch')),
                ('tips_en', models.TextField(blank=True, help_text='One tip a line.', verbose_name='tips in English')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
            ],
            options={
                'verbose_name': 'tip for talking with a group',
                'verbose_name_plural': 'tips for talking with a group',
                'ordering': ['order', 'code'],
            },
        ),
        migrations.CreateModel(
            name='VmboProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=20, unique=True, verbose_name='code')),
                ('abbreviation', models.CharField(max_length=10, verbose_name='abbreviation')),
                ('name_nl', models.CharField(max_length=100, verbose_name='name in Dutch')),
                ('name_en', models.CharField(blank=True, max_length=100, verbose_name='name in English')),
                ('branch', models.CharField(choices=[('technology', 'Technology'), ('care', 'Care and welfare'), ('economy', 'Economy'), ('green', 'Green'), ('cross', 'Cross-sector')], max_length=20, verbose_name='vmbo sector')),
            ],
            options={
                'verbose_name': 'vmbo profile',
                'verbose_name_plural': 'vmbo profiles',
                'ordering': ['name_nl'],
            },
        ),
        migrations.CreateModel(
            name='ActivityRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                ('regimes', models.JSONField(default=list, validators=[portal.reference.models.safety.validate_regimes], verbose_name='holds for')),
                ('for_age_min', models.PositiveSmallIntegerField(blank=True, help_text='Empty: for all ages.', null=True, verbose_name='holds from age')),
                ('for_age_max', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='holds up to age')),
                ('min_age', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='youngest age')),
                ('max_hours_day', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0.5), django.core.validators.MaxValueValidator(24)], verbose_name='most hours a day')),
                ('earliest', models.TimeField(blank=True, null=True, verbose_name='not before')),
                ('latest', models.TimeField(blank=True, null=True, verbose_name='not after')),
                ('weekdays', models.JSONField(blank=True, default=list, help_text='The days on which it may be. None ticked: every day.', validators=[portal.reference.models.safety.validate_weekdays], verbose_name='days of the week')),
                ('hazards_excluded', models.JSONField(blank=True, default=list, validators=[portal.reference.models.safety.validate_hazards], verbose_name='not with these hazards')),
                ('severity', models.CharField(choices=[('warn', 'Warn'), ('block', 'Stop a clear breach, else warn')], default='warn', max_length=8, verbose_name='what it does')),
                ('sentence_nl', models.CharField(max_length=300, verbose_name='sentence in Dutch')),
                ('sentence_en', models.CharField(blank=True, max_length=300, verbose_name='sentence in English')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('source_date', models.DateField(blank=True, null=True, verbose_name='date of the source')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='valid until')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
            ],
            options={
                'verbose_name': 'rule on age and activity',
                'verbose_name_plural': 'rules on age and activity',
                'ordering': ['order', 'code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('for_age_max', None), ('for_age_min', None), ('for_age_max__gte', models.F('for_age_min')), _connector='OR'), name='rule_ages_in_order')],
            },
        ),
        migrations.CreateModel(
            name='SchoolHoliday',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(choices=[('north', 'North'), ('middle', 'Middle'), ('south', 'South')], max_length=10, verbose_name='holiday region')),
                ('kind', models.CharField(choices=[('autumn', 'Autumn holiday'), ('christmas', 'Christmas holiday'), ('spring', 'Spring holiday'), ('may', 'May holiday'), ('summer', 'Summer holiday'), ('other', 'Other day off')], max_length=12, verbose_name='kind')),
                ('name_nl', models.CharField(max_length=60, verbose_name='name in Dutch')),
                ('name_en', models.CharField(blank=True, max_length=60, verbose_name='name in English')),
                ('school_year', models.CharField(max_length=9, validators=[portal.core.school_year.validate_school_year], verbose_name='school year')),
                ('first_day', models.DateField(verbose_name='first day')),
                ('last_day', models.DateField(help_text='This day is still free.', verbose_name='last day')),
                ('advisory', models.BooleanField(default=False, help_text='A school may choose other dates.', verbose_name='advice')),
            ],
            options={
                'verbose_name': 'school holiday',
                'verbose_name_plural': 'school holidays',
                'ordering': ['first_day', 'region'],
                'constraints': [models.UniqueConstraint(fields=('school_year', 'kind', 'region', 'first_day'), name='holiday_once'), models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='holiday_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='ShippedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=40)),
                ('key', models.CharField(max_length=80)),
                ('values', models.JSONField(default=dict)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('table', 'key'), name='shipped_row_once')],
            },
        ),
        migrations.CreateModel(
            name='Sector',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                ('name_nl', models.CharField(max_length=80, verbose_name='name in Dutch')),
                ('name_en', models.CharField(blank=True, max_length=80, verbose_name='name in English')),
                ('pupil_label_nl', models.CharField(max_length=60, verbose_name='name for pupils in Dutch')),
                ('pupil_label_en', models.CharField(blank=True, max_length=60, verbose_name='name for pupils in English')),
                ('intro_nl', models.TextField(blank=True, verbose_name='introduction in Dutch')),
                ('intro_en', models.TextField(blank=True, verbose_name='introduction in English')),
                ('hue', models.CharField(choices=[('construction', 'Orange'), ('mobility', 'Blue'), ('care', 'Rose'), ('retail', 'Purple'), ('hospitality', 'Red'), ('green', 'Green'), ('facility', 'Turquoise'), ('media', 'Violet'), ('services', 'Slate'), ('crafts', 'Ochre')], max_length=20, verbose_name='hue')),
                ('pictogram', models.CharField(help_text='Name of the picture in the sprite.', max_length=40, verbose_name='pictogram')),
                ('chamber', models.CharField(blank=True, max_length=100, verbose_name='sector chamber')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('vmbo_profiles', models.ManyToManyField(blank=True, related_name='sectors', to='reference.vmboprofile', verbose_name='vmbo profiles')),
            ],
            options={
                'verbose_name': 'sector',
                'verbose_name_plural': 'sectors',
                'ordering': ['order', 'name_nl'],
            },
        ),
        migrations.CreateModel(
            name='Region',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('slug', models.SlugField(max_length=60, verbose_name='short name')),
                ('holiday_region', models.CharField(choices=[('north', 'North'), ('middle', 'Middle'), ('south', 'South')], default='middle', help_text='For schools that do not say otherwise.', max_length=10, verbose_name='holiday region')),
                ('labour_region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='reference.labourregion', verbose_name='labour-market region')),
            ],
            options={
                'verbose_name': 'region',
                'verbose_name_plural': 'regions',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='one_region')],
            },
        ),
    ]
