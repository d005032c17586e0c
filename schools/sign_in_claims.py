"""What a provider's claims say of a person, in our own words. Says nothing about rights.

Entree Federatie: uid, givenName, sn, mail, eduPersonAffiliation, nlEduPersonHomeOrganizationId,
nlEduPersonProfileId ("number@administration.domain of the school"), nlEduPersonRealId, eckId.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from schools.models.sign_in import ENTREE

BRIN = re.compile(r"^(\d{2}[A-Z]{2})(\d{2})?$")
STAFF = frozenset({"employee", "staff", "faculty"})
PUPIL = frozenset({"student"})
# Two factors, in the words of RFC 8176 and of what providers really send.
SECOND_STEP = frozenset({"mfa", "otp", "hwk", "swk", "fido", "sc", "wia_mfa", "ngcmfa"})
LONGEST = {"subject": 255, "eck_id": 256, "number": 256, "mail": 254, "name": 150}


@dataclass(frozen=True)
class Person:
    """``mail`` only when the provider vouches for it. ``brin`` has four characters, ``brin6``
    six or none. ``second_step``: the provider asked for more than a password."""

    subject: str = field(repr=False)
    affiliations: frozenset[str]
    brin: str
    brin6: str
    second_step: bool
    mail: str = field(repr=False)
    eck_id: str = field(repr=False)
    number: str = field(repr=False)
    first_name: str = field(repr=False)
    last_name: str = field(repr=False)

    @property
    def is_pupil(self) -> bool:
        return bool(self.affiliations & PUPIL)

    @property
    def is_staff(self) -> bool:
        return bool(self.affiliations & STAFF)


def person_in(claims: Mapping[str, Any], *, kind: str, number_claim: str = "") -> Person:
    """``number_claim``: which claim of a school's own provider holds the pupil's number."""
    entree = kind == ENTREE
    brin, brin6 = brin_parts(_text(claims, "nlEduPersonHomeOrganizationId"))
    profile = _text(claims, "nlEduPersonProfileId").partition("@")[0]
    own_number = _text(claims, number_claim) if number_claim and not entree else ""
    return Person(
        subject=_text(claims, "uid" if entree else "sub", LONGEST["subject"]),
        affiliations=frozenset(word.casefold() for word in _words(claims, "eduPersonAffiliation")),
        brin=brin,
        brin6=brin6,
        second_step=_two_factors(claims),
        mail=_vouched_mail(claims, entree=entree),
        eck_id=_text(claims, "eckId", LONGEST["eck_id"]),
        number=(profile or own_number)[: LONGEST["number"]],
        first_name=_text(claims, "givenName") or _text(claims, "given_name"),
        last_name=_text(claims, "sn") or _text(claims, "family_name"),
    )


def brin_parts(said: str) -> tuple[str, str]:
    """("11ZZ", "11ZZ03") for "11 zz 03"; ("11ZZ", "") for "11ZZ"; empty when it is no BRIN."""
    match = BRIN.match(re.sub(r"[\s.\-]", "", said).upper())
    if match is None:
        return "", ""
    return match[1], match[0] if match[2] else ""


def _vouched_mail(claims: Mapping[str, Any], *, entree: bool) -> str:
    """Entree hands on what the school's own directory says; others must say it was verified.

    At many providers people write their own address, so without that word it proves nothing.
    """
    mail = _text(claims, "mail" if entree else "email", LONGEST["mail"])
    sure = ("true", "1")
    vouched = any(
        str(claims.get(name, "")).casefold() in sure for name in ("email_verified", "xms_edov")
    )
    return mail if "@" in mail and (entree or vouched) else ""


def _two_factors(claims: Mapping[str, Any]) -> bool:
    said = frozenset(word.casefold() for word in _words(claims, "amr"))
    return "mfa" in said or ("pwd" in said and bool(said & SECOND_STEP))


def _text(claims: Mapping[str, Any], name: str, longest: int = LONGEST["name"]) -> str:
    """One value; of several the first, of anything else nothing. Too long is nothing as well."""
    value = claims.get(name)
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or len(value) > longest or "\x00" in value:
        return ""
    return value.strip()


def _words(claims: Mapping[str, Any], name: str) -> list[str]:
    value = claims.get(name)
    if isinstance(value, str):
        return re.split(r"[\s,;]+", value.strip())
    return [word for word in value if isinstance(word, str)] if isinstance(value, list) else []
