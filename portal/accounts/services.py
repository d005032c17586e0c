"""Who works for the region: a role here, and with it the rights of the editorial office."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.users.models import UserProfile

from portal.accounts.models import RegionMembership, User

EDITORS = "Regio: redactie"
PAGE_RIGHTS = ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page")
LIBRARY_RIGHTS = (
    ("wagtailimages", "add_image"),
    ("wagtailimages", "change_image"),
    ("wagtailimages", "choose_image"),
    ("wagtaildocs", "add_document"),
    ("wagtaildocs", "change_document"),
    ("wagtaildocs", "choose_document"),
)


@transaction.atomic
def set_up_editors() -> Group:
    """The editors' group: the admin, all pages, pictures and the reference data. Safe to repeat."""
    group, _created = Group.objects.get_or_create(name=EDITORS)
    allow(group, "wagtailadmin", "access_admin")
    group.permissions.add(*Permission.objects.filter(content_type__app_label="reference"))
    for page in Page.objects.filter(depth=1):
        for right in Permission.objects.filter(
            content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS
        ):
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=right)
    for collection in Collection.objects.filter(depth=1):
        for app_label, codename in LIBRARY_RIGHTS:
            for right in _rights(app_label, codename):
                GroupCollectionPermission.objects.get_or_create(
                    group=group, collection=collection, permission=right
                )
    return group


def allow(group: Group, app_label: str, *codenames: str) -> None:
    """Give ``group`` these rights, whichever it had already."""
    group.permissions.add(*_rights(app_label, *codenames))


@transaction.atomic
def grant_region_role(user: User, role: str) -> RegionMembership:
    """Let ``user`` work for the region as ``role``; twice is once."""
    membership, _created = RegionMembership.objects.get_or_create(user=user, role=role)
    user.groups.add(Group.objects.get_or_create(name=EDITORS)[0])
    user.__dict__.pop("region_roles", None)
    leave_mail_to_the_portal(user)
    return membership


def leave_mail_to_the_portal(user: User) -> None:
    """Wagtail would mail about moderation too, inside the request; our messages say it better."""
    profile = UserProfile.get_for_user(user)
    profile.submitted_notifications = False
    profile.approved_notifications = False
    profile.rejected_notifications = False
    profile.save()


def account_of(email: str) -> User | None:
    """The account with this address, whatever the case of its letters."""
    return User.objects.filter(email__iexact=email.strip()).first()


@transaction.atomic
def open_account(email: str, *, first_name: str, last_name: str, password: str) -> User:
    """A new account for who proved to read this mailbox. Raises IntegrityError if taken."""
    return User.objects.create_user(
        email, password, first_name=first_name.strip(), last_name=last_name.strip()
    )


def _rights(app_label: str, *codenames: str):
    return Permission.objects.filter(content_type__app_label=app_label, codename__in=codenames)
