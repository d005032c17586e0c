"""Whom one can be in the demo, and what there is to do for each."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User

# Opens the accounts of the demo region only; production settings refuse to start with the demo.
PASSWORD = "Praktijkplein!2026"  # noqa: S105
DOMAIN = "regio.example"
COORDINATOR, EDITOR = f"nathalie.vermeer@{DOMAIN}", f"guus.aarts@{DOMAIN}"
# (school, number at school): the pupils of the tour get these names.
SAMIRA = ("99XX", "26001")
NOAH = ("99XX", "26002")


@dataclass(frozen=True)
class Persona:
    """Somebody to be. ``email`` for who has an address, else the pupil's school and number."""

    code: str
    role: str
    about: str
    todo: tuple[str, ...]
    icon: str = "user"
    email: str = ""
    pupil: tuple[str, str] = ("", "")

    def find(self) -> QuerySet[User]:
        if self.email:
            return User.objects.filter(email=self.email, is_active=True)
        school, number = self.pupil
        return User.objects.filter(student__school__brin=school, student__source_key=number)


PERSONAS = (
    Persona(
        "leerling",
        _("Pupil of year 2"),
        _("Has a visit coming up and one to look back on."),
        (_("See where you go and why you got this place."), _("Look back on your last visit.")),
        icon="star",
        pupil=SAMIRA,
    ),
    Persona(
        "leerling-wensen",
        _("Pupil of year 3"),
        _("May choose now what to see this winter."),
        (_("Tap the pictures you like, the first one first."), _("Send your wishes.")),
        icon="star",
        pupil=NOAH,
    ),
    Persona(
        "coordinator",
        _("LOB coordinator"),
        _("Praktijkschool De Wissel: five rounds, each at another step."),
        (_("Divide the places of the round that is closed."), _("Read the reasons and publish.")),
        icon="shuffle",
        email="marit.boersma@dewissel.example",
    ),
    Persona(
        "mentor",
        _("Mentor"),
        _("Of 2P1 at De Wissel."),
        (_("See your group at a glance."), _("Read what your pupils wrote.")),
        icon="users",
        email="bas.hendriksen@dewissel.example",
    ),
    Persona(
        "coach",
        _("Coach"),
        _("Of 2P1 and 2P2 at De Wissel, beside their mentors."),
        (_("See your groups at a glance."), _("Read what your pupils wrote.")),
        icon="message-circle",
        email="dilan.aydemir@dewissel.example",
    ),
    Persona(
        "docent",
        _("Subject teacher"),
        _("Of wood and metal at De Wissel, in three groups."),
        (_("See where the pupils of your groups go."), _("Ask companies for what you miss.")),
        icon="presentation",
        email="arjan.timmer@dewissel.example",
    ),
    Persona(
        "stagebegeleider",
        _("Internship supervisor"),
        _("Goes along with groups of De Wissel."),
        (_("Tick off who is there, on your phone."),),
        icon="footprints",
        email="hanan.bakkali@dewissel.example",
    ),
    Persona(
        "relatiebeheerder",
        _("Company liaison"),
        _("For De Wissel and Oosterwaard: knows the companies, not the pupils."),
        (_("Follow the requests to companies."), _("Ask for what the catalogue lacks.")),
        icon="heart-handshake",
        email="femke.rozendaal@dewissel.example",
    ),
    Persona(
        "ondersteuning",
        _("Support coordinator"),
        _("Knows what pupils of De Wissel need to come along."),
        (_("See who needs what, and who goes where."),),
        icon="accessibility",
        email="ruben.castelijn@dewissel.example",
    ),
    Persona(
        "schoolleider",
        _("School leader"),
        _("Sees numbers of De Wissel, no names of pupils."),
        (_("See how the school is doing."),),
        icon="school",
        email="tjeerd.zwaan@dewissel.example",
    ),
    Persona(
        "nieuwe-school",
        _("LOB coordinator of a new school"),
        _("Praktijkschool Lindehof, half-way through its guided start."),
        (_("Go on where you stopped."), _("Add a study day and invite a colleague.")),
        icon="school",
        email="fatma.yildirim@lindehof.example",
    ),
    Persona(
        "bedrijf",
        _("Employer"),
        _("Goat farm De Zilverwilg in Molenveen."),
        (
            _("Answer the schools that ask for a group."),
            _("See who is coming and what pupils said."),
            _("Make an offer and add a date."),
        ),
        icon="building-2",
        email="joris.wiltink@voorbeeld.example",
    ),
    Persona(
        "bedrijf-teruggestuurd",
        _("Employer with an offer sent back"),
        _("Shipyard De Rode Boei in Dijkhoven."),
        (_("Read why it came back and send it in again."),),
        icon="building-2",
        email="lieke.vonk@voorbeeld.example",
    ),
    Persona(
        "regio",
        _("Regional coordinator"),
        _("Looks after the whole region, without names of pupils."),
        (_("Verify the two companies that signed up."), _("Approve the offer that waits.")),
        icon="globe",
        email=COORDINATOR,
    ),
    Persona(
        "redactie",
        _("Editor"),
        _("Writes pages and stories and looks offers over."),
        (_("Change a page in the editor."), _("Approve the offer that waits.")),
        icon="pencil",
        email=EDITOR,
    ),
)
BY_CODE = {persona.code: persona for persona in PERSONAS}
