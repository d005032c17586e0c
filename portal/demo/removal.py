"""Emptying the house for `load_demo --reset`. What was set up (reference, workflow) stays."""

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from wagtail.models import Page, Revision, TaskState, WorkflowState

from employers.models import (
    Employer,
    EmployerImport,
    EmployerMembership,
    Offer,
    Session,
    SignUp,
    WorkSite,
)
from placements.models import Booking, Placement, Round
from portal.accounts.models import User
from portal.notifications.models import Letter, Notification
from schools.models import Group, Location, School, SchoolMembership, Student


def remove_all() -> None:
    """Children before parents: most of these point at each other with PROTECT."""
    TaskState.objects.all().delete()
    WorkflowState.objects.all().delete()
    for model in (Notification, Booking, Placement, Round, Session):
        model.objects.all().delete()
    Revision.objects.filter(base_content_type__app_label="employers").delete()
    Offer.objects.all().delete()
    for model in (WorkSite, EmployerMembership, Employer, Student, Group, Location):
        model.objects.all().delete()
    for model in (SchoolMembership, School):
        model.objects.all().delete()
    for page in Page.objects.filter(depth=2):
        page.delete()
    for model in (EmployerImport, SignUp, Letter):
        model.objects.all().delete()
    User.objects.all().delete()


def count_from_the_start() -> None:
    """Databases go on counting after rows are gone; a round's lottery looks at their numbers."""
    statements = connection.ops.sequence_reset_sql(no_style(), apps.get_models())
    if connection.vendor == "sqlite":  # which then goes on after the highest number that is there
        statements = ["DELETE FROM sqlite_sequence"]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
