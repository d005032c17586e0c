"""The rounds of the demo. Windows and moments are counted in school days from now."""

from dataclasses import dataclass

from placements.models import Round

State = Round.State
WISSEL, OOSTERWAARD, WAARDKWARTIER, STUW = "99XX", "99ZZ", "98AA", "98BB"


@dataclass(frozen=True)
class Plan:
    brin: str
    title: str
    groups: tuple[str, ...]
    state: str
    window: tuple[int, int]
    wishes_until: int
    answered: float = 0.96
    must: tuple[str, ...] = ()
    places_each: int = 1
    room: float = 1.06  # places for each place wanted; under 1 somebody stays without


PLANS = (
    Plan(
        WAARDKWARTIER, "Kennismaken met drie sectoren", ("2B1", "2B2", "2K1", "2K2"),
        State.FINISHED, (-44, -18), -52,
    ),
    Plan(
        WISSEL, "Startronde leerjaar 2 en 3", ("2P1", "2P2", "2P3", "3P1", "3P2"),
        State.FINISHED, (-38, -3), -46, must=("Zelf metselen op de leerbouwplaats",), places_each=2,
    ),
    Plan(
        WISSEL, "Stage verkennen", ("4P1", "4P2"), State.FINISHED, (-42, -20), -50, answered=0.9,
    ),
    Plan(
        OOSTERWAARD, "Eerste bezoeken", ("Geel 2", "Blauw 2", "Geel 3"),
        State.FINISHED, (-30, -4), -36,
    ),
    Plan(STUW, "Bezoekweken tl 2", ("t2a", "t2b"), State.FINISHED, (-26, -6), -33),
    Plan(
        WISSEL, "Tweede ronde leerjaar 2", ("2P1", "2P2", "2P3"), State.PUBLISHED, (0, 14), -7,
        must=("Een ochtend op de melkgeitenboerderij", "Koken voor twintig gasten"),
    ),
    Plan(OOSTERWAARD, "Kijken bij de buren", ("Geel 1", "Blauw 1"), State.PUBLISHED, (2, 18), -6),
    Plan(STUW, "Kiezen voor het programma", ("t3a", "t3b"), State.PUBLISHED, (3, 22), -5),
    Plan(
        WISSEL, "Eerste ronde leerjaar 1", ("1P1", "1P2", "1P3"), State.CLOSED, (10, 34), -1,
        room=0.9,
    ),
    Plan(
        WISSEL, "Keuzeronde leerjaar 3", ("3P1", "3P2"), State.OPEN, (14, 42), 6, answered=0.6,
    ),
    Plan(
        WAARDKWARTIER, "Profielronde leerjaar 3", ("3B1", "3K1", "3K2"), State.OPEN, (16, 48), 8,
        answered=0.45,
    ),
    Plan(WISSEL, "Lenteronde leerjaar 4", ("4P1", "4P2"), State.DRAFT, (40, 68), 25, answered=0),
)  # fmt: skip
