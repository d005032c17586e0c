import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import employers.models.budget
import employers.models.offer_details
import employers.models.passport
import employers.models.planning
import modelcluster.fields
import modelsearch.index
import portal.imports.models
import portal.reference.models.safety
import portal.reference.models.subject
import uuid
import wagtail.models.preview
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("reference", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Employer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(
                        max_length=80, unique=True, verbose_name="address on this site"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("applied", "Waiting for verification"),
                            ("verified", "Verified"),
                            ("refused", "Refused"),
                            ("suspended", "Suspended"),
                            ("left", "Left"),
                        ],
                        default="applied",
                        editable=False,
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                (
                    "state_reason",
                    models.TextField(
                        blank=True,
                        editable=False,
                        max_length=500,
                        verbose_name="why it was refused or put on hold",
                    ),
                ),
                (
                    "kvk_number",
                    models.CharField(
                        blank=True,
                        max_length=8,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{8}$", "A KvK number has 8 digits."
                            )
                        ],
                        verbose_name="KvK number",
                    ),
                ),
                (
                    "establishment_number",
                    models.CharField(
                        blank=True,
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{12}$", "An establishment number has 12 digits."
                            )
                        ],
                        verbose_name="establishment number",
                    ),
                ),
                (
                    "sbi_code",
                    models.CharField(
                        blank=True,
                        max_length=6,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{2,6}$", "An SBI code has 2 to 6 digits."
                            )
                        ],
                        verbose_name="SBI code",
                    ),
                ),
                (
                    "sbi_version",
                    models.CharField(
                        blank=True,
                        choices=[("2008", "SBI 2008"), ("2025", "SBI 2025")],
                        max_length=4,
                        verbose_name="SBI version",
                    ),
                ),
                (
                    "sbb_recognised_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        verbose_name="recognised by SBB since, as the company says",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=80, verbose_name="place")),
                (
                    "size",
                    models.CharField(
                        choices=[
                            ("small", "Up to 10 people"),
                            ("medium", "10 to 100 people"),
                            ("large", "More than 100 people"),
                        ],
                        default="small",
                        max_length=10,
                        verbose_name="size",
                    ),
                ),
                ("about", models.TextField(blank=True, verbose_name="about the company")),
                ("website", models.URLField(blank=True, verbose_name="website")),
                (
                    "sector",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="employers",
                        to="reference.sector",
                        verbose_name="sector",
                    ),
                ),
            ],
            options={
                "verbose_name": "employer",
                "verbose_name_plural": "employers",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="CalendarAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "nonce",
                    models.CharField(
                        default=employers.models.planning._new_nonce, editable=False, max_length=32
                    ),
                ),
                (
                    "renewed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "employer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_address",
                        to="employers.employer",
                    ),
                ),
            ],
            options={
                "verbose_name": "calendar address",
                "verbose_name_plural": "calendar addresses",
            },
        ),
        migrations.CreateModel(
            name="EmployerImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        storage=portal.imports.models.private_storage,
                        upload_to="imports/",
                    ),
                ),
                ("sha256", models.CharField(blank=True, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("uploaded", "Waiting for its turn"),
                            ("reading", "Being read"),
                            ("ready", "Ready to be checked"),
                            ("applying", "Being applied"),
                            ("applied", "Applied"),
                            ("failed", "Failed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="uploaded",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("progress", models.PositiveSmallIntegerField(default=0)),
                ("report", models.JSONField(blank=True, default=dict)),
                ("message", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("heartbeat_at", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("kind", models.CharField(default="employers", editable=False, max_length=20)),
                ("name", models.CharField(max_length=120, verbose_name="file")),
                ("headers", models.JSONField(default=list)),
                ("mapping", models.JSONField(default=dict)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "import of employers",
                "verbose_name_plural": "imports of employers",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="EmployerInvitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("name", models.CharField(blank=True, max_length=150, verbose_name="name")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "Manages this employer"),
                            ("member", "Works with offers"),
                        ],
                        default="member",
                        max_length=30,
                        verbose_name="role",
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="employers.employer",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="EmployerMembership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(auto_now_add=True, verbose_name="since")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "Manages this employer"),
                            ("member", "Works with offers"),
                        ],
                        default="member",
                        max_length=30,
                        verbose_name="role",
                    ),
                ),
                (
                    "mobile",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\+?[\\d \\-()]{8,20}$", "Write a number such as 06 12345678."
                            )
                        ],
                        verbose_name="mobile number",
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="employers.employer",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(app_label)s_memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "role at an employer",
                "verbose_name_plural": "roles at an employer",
            },
        ),
        migrations.CreateModel(
            name="Guest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("role", models.CharField(max_length=120, verbose_name="job at the company")),
                (
                    "vog_issued_on",
                    models.DateField(
                        blank=True,
                        help_text="Only the date that is on the certificate. Never send the paper itself.",
                        null=True,
                        verbose_name="VOG: date of issue",
                    ),
                ),
                (
                    "vog_seen_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="VOG seen on"
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guests",
                        to="employers.employer",
                    ),
                ),
                (
                    "vog_seen_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="VOG seen by",
                    ),
                ),
            ],
            options={
                "verbose_name": "guest",
                "verbose_name_plural": "guests",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="JoinRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Waits for an answer"),
                            ("approved", "Approved"),
                            ("declined", "Declined"),
                        ],
                        default="asked",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="join_requests",
                        to="employers.employer",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="employer_join_requests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "request to join",
                "verbose_name_plural": "requests to join",
                "ordering": ["created_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="LoadBudget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "requests",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(60)],
                        verbose_name="requests in a month",
                    ),
                ),
                (
                    "activities",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(60)],
                        verbose_name="activities in a month",
                    ),
                ),
                (
                    "pupils",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(2000)],
                        verbose_name="pupils in a month",
                    ),
                ),
                (
                    "rest_weeks",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(26)],
                        verbose_name="weeks of rest after an activity",
                    ),
                ),
                (
                    "quiet_months",
                    models.JSONField(
                        blank=True,
                        default=list,
                        validators=[employers.models.budget.validate_months],
                        verbose_name="quiet months",
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "employer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="load_budget",
                        to="employers.employer",
                    ),
                ),
            ],
            options={
                "verbose_name": "load budget",
                "verbose_name_plural": "load budgets",
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="has unpublished changes"
                    ),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(
                        blank=True, db_index=True, null=True, verbose_name="first published at"
                    ),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="last published at"
                    ),
                ),
                (
                    "go_live_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="go live date/time"),
                ),
                (
                    "expire_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time"),
                ),
                (
                    "expired",
                    models.BooleanField(default=False, editable=False, verbose_name="expired"),
                ),
                (
                    "locked",
                    models.BooleanField(default=False, editable=False, verbose_name="locked"),
                ),
                (
                    "locked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="locked at"),
                ),
                (
                    "confirmed_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="confirmed on"
                    ),
                ),
                (
                    "presence",
                    models.CharField(
                        choices=[
                            ("shown", "In the catalogue"),
                            ("faded", "Not confirmed, so out of the catalogue"),
                            ("paused", "Not this year"),
                        ],
                        default="shown",
                        editable=False,
                        max_length=8,
                        verbose_name="in the catalogue",
                    ),
                ),
                (
                    "paused_until",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="paused until"
                    ),
                ),
                ("ask_again_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "tracks",
                    models.JSONField(
                        blank=True,
                        default=list,
                        validators=[portal.reference.models.subject.validate_tracks],
                        verbose_name="school tracks",
                    ),
                ),
                (
                    "weekdays",
                    models.JSONField(
                        blank=True,
                        default=list,
                        validators=[employers.models.offer_details.validate_weekdays],
                        verbose_name="days that suit you",
                    ),
                ),
                (
                    "dayparts",
                    models.JSONField(
                        blank=True,
                        default=list,
                        validators=[employers.models.offer_details.validate_dayparts],
                        verbose_name="parts of the day",
                    ),
                ),
                (
                    "languages",
                    models.JSONField(
                        blank=True,
                        default=list,
                        validators=[employers.models.offer_details.validate_languages],
                        verbose_name="languages spoken",
                    ),
                ),
                ("clothing", models.CharField(blank=True, max_length=200, verbose_name="clothing")),
                (
                    "allergens",
                    models.CharField(
                        blank=True,
                        help_text="Whatever somebody may be allergic to or afraid of.",
                        max_length=200,
                        verbose_name="animals, food and substances",
                    ),
                ),
                (
                    "room_needs",
                    models.TextField(
                        blank=True,
                        help_text="A screen, tables in groups, running water…",
                        max_length=500,
                        verbose_name="what you need in the classroom",
                    ),
                ),
                (
                    "teacher_stays",
                    models.BooleanField(
                        default=False,
                        verbose_name="I know that a teacher of the school is always there",
                    ),
                ),
                (
                    "cost_per_pupil",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=6,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="cost for each pupil, in euros",
                    ),
                ),
                (
                    "cost_reason",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="what the cost is for"
                    ),
                ),
                (
                    "photo_policy",
                    models.CharField(
                        choices=[
                            ("ask", "Ask us first"),
                            ("free", "The school may take pictures"),
                            ("none", "No pictures, please"),
                        ],
                        default="ask",
                        max_length=10,
                        verbose_name="pictures during the visit",
                    ),
                ),
                (
                    "times_per_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(200),
                        ],
                        verbose_name="at most how often in a school year",
                    ),
                ),
                (
                    "valid_until",
                    models.DateField(
                        blank=True,
                        help_text="After this day the offer leaves the catalogue by itself.",
                        null=True,
                        verbose_name="valid until",
                    ),
                ),
                (
                    "client_question",
                    models.TextField(
                        blank=True, max_length=600, verbose_name="your question to the pupils"
                    ),
                ),
                (
                    "product",
                    models.TextField(
                        blank=True, max_length=400, verbose_name="what the pupils hand over"
                    ),
                ),
                (
                    "criteria",
                    models.TextField(
                        blank=True,
                        help_text="One demand a line.",
                        max_length=600,
                        verbose_name="when it is good",
                    ),
                ),
                (
                    "contact_moments",
                    models.TextField(
                        blank=True,
                        help_text="The start, a look halfway, the hand-over: one a line.",
                        max_length=400,
                        verbose_name="when you see each other",
                    ),
                ),
                (
                    "budget",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="budget and materials"
                    ),
                ),
                (
                    "weeks",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(40),
                        ],
                        verbose_name="how many weeks",
                    ),
                ),
                (
                    "deadline",
                    models.DateField(blank=True, null=True, verbose_name="to be finished on"),
                ),
                (
                    "result_owner",
                    models.CharField(
                        choices=[
                            ("shared", "The pupils; the company may use it"),
                            ("pupils", "Only the pupils and their school"),
                            ("company", "The company"),
                        ],
                        default="shared",
                        max_length=10,
                        verbose_name="who owns the result",
                    ),
                ),
                (
                    "activity",
                    models.CharField(
                        choices=[
                            ("observe", "They look and ask"),
                            ("try", "They try something small, with guidance"),
                            ("work", "They work along"),
                        ],
                        default="try",
                        max_length=10,
                        verbose_name="what pupils do at your company",
                    ),
                ),
                (
                    "min_age",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Leave it empty when every age of your years is welcome.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(10),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="your own youngest age",
                    ),
                ),
                (
                    "hazards",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="What the safety passport of the work site names already, counts too.",
                        validators=[portal.reference.models.safety.validate_hazards],
                        verbose_name="extra dangers of this activity",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("guest_lecture", "Guest lecture"),
                            ("visit", "Company visit"),
                            ("assignment", "Real-client assignment"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                (
                    "summary",
                    models.CharField(max_length=300, verbose_name="in one or two sentences"),
                ),
                (
                    "pupil_text",
                    models.TextField(
                        max_length=1500, verbose_name="for the pupil: what will you do?"
                    ),
                ),
                (
                    "programme",
                    models.TextField(
                        blank=True,
                        help_text="One line for each step, with its time.",
                        verbose_name="programme",
                    ),
                ),
                (
                    "bring",
                    models.TextField(
                        blank=True, help_text="One thing a line.", verbose_name="what to bring"
                    ),
                ),
                (
                    "preparation",
                    models.TextField(blank=True, verbose_name="what the class prepares"),
                ),
                (
                    "questions",
                    models.TextField(
                        blank=True,
                        help_text="One question a line.",
                        verbose_name="questions pupils may ask",
                    ),
                ),
                (
                    "tags",
                    models.CharField(
                        blank=True,
                        help_text="Put a comma between them.",
                        max_length=80,
                        verbose_name="three key words",
                    ),
                ),
                (
                    "year_min",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(6),
                        ],
                        verbose_name="from year",
                    ),
                ),
                (
                    "year_max",
                    models.PositiveSmallIntegerField(
                        default=6,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(6),
                        ],
                        verbose_name="up to year",
                    ),
                ),
                (
                    "group_min",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="fewest pupils",
                    ),
                ),
                (
                    "group_max",
                    models.PositiveSmallIntegerField(
                        default=12,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(200),
                        ],
                        verbose_name="most pupils",
                    ),
                ),
                (
                    "duration_minutes",
                    models.PositiveIntegerField(
                        default=120,
                        validators=[django.core.validators.MinValueValidator(15)],
                        verbose_name="how long, in minutes",
                    ),
                ),
                (
                    "lead_days",
                    models.PositiveSmallIntegerField(default=21, verbose_name="days of notice"),
                ),
                (
                    "picture_alternative",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="what is in the picture"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "competences",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        related_name="offers",
                        to="reference.competence",
                        verbose_name="competences",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="employers.employermembership",
                        verbose_name="contact person",
                    ),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="employers.employermembership",
                        verbose_name="deputy",
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="employers.employer",
                    ),
                ),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
                (
                    "locked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="locked_%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="locked by",
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="core.picture",
                        verbose_name="picture",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="reference.sector",
                        verbose_name="sector",
                    ),
                ),
                (
                    "subjects",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        related_name="offers",
                        to="reference.subject",
                        verbose_name="subjects",
                    ),
                ),
            ],
            options={
                "verbose_name": "offer",
                "verbose_name_plural": "offers",
            },
            bases=(
                wagtail.models.preview.PreviewableMixin,
                modelsearch.index.Indexed,
                models.Model,
            ),
        ),
        migrations.CreateModel(
            name="DateSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("week", "Every week"),
                            ("two_weeks", "Every two weeks"),
                            ("month", "Every month"),
                        ],
                        default="week",
                        max_length=10,
                        verbose_name="how often",
                    ),
                ),
                (
                    "weekdays",
                    models.JSONField(
                        default=list,
                        validators=[employers.models.offer_details.validate_weekdays],
                        verbose_name="on",
                    ),
                ),
                ("first_day", models.DateField(verbose_name="from")),
                ("last_day", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "times",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="number of dates"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="series",
                        to="employers.offer",
                    ),
                ),
            ],
            options={
                "verbose_name": "series of dates",
                "verbose_name_plural": "series of dates",
            },
        ),
        migrations.CreateModel(
            name="OfferConfirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("school_year", models.CharField(max_length=9, verbose_name="about school year")),
                ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="asked at")),
                (
                    "expires_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="link works until"),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "Yes, still right"),
                            ("maybe", "Perhaps"),
                            ("no", "Not this year"),
                        ],
                        max_length=6,
                        verbose_name="answer",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_time", "No time, or too few people"),
                            ("building", "We rebuild or move"),
                            ("too_many", "Too many requests"),
                            ("experience", "The last time did not go well"),
                            ("changed", "Our work has changed"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                        verbose_name="why not",
                    ),
                ),
                (
                    "words",
                    models.CharField(blank=True, max_length=300, verbose_name="in one sentence"),
                ),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered at"),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="confirmations",
                        to="employers.offer",
                    ),
                ),
            ],
            options={
                "verbose_name": "confirmation of an offer",
                "verbose_name_plural": "confirmations of offers",
            },
        ),
        migrations.CreateModel(
            name="OfferPartner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("accepted", "Takes part"),
                            ("declined", "Said no"),
                        ],
                        default="asked",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("answered_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partnerships",
                        to="employers.employer",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partners",
                        to="employers.offer",
                    ),
                ),
            ],
            options={
                "verbose_name": "partner in an offer",
                "verbose_name_plural": "partners in an offer",
                "ordering": ["asked_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="OfferPlanning",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "no_dates_in",
                    models.JSONField(
                        blank=True,
                        default=list,
                        validators=[employers.models.budget.validate_months],
                        verbose_name="months without dates",
                    ),
                ),
                (
                    "groups_at_once",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="On one date. Leave empty: as many as there are places for.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="groups at the same time",
                    ),
                ),
                (
                    "release",
                    models.CharField(
                        choices=[("at_once", "At once for all schools"), ("in_steps", "In steps")],
                        default="at_once",
                        max_length=10,
                        verbose_name="who may choose first",
                    ),
                ),
                (
                    "last_minute",
                    models.BooleanField(
                        default=False, verbose_name="places that are left go last minute"
                    ),
                ),
                (
                    "offer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="planning",
                        to="employers.offer",
                    ),
                ),
            ],
            options={
                "verbose_name": "planning of an offer",
                "verbose_name_plural": "planning of offers",
            },
        ),
        migrations.CreateModel(
            name="OfferTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=80, unique=True, verbose_name="code")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("guest_lecture", "Guest lecture"),
                            ("visit", "Company visit"),
                            ("assignment", "Real-client assignment"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                (
                    "summary",
                    models.CharField(max_length=300, verbose_name="in one or two sentences"),
                ),
                (
                    "pupil_text",
                    models.TextField(
                        max_length=1500, verbose_name="for the pupil: what will you do?"
                    ),
                ),
                ("programme", models.TextField(blank=True, verbose_name="programme")),
                ("bring", models.TextField(blank=True, verbose_name="what to bring")),
                ("clothing", models.CharField(blank=True, max_length=200, verbose_name="clothing")),
                (
                    "preparation",
                    models.TextField(blank=True, verbose_name="what the class prepares"),
                ),
                (
                    "questions",
                    models.TextField(blank=True, verbose_name="questions pupils may ask"),
                ),
                (
                    "tags",
                    models.CharField(blank=True, max_length=80, verbose_name="three key words"),
                ),
                (
                    "room_needs",
                    models.TextField(
                        blank=True, max_length=500, verbose_name="what you need in the classroom"
                    ),
                ),
                (
                    "client_question",
                    models.TextField(
                        blank=True, max_length=600, verbose_name="your question to the pupils"
                    ),
                ),
                (
                    "product",
                    models.TextField(
                        blank=True, max_length=400, verbose_name="what the pupils hand over"
                    ),
                ),
                (
                    "criteria",
                    models.TextField(blank=True, max_length=600, verbose_name="when it is good"),
                ),
                (
                    "contact_moments",
                    models.TextField(
                        blank=True, max_length=400, verbose_name="when you see each other"
                    ),
                ),
                (
                    "weeks",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="how many weeks"
                    ),
                ),
                (
                    "duration_minutes",
                    models.PositiveIntegerField(
                        default=120,
                        validators=[django.core.validators.MinValueValidator(15)],
                        verbose_name="how long, in minutes",
                    ),
                ),
                (
                    "group_min",
                    models.PositiveSmallIntegerField(
                        default=4,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="fewest pupils",
                    ),
                ),
                (
                    "group_max",
                    models.PositiveSmallIntegerField(
                        default=12,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(200),
                        ],
                        verbose_name="most pupils",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.sector",
                        verbose_name="sector",
                    ),
                ),
            ],
            options={
                "verbose_name": "example of an offer",
                "verbose_name_plural": "examples of offers",
                "ordering": ["sector__order", "kind"],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="starts")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                (
                    "room",
                    models.CharField(
                        blank=True,
                        help_text="A gate, a hall, a room.",
                        max_length=120,
                        verbose_name="where exactly",
                    ),
                ),
                (
                    "min_places",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="fewest pupils",
                    ),
                ),
                (
                    "max_places",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="places",
                    ),
                ),
                ("places_taken", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("cancelled", "Cancelled"), ("done", "Done")],
                        default="open",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("cancel_reason", models.CharField(blank=True, max_length=200, verbose_name="why")),
                ("cancelled_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "release",
                    models.CharField(
                        choices=[("at_once", "At once for all schools"), ("in_steps", "In steps")],
                        default="at_once",
                        max_length=10,
                        verbose_name="who may choose first",
                    ),
                ),
                (
                    "last_minute",
                    models.BooleanField(
                        default=False, verbose_name="places that are left go last minute"
                    ),
                ),
                (
                    "groups_at_once",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="groups at the same time",
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("moved_from", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "change_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="why"
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="employers.offer",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sessions",
                        to="employers.dateseries",
                    ),
                ),
            ],
            options={
                "verbose_name": "date",
                "verbose_name_plural": "dates",
                "ordering": ["starts_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SignUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("first_name", models.CharField(max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(max_length=150, verbose_name="last name")),
                ("company", models.JSONField(default=dict)),
                ("second_name", models.CharField(blank=True, max_length=150)),
                ("second_email", models.EmailField(blank=True, max_length=254)),
                ("language", models.CharField(blank=True, max_length=5)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "joins",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="employers.employer",
                    ),
                ),
            ],
            options={
                "verbose_name": "sign-up",
                "verbose_name_plural": "sign-ups",
            },
        ),
        migrations.CreateModel(
            name="WorkSite",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name of this place")),
                ("street", models.CharField(max_length=120, verbose_name="street")),
                ("house_number", models.CharField(max_length=12, verbose_name="house number")),
                ("postcode", models.CharField(max_length=7, verbose_name="postcode")),
                ("place", models.CharField(max_length=80, verbose_name="place")),
                ("pc4", models.CharField(db_index=True, editable=False, max_length=4)),
                ("route", models.TextField(blank=True, verbose_name="how to get there")),
                (
                    "nearest_stop",
                    models.CharField(blank=True, max_length=120, verbose_name="nearest stop"),
                ),
                ("parking", models.CharField(blank=True, max_length=160, verbose_name="parking")),
                (
                    "coach_stop",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="where a coach or van can stop"
                    ),
                ),
                ("step_free", models.BooleanField(default=False, verbose_name="without steps")),
                ("lift", models.BooleanField(default=False, verbose_name="lift to other floors")),
                (
                    "accessible_toilet",
                    models.BooleanField(default=False, verbose_name="accessible toilet"),
                ),
                ("quiet_place", models.BooleanField(default=False, verbose_name="a quiet place")),
                ("hearing_loop", models.BooleanField(default=False, verbose_name="hearing loop")),
                (
                    "noise",
                    models.CharField(
                        blank=True,
                        help_text="For who is sensitive to sound: where is it loud, where is it quiet?",
                        max_length=160,
                        verbose_name="noise",
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="worksites",
                        to="employers.employer",
                    ),
                ),
            ],
            options={
                "verbose_name": "work site",
                "verbose_name_plural": "work sites",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="SafetyPassport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "hazards",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Tick nothing when there are none.",
                        validators=[portal.reference.models.safety.validate_hazards],
                        verbose_name="dangers here",
                    ),
                ),
                (
                    "gear",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        validators=[employers.models.passport.validate_gear],
                        verbose_name="protective gear",
                    ),
                ),
                (
                    "gear_note",
                    models.CharField(
                        blank=True,
                        help_text="For example: shoes in sizes 35 to 47.",
                        max_length=200,
                        verbose_name="sizes, and what else to know",
                    ),
                ),
                (
                    "min_age",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Only if your company has its own rule.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(10),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="youngest age at this place",
                    ),
                ),
                (
                    "first_aider",
                    models.BooleanField(
                        default=False, verbose_name="a first aider (BHV) is present"
                    ),
                ),
                (
                    "risk_check_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="date of your risk inventory (RI&E)"
                    ),
                ),
                (
                    "supervision",
                    models.CharField(
                        blank=True,
                        help_text="A job is enough: the foreman, a trainer.",
                        max_length=120,
                        verbose_name="who guides the pupils",
                    ),
                ),
                (
                    "pupils_per_adult",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(40),
                        ],
                        verbose_name="pupils for each guide of yours",
                    ),
                ),
                (
                    "emergency_point",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        verbose_name="where everyone gathers in an emergency",
                    ),
                ),
                ("confirmed_on", models.DateField(editable=False, verbose_name="confirmed on")),
                ("valid_until", models.DateField(editable=False, verbose_name="valid until")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "worksite",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passport",
                        to="employers.worksite",
                    ),
                ),
            ],
            options={
                "verbose_name": "safety passport",
                "verbose_name_plural": "safety passports",
            },
        ),
        migrations.AddField(
            model_name="offer",
            name="worksite",
            field=models.ForeignKey(
                blank=True,
                help_text="Leave empty when you come to the school.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="offers",
                to="employers.worksite",
                verbose_name="where",
            ),
        ),
        migrations.AddIndex(
            model_name="employer",
            index=models.Index(fields=["state", "name"], name="employers_by_state"),
        ),
        migrations.AddConstraint(
            model_name="employer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kvk_number", ""), _negated=True),
                fields=("kvk_number", "establishment_number"),
                name="company_once",
                violation_error_message="This company is here already, with the same KvK and establishment number.",
            ),
        ),
        migrations.AddConstraint(
            model_name="employerimport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["reading", "applying"])),
                fields=("kind",),
                name="one_employer_import",
            ),
        ),
        migrations.AddConstraint(
            model_name="employerinvitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("accepted_at", None), ("withdrawn_at", None)),
                fields=("employer", "email"),
                name="invited_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="employermembership",
            constraint=models.UniqueConstraint(
                fields=("user", "employer"), name="employer_member_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="guest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("vog_seen_on", None),
                    ("vog_issued_on__lte", models.F("vog_seen_on")),
                    _connector="OR",
                ),
                name="vog_seen_after_issue",
            ),
        ),
        migrations.AddConstraint(
            model_name="joinrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "asked")),
                fields=("employer", "user"),
                name="asked_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="dateseries",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("last_day", None), ("last_day__gte", models.F("first_day")), _connector="OR"
                ),
                name="series_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="dateseries",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("last_day__isnull", False), ("times__isnull", False), _connector="OR"
                ),
                name="series_has_an_end",
            ),
        ),
        migrations.AddIndex(
            model_name="offerconfirmation",
            index=models.Index(
                fields=["offer", "answered_at", "expires_at"], name="confirmation_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="offerconfirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", "no"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="not_this_year_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="offerconfirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at", None)),
                    models.Q(
                        models.Q(("answer", ""), _negated=True),
                        models.Q(("answered_at", None), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="an_answer_has_a_moment",
            ),
        ),
        migrations.AddIndex(
            model_name="offerpartner",
            index=models.Index(fields=["employer", "state"], name="partner_by_employer"),
        ),
        migrations.AddConstraint(
            model_name="offerpartner",
            constraint=models.UniqueConstraint(
                fields=("offer", "employer"), name="partner_asked_once"
            ),
        ),
        migrations.AddIndex(
            model_name="offertemplate",
            index=models.Index(fields=["sector", "kind"], name="template_by_sector"),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["offer", "state", "starts_at"], name="session_of_offer"),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["state", "starts_at"], name="session_by_date"),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="session_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("max_places__gte", models.F("min_places")), ("min_places__gte", 1)
                ),
                name="session_has_places",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("places_taken__lte", models.F("max_places"))),
                name="session_not_overfull",
            ),
        ),
        migrations.AddIndex(
            model_name="signup",
            index=models.Index(fields=["expires_at"], name="sign_ups_by_end"),
        ),
        migrations.AddIndex(
            model_name="safetypassport",
            index=models.Index(fields=["valid_until"], name="passport_by_end"),
        ),
        migrations.AddConstraint(
            model_name="safetypassport",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_until__gte", models.F("confirmed_on"))),
                name="passport_ends_after_it_starts",
            ),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(fields=["live", "presence", "kind"], name="offer_by_kind"),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(fields=["live", "presence", "sector"], name="offer_by_sector"),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(fields=["employer", "live"], name="offer_by_employer"),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(fields=["presence", "confirmed_on"], name="offer_by_freshness"),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(("group_max__gte", models.F("group_min"))),
                name="offer_group_has_a_size",
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(("year_max__gte", models.F("year_min"))),
                name="offer_years_in_order",
            ),
        ),
    ]
