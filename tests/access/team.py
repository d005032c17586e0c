"""The team of a school in the sweep: a colleague to change, invitations, and the owner."""

from portal.organisations.links import last_moment, token_for
from schools.models import SchoolInvitation, SchoolMembership
from tests.factories import SchoolMembershipFactory

Role = SchoolMembership.Role


def add_team_pages(world, school) -> None:
    """The owner is another coordinator than the one who looks: who owns may do more."""
    owner = world.people["owner"] = SchoolMembershipFactory(
        school=school, role=Role.COORDINATOR
    ).user
    member = SchoolMembershipFactory(school=school, role=Role.SUBJECT_TEACHER).user
    type(school).objects.filter(pk=school.pk).update(owner=owner)
    waiting = _invited(school, "els@nieuw.example", Role.MENTOR)
    first = _invited(school, "bo@nieuw.example", Role.COORDINATOR, owner=True)
    by_pk, slug = {"pk": member.pk}, {"slug": school.slug}
    world.places |= {
        "schools:staff-edit": by_pk,
        "schools:staff-remove": by_pk,
        "schools:staff-reset": by_pk,
        "schools:invitation": {"token": token_for(waiting)},
        "schools:invitation-step": {"pk": waiting.pk, "name": "opnieuw"},
        "schools:invitation-step owner": {"pk": first.pk, "name": "intrekken"},
        "schools:school-owner": slug,
        "schools:school-owner-do over": {**slug, "name": "overdragen"},
        "schools:school-owner-do appoint": {**slug, "name": "aanwijzen"},
        "schools:school-owner-do invite": {**slug, "name": "uitnodigen"},
        "schools:second-step-rule": slug,
        "schools:owner-reset": slug,
    }
    world.forms |= {
        "schools:staff-invite": {
            "name": "Nieuw Gezicht", "email": "nieuw@voorbeeld.example", "roles": ["mentor"],
        },
        "schools:staff-edit": {"roles": ["subject_teacher"]},
        "schools:invitation": {
            "first_name": "Els", "last_name": "Smit", "password": "drie woorden samen",
        },
        "schools:school-owner-do": {
            "to": world.people["coord"].pk, "reason": "Vertrokken", "name": "Bo",
            "email": "ander@nieuw.example",
        },
        "schools:second-step-rule": {"verplicht": "ja"},
    }  # fmt: skip


def _invited(school, email, role, *, owner=False) -> SchoolInvitation:
    return SchoolInvitation.objects.create(
        school=school, email=email, name="Els", roles=[role], owner=owner,
        expires_at=last_moment(),
    )  # fmt: skip
