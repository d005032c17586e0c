"""Made-up content for the living style guide at /stijl/. Nothing here comes from the database."""

import datetime as dt
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.charts import Bar

SECTORS = [
    SimpleNamespace(code=hue, hue=hue, pictogram=pictogram, name=name, pupil_label=name)
    for hue, pictogram, name in [
        ("construction", "hammer", "Bouwen en techniek"),
        ("mobility", "truck", "Vervoer en magazijn"),
        ("care", "heart-handshake", "Zorgen en helpen"),
        ("retail", "shopping-bag", "Winkel en verkoop"),
        ("hospitality", "chef-hat", "Koken en gasten"),
        ("green", "leaf", "Groen en dieren"),
        ("facility", "sparkles", "Schoonmaken en facilitair"),
        ("media", "monitor", "Media en computers"),
        ("services", "shield-check", "Kantoor, dienst en veiligheid"),
        ("crafts", "scissors", "Ambacht en maken"),
    ]
]
SEEN = ["mobility", "care", "hospitality", "green"]


class SampleForm(forms.Form):
    """One field of each sort, two of them wrong."""

    goal = forms.CharField(
        label=_("What should pupils learn?"), help_text=_("One sentence is enough.")
    )
    pupils = forms.IntegerField(
        label=_("How many pupils will come?"),
        help_text=_("There is room for 8 to 15 pupils."),
        min_value=8,
        max_value=15,
    )
    day = forms.DateField(
        label=_("Which day?"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("visit", "Bedrijfsbezoek"), ("lecture", "Gastles")],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Remarks"), widget=forms.Textarea, required=False)
    stairs = forms.BooleanField(label=_("We have a pupil who cannot climb stairs"), required=False)


def bars() -> list[Bar]:
    weeks = [("23 nov", 38, 0), ("30 nov", 52, 6), ("7 dec", 44, 12), ("14 dec", 21, 18)]
    weeks_after = [("4 jan", 12, 26), ("11 jan", 6, 34)]
    pause = [Bar("21 dec", free="kerstvakantie"), Bar("28 dec", free="kerstvakantie")]
    return [Bar(*week) for week in weeks] + pause + [Bar(*week) for week in weeks_after]


def heat_rows() -> list[dict]:
    return [
        {"label": "2P1", "sub": "15 leerlingen", "values": [9, 4, 12, 3, 8, 11, 0, 5, 2, 6]},
        {"label": "2P2", "sub": "16 leerlingen", "values": [7, 8, 9, 5, 6, 4, 1, 9, 0, 8]},
        {"label": "3P1", "sub": "15 leerlingen", "values": [14, 11, 13, 9, 12, 10, 4, 8, 6, 7]},
        {"label": "3K2", "sub": "22 leerlingen", "values": [12, 6, 15, 13, 9, 3, 2, 16, 11, None]},
    ]


def steps() -> list[dict]:
    return [
        {"label": "Groepen", "note": "2P1 en 2P2", "state": "done", "url": "#stappen"},
        {"label": "Aanbod", "note": "9 bedrijven, 12 data", "state": "done"},
        {"label": "Wensen", "note": "45 van 46", "state": "done"},
        {"label": "Nakijken", "note": "Nu bezig", "state": "current"},
        {"label": "Publiceren", "note": "Uiterlijk 20 november", "state": "todo"},
    ]


def context() -> dict:
    start = dt.datetime(2026, 11, 24, 9, 30, tzinfo=timezone.get_default_timezone())
    pages = Paginator(range(70), 10)
    wrong = {"goal": "Zien hoe een werkdag eruitziet", "pupils": "22"}
    return {
        "sectors": SECTORS,
        "seen": SEEN,
        "form": SampleForm(data=wrong),
        "start": start,
        "end": start + dt.timedelta(hours=2, minutes=30),
        "bars": bars(),
        "heat_rows": heat_rows(),
        "steps": steps(),
        "page_obj": pages.page(3),
    }
