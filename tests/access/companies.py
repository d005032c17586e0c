"""How companies come in: a sign-up, an invitation, requests to join, and lists of the region."""

from django.utils import timezone

from employers.models import (
    Employer,
    EmployerImport,
    EmployerInvitation,
    EmployerMembership,
    JoinRequest,
    SignUp,
)
from portal.organisations.links import last_moment, token_for
from tests.factories import EmployerMembershipFactory, UserFactory

Role = EmployerMembership.Role
PASSWORD = {"password": "drie woorden samen"}


def add_companies(world, employer: Employer) -> None:
    company = {
        "name": "Geheel Iets Nieuws",
        "kvk_number": "12344321",
        "place": "Molenveen",
        "sector": employer.sector_id,
        "size": "small",
    }
    person = {"first_name": "Bo", "last_name": "Bakker", "email": "bo@nieuw.example"}
    sign_up = SignUp.objects.create(company=company, expires_at=last_moment(), **person)
    owner = employer.memberships.get()
    colleague = EmployerMembershipFactory(employer=employer, role=Role.MEMBER)
    leaving = EmployerMembershipFactory(employer=employer, role=Role.MEMBER)
    invitation = EmployerInvitation.objects.create(
        employer=employer, email="els@nieuw.example", role=Role.MEMBER, expires_at=last_moment()
    )
    request = JoinRequest.objects.create(employer=employer, user=UserFactory())
    slug = {"slug": employer.slug}
    world.places |= {
        "employers:sign-up-confirm": {"token": token_for(sign_up)},
        "employers:invitation": {"token": token_for(invitation)},
        "employers:sign-up-again": slug,
        "employers:member-list": slug,
        "employers:member-role": {"pk": colleague.pk},
        "employers:member-remove": {"pk": leaving.pk},
        "employers:member-hand-over": {"pk": owner.pk},
        "employers:invitation-step": {"pk": invitation.pk, "name": "opnieuw"},
        "employers:join-step": {"pk": request.pk, "name": "niet"},
    }
    world.forms |= {
        "employers:sign-up": {**company, **person},
        "employers:sign-up-confirm": PASSWORD,
        "employers:invitation": {**PASSWORD, "first_name": "Els", "last_name": "Smit"},
        "employers:member-list": {"email": "piet@nieuw.example", "role": "member"},
        "employers:member-role": {"role": "owner"},
        "employers:member-hand-over": {"to": colleague.pk},
    }
    _imports(world)


def _imports(world) -> None:
    rows = {
        state: EmployerImport.objects.create(
            name="lijst.csv",
            state=state,
            headers=["Naam", "KvK"],
            report={"counts": {"rows": 1, "new": 1}},
            heartbeat_at=timezone.now(),
        )
        for state in ("uploaded", "ready", "reading")
    }
    for name, state in (
        ("columns", "uploaded"),
        ("detail", "ready"),
        ("progress", "reading"),
        ("apply", "ready"),
        ("cancel", "ready"),
    ):
        world.places[f"employers:import-{name}"] = {"pk": rows[state].pk}
