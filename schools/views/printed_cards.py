"""What stands on a card: name, code and a QR code drawn as one SVG path."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

from schools.models import LoginCard, Student
from schools.services.card_pictures import PICTURES
from schools.services.login_cards import code_of, pictures_of, token_of

QUIET_ZONE = 4


@dataclass(frozen=True)
class PrintedCard:
    student: Student
    words: list[str]
    pictures: list[tuple[str, str]]  # name and label
    qr: SafeString


def printed_cards(cards: Iterable[LoginCard]) -> list[PrintedCard]:
    return [
        PrintedCard(
            card.student,
            code_of(card).split("-"),
            [(name, str(PICTURES[name])) for name in pictures_of(card)],
            qr_of(address_of(card)),
        )
        for card in cards
    ]


def address_of(card: LoginCard) -> str:
    return settings.SITE_URL + reverse("accounts:card-qr", args=[token_of(card)])


def qr_of(text: str) -> SafeString:
    """One path, painted black by an attribute: no inline style, so the strict policy holds."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    size = len(rows) + 2 * QUIET_ZONE
    path = "".join(
        f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" aria-hidden="true" shape-rendering="crispEdges">'
        '<rect width="{0}" height="{0}" fill="#fff"/><path d="{1}" fill="#000"/></svg>',
        size,
        path,
    )
