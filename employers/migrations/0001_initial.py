import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import modelsearch.index
import portal.imports.models
import wagtail.models.preview
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
                (
                    "confirmed_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="confirmed on"
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
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="employers.offer",
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
                ("step_free", models.BooleanField(default=False, verbose_name="without steps")),
                (
                    "accessible_toilet",
                    models.BooleanField(default=False, verbose_name="accessible toilet"),
                ),
                ("quiet_place", models.BooleanField(default=False, verbose_name="a quiet place")),
                ("noise", models.CharField(blank=True, max_length=160, verbose_name="noise")),
                (
                    "protective_gear",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="protective gear, and who brings it",
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
            model_name="joinrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "asked")),
                fields=("employer", "user"),
                name="asked_once",
            ),
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
            model_name="offer",
            index=models.Index(fields=["live", "kind"], name="offer_by_kind"),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(fields=["live", "sector"], name="offer_by_sector"),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(fields=["employer", "live"], name="offer_by_employer"),
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
