"""Where people may sign in through their school: its own provider, or Entree for the region."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from portal.accounts.openid.client import Client
from portal.accounts.sealing import unseal
from schools.models import School, SchoolSignIn
from schools.models.sign_in import ENTREE


@dataclass(frozen=True)
class Source:
    """``school`` is None for the region's Entree: there the BRIN says which school it is."""

    client: Client
    kind: str
    school: School | None = None
    sign_in: SchoolSignIn | None = None
    number_claim: str = ""
    for_pupils: bool = True
    for_staff: bool = True

    @property
    def key(self) -> str:
        return f"school-{self.school.pk}" if self.school else "entree"

    @property
    def redirect_uri(self) -> str:
        """One for each provider: an answer of one can then not be passed off as another's."""
        if self.school:
            path = reverse("accounts:school-return", args=[self.school.slug])
        else:
            path = reverse("accounts:entree-return")
        return settings.SITE_URL + path


def source_of(sign_in: SchoolSignIn) -> Source:
    return Source(
        client=Client(sign_in.issuer, sign_in.client_id, unseal(sign_in.sealed_secret)),
        kind=sign_in.kind,
        school=sign_in.school,
        sign_in=sign_in,
        number_claim=sign_in.number_claim,
        for_pupils=sign_in.for_pupils,
        for_staff=sign_in.for_staff,
    )


def region_source() -> Source | None:
    """Entree Federatie with one client for all schools, when the region has set it up."""
    if not (settings.ENTREE_ISSUER and settings.ENTREE_CLIENT_ID):
        return None
    client = Client(
        settings.ENTREE_ISSUER, settings.ENTREE_CLIENT_ID, settings.ENTREE_CLIENT_SECRET
    )
    return Source(client=client, kind=ENTREE)


def sign_in_of(school: School) -> Source | None:
    """The school's own sign-in when it is on, else the region's."""
    own = SchoolSignIn.objects.active().select_related("school").filter(school=school).first()
    return source_of(own) if own else region_source()
