"""At one employer: a colleague who is invited, and somebody who asks to join."""

from employers.models import EmployerInvitation, EmployerMembership, JoinRequest
from portal.demo.stage import Stage

OWNER = "joris.wiltink@voorbeeld.example"
INVITED = ("Fenna Wiltink", "fenna.wiltink@voorbeeld.example")
ASKS = {"name": "Teun Bongers", "email": "teun.bongers@voorbeeld.example"}


def load(stage: Stage) -> str:
    owner = EmployerMembership.objects.get(user__email=OWNER)
    name, email = INVITED
    invitation = EmployerInvitation.objects.create(
        employer=owner.employer,
        name=name,
        email=email,
        role=EmployerMembership.Role.MEMBER,
        invited_by=owner.user,
        expires_at=stage.ahead(days=9),
    )
    user = stage.make_users([ASKS])[ASKS["email"]]
    request = JoinRequest.objects.create(employer=owner.employer, user=user)
    # What the clock of the database wrote is not the day of the demo.
    EmployerInvitation.objects.filter(pk=invitation.pk).update(created_at=stage.ago(days=5))
    JoinRequest.objects.filter(pk=request.pk).update(created_at=stage.ago(days=1))
    return "an invitation and a request to join"
