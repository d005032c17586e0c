"""How people come in, in the sweep: the school's own sign-in (off), a colleague, a tablet."""

from portal.accounts.sealing import seal
from schools.models import ClassDevice, FederatedIdentity, SchoolSignIn

ISSUER = "https://127.0.0.1"  # nothing answers there


def add_sign_in_pages(world, school, group) -> None:
    SchoolSignIn.objects.create(
        school=school, issuer=ISSUER, client_id="portaal", sealed_secret=seal("geheim")
    )
    identity = FederatedIdentity.objects.create(
        user=world.people["mentor"], issuer=ISSUER, subject="s-1"
    )
    device = ClassDevice.objects.create(school=school, group=group, name="Tablet 1")
    slug = {"school": school.slug}
    world.places |= {
        **{f"accounts:{name}": slug for name in ("school-door", "school-leave", "school-return")},
        "accounts:card-pictures": slug,
        "schools:sign-in-unlink": {"pk": identity.pk},
        "schools:device-revoke": {"pk": device.pk},
    }
    world.forms |= {
        "schools:sign-in": {
            "kind": "plain", "issuer": "https://inloggen.school.example", "client_id": "portaal",
            "client_secret": "geheim", "for_pupils": "on",
        },
        "schools:device-list": {"name": "Tablet 2", "group": group.pk},
    }  # fmt: skip
