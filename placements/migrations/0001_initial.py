import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("employers", "0001_initial"),
        ("reference", "0001_initial"),
        ("schools", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EmployerFeedback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                (
                    "head_count",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="how many pupils came"
                    ),
                ),
                (
                    "interest",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(1, "Good"), (2, "All right"), (3, "Not so good")],
                        null=True,
                        verbose_name="were the pupils interested?",
                    ),
                ),
                (
                    "preparation",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(1, "Good"), (2, "All right"), (3, "Not so good")],
                        null=True,
                        verbose_name="was the class well prepared?",
                    ),
                ),
                (
                    "again",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(1, "Good"), (2, "All right"), (3, "Not so good")],
                        null=True,
                        verbose_name="would you do it again?",
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="one sentence for the pupils"
                    ),
                ),
                ("given_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="employer_feedback",
                        to="employers.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "feedback of an employer",
                "verbose_name_plural": "feedback of employers",
            },
        ),
        migrations.CreateModel(
            name="Placement",
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
                            ("proposed", "Proposal"),
                            ("published", "Published"),
                            ("released", "Released"),
                        ],
                        default="proposed",
                        editable=False,
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("locked", models.BooleanField(default=False, verbose_name="locked")),
                ("by_hand", models.BooleanField(default=False, verbose_name="placed by hand")),
                (
                    "level",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="wish"),
                ),
                ("reason", models.CharField(blank=True, max_length=40)),
                ("reason_data", models.JSONField(blank=True, default=dict)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("published_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="employers.session",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="placements",
                        to="schools.student",
                    ),
                ),
            ],
            options={
                "verbose_name": "place",
                "verbose_name_plural": "places",
            },
        ),
        migrations.CreateModel(
            name="Reflection",
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
                        choices=[("open", "To do"), ("started", "Begun"), ("done", "Done")],
                        default="open",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("private", models.BooleanField(default=False, verbose_name="only for me")),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "placement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reflection",
                        to="placements.placement",
                    ),
                ),
            ],
            options={
                "verbose_name": "looking back",
                "verbose_name_plural": "looking back",
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="name")),
                ("first_day", models.DateField(verbose_name="first day")),
                ("last_day", models.DateField(verbose_name="last day")),
                ("wishes_until", models.DateTimeField(verbose_name="wishes until")),
                (
                    "places_each",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="places for each pupil",
                    ),
                ),
                (
                    "wishes_each",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(8),
                        ],
                        verbose_name="wishes for each pupil",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Being made"),
                            ("open", "Open for wishes"),
                            ("closed", "Wishes closed"),
                            ("computed", "To be checked"),
                            ("published", "Published"),
                            ("finished", "Finished"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("seed", models.CharField(blank=True, editable=False, max_length=64)),
                ("opened_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("published_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "groups",
                    models.ManyToManyField(blank=True, related_name="rounds", to="schools.group"),
                ),
                (
                    "period",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="rounds",
                        to="schools.learningperiod",
                        verbose_name="learning period",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rounds",
                        to="schools.school",
                    ),
                ),
            ],
            options={
                "verbose_name": "matching round",
                "verbose_name_plural": "matching rounds",
            },
        ),
        migrations.AddField(
            model_name="placement",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="placements",
                to="placements.round",
            ),
        ),
        migrations.CreateModel(
            name="MatchRun",
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
                            ("queued", "Waiting for its turn"),
                            ("running", "Busy"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                            ("cancelled", "Stopped"),
                        ],
                        default="queued",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "least_change",
                    models.BooleanField(default=False, verbose_name="change as little as possible"),
                ),
                ("progress", models.PositiveSmallIntegerField(default=0)),
                ("phase", models.CharField(blank=True, max_length=40)),
                ("claim", models.CharField(blank=True, editable=False, max_length=32)),
                ("heartbeat_at", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("input_sha256", models.CharField(blank=True, max_length=64)),
                ("problem", models.JSONField(blank=True, default=dict)),
                ("result", models.JSONField(blank=True, default=dict)),
                ("message", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="runs",
                        to="placements.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "run of the matching",
                "verbose_name_plural": "runs of the matching",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="RoundSession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("places", models.PositiveSmallIntegerField(verbose_name="places in this round")),
                ("held", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="round_sessions",
                        to="placements.round",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="round_sessions",
                        to="employers.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "date in a round",
                "verbose_name_plural": "dates in a round",
            },
        ),
        migrations.AddField(
            model_name="round",
            name="sessions",
            field=models.ManyToManyField(
                related_name="rounds", through="placements.RoundSession", to="employers.session"
            ),
        ),
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name of this search")),
                ("query", models.CharField(editable=False, max_length=600)),
                (
                    "mails",
                    models.BooleanField(
                        default=True, verbose_name="mail me when something new fits"
                    ),
                ),
                ("known", models.JSONField(default=list, editable=False)),
                ("found", models.PositiveIntegerField(default=0, editable=False)),
                ("checked_on", models.DateField(blank=True, editable=False, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_searches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "saved search",
                "verbose_name_plural": "saved searches",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Unplaced",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("missing", models.PositiveSmallIntegerField(default=1)),
                ("reason", models.CharField(max_length=40)),
                ("reason_data", models.JSONField(blank=True, default=dict)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unplaced",
                        to="placements.round",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unplaced",
                        to="schools.student",
                    ),
                ),
            ],
            options={
                "verbose_name": "pupil without a place",
                "verbose_name_plural": "pupils without a place",
            },
        ),
        migrations.CreateModel(
            name="WishList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wish_lists",
                        to="placements.round",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wish_lists",
                        to="schools.student",
                    ),
                ),
            ],
            options={
                "verbose_name": "wish list",
                "verbose_name_plural": "wish lists",
            },
        ),
        migrations.CreateModel(
            name="Wish",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rank",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="order",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wishes",
                        to="employers.offer",
                    ),
                ),
                (
                    "wish_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wishes",
                        to="placements.wishlist",
                    ),
                ),
            ],
            options={
                "verbose_name": "wish",
                "verbose_name_plural": "wishes",
                "ordering": ["rank"],
            },
        ),
        migrations.CreateModel(
            name="Favourite",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="favourites",
                        to="employers.offer",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="favourites",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "kept offer",
                "verbose_name_plural": "kept offers",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "offer"), name="kept_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="OfferReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("wrong", "The information is wrong"),
                            ("unsafe", "It is not safe for pupils"),
                            ("unfit", "Words or pictures are not fit for pupils"),
                            ("advertising", "It is only advertising"),
                            ("silent", "The company does not answer"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                        verbose_name="what is wrong?",
                    ),
                ),
                ("words", models.CharField(max_length=500, verbose_name="tell it in one sentence")),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="your e-mail address"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("handled", "Handled")],
                        default="open",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="what we did")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("handled_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "handled_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
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
                        related_name="reports",
                        to="employers.offer",
                    ),
                ),
            ],
            options={
                "verbose_name": "report about an offer",
                "verbose_name_plural": "reports about offers",
                "ordering": ["-created_at", "-pk"],
                "indexes": [models.Index(fields=["state", "-created_at"], name="reports_by_state")],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("present", "Present"), ("late", "Late"), ("absent", "Absent")],
                        max_length=10,
                        verbose_name="attendance",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ill", "Ill"),
                            ("known", "Absent with leave"),
                            ("unknown", "Not known"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                        verbose_name="why absent",
                    ),
                ),
                ("noted_at", models.DateTimeField(auto_now=True)),
                (
                    "noted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "placement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendance",
                        to="placements.placement",
                    ),
                ),
            ],
            options={
                "verbose_name": "attendance",
                "verbose_name_plural": "attendance",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), ("status", "absent"), _connector="OR"),
                        name="reason_only_when_absent",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReflectionAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("face", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("words", models.CharField(blank=True, max_length=500)),
                ("answered_at", models.DateTimeField(auto_now=True)),
                (
                    "competence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.competence",
                    ),
                ),
                (
                    "reflection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="placements.reflection",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer",
                "verbose_name_plural": "answers",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("reflection", "competence"), name="answer_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("face", None), ("face__lte", 4), _connector="OR"),
                        name="face_is_known",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="placement",
            index=models.Index(fields=["round", "state"], name="placement_of_round"),
        ),
        migrations.AddIndex(
            model_name="placement",
            index=models.Index(fields=["session", "state"], name="placement_of_session"),
        ),
        migrations.AddIndex(
            model_name="placement",
            index=models.Index(fields=["student", "state"], name="placement_of_pupil"),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "released"), _negated=True),
                fields=("student", "session"),
                name="pupil_once_a_session",
            ),
        ),
        migrations.AddConstraint(
            model_name="matchrun",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["queued", "running"])),
                fields=("round",),
                name="one_run_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundsession",
            constraint=models.UniqueConstraint(
                fields=("round", "session"), name="session_once_a_round"
            ),
        ),
        migrations.AddConstraint(
            model_name="roundsession",
            constraint=models.CheckConstraint(
                condition=models.Q(("held__lte", models.F("places"))), name="held_within_places"
            ),
        ),
        migrations.AddIndex(
            model_name="round",
            index=models.Index(fields=["school", "state", "-first_day"], name="round_list"),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_day__gte", models.F("first_day"))),
                name="round_ends_after_it_starts",
            ),
        ),
        migrations.AddIndex(
            model_name="savedsearch",
            index=models.Index(
                condition=models.Q(("mails", True)), fields=["checked_on"], name="searches_to_check"
            ),
        ),
        migrations.AddConstraint(
            model_name="savedsearch",
            constraint=models.UniqueConstraint(fields=("user", "query"), name="search_saved_once"),
        ),
        migrations.AddConstraint(
            model_name="unplaced",
            constraint=models.UniqueConstraint(fields=("round", "student"), name="unplaced_once"),
        ),
        migrations.AddConstraint(
            model_name="wishlist",
            constraint=models.UniqueConstraint(
                fields=("round", "student"), name="one_wish_list_a_round"
            ),
        ),
        migrations.AddConstraint(
            model_name="wish",
            constraint=models.UniqueConstraint(fields=("wish_list", "offer"), name="wish_once"),
        ),
        migrations.AddConstraint(
            model_name="wish",
            constraint=models.UniqueConstraint(fields=("wish_list", "rank"), name="rank_once"),
        ),
        migrations.AddConstraint(
            model_name="wish",
            constraint=models.CheckConstraint(
                condition=models.Q(("rank__gte", 1)), name="rank_from_one"
            ),
        ),
    ]
