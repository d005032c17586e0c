"""A large made-up catalogue: 20,000 offers, 100,000 dates, written in bulk."""

import datetime
import random

from django.utils import timezone

from employers.models import Employer, Offer, Session, WorkSite
from portal.reference.models import Competence, PostcodeArea, Sector, Subject

WORDS = [
    *("bakken", "bouwen", "metselen", "zorgen", "wassen", "tuin", "dieren", "magazijn"),
    *("winkel", "kassa", "computer", "game", "kantoor", "veilig", "schilderen", "lassen"),
    *("koken", "gasten", "hout", "metaal", "fiets", "motor", "haar", "textiel"),
]


def fill(offers: int = 20_000, dates_each: int = 5) -> None:
    rng = random.Random(2026)
    sectors, now = list(Sector.objects.all()), timezone.now()
    areas = list(PostcodeArea.objects.filter(pc4__startswith="4").values_list("pc4", flat=True))
    employers = Employer.objects.bulk_create(
        Employer(
            name=f"Bedrijf {n}", slug=f"bedrijf-{n}", state="verified", sector=rng.choice(sectors)
        )
        for n in range(max(offers // 10, 1))
    )
    sites = WorkSite.objects.bulk_create(
        WorkSite(
            employer=employer,
            name="Werkplaats",
            street="Weg",
            house_number="1",
            postcode=f"{pc4} AB",
            pc4=pc4,
            place="Dorp",
        )
        for employer, pc4 in ((e, rng.choice(areas)) for e in employers)
    )
    made = Offer.objects.bulk_create(
        (_offer(rng, n, sites[n % len(sites)], now) for n in range(offers)), batch_size=2000
    )
    _link(Offer.subjects.through, "subject_id", made, list(Subject.objects.all()), rng)
    _link(Offer.competences.through, "competence_id", made, list(Competence.objects.all()), rng)
    Session.objects.bulk_create(
        (_session(rng, offer, now) for offer in made for _ in range(dates_each)), batch_size=5000
    )


def _offer(rng, n, site, now):
    words = " ".join(rng.sample(WORDS, 3))
    first = rng.randint(1, 3)
    return Offer(
        employer=site.employer,
        sector=site.employer.sector,
        worksite=site if n % 3 else None,
        kind=rng.choice(Offer.Kind.values),
        title=f"Kom {words} {n}",
        summary=f"Zie hoe {words} gaat en doe zelf mee.",
        pupil_text="Je kijkt rond. Je maakt zelf iets. Je vraagt alles.",
        tags="Veel doen, Buiten",
        year_min=first,
        year_max=first + 2,
        live=True,
        first_published_at=now,
        confirmed_on=now.date(),
    )


def _link(through, column, offers, targets, rng):
    rows = (
        through(**{"offer_id": offer.pk, column: target.pk})
        for offer in offers
        for target in rng.sample(targets, 2)
    )
    through.objects.bulk_create(rows, batch_size=5000)


def _session(rng, offer, now):
    starts = now + datetime.timedelta(days=rng.uniform(-120, 240))
    places = rng.randint(6, 24)
    return Session(
        offer=offer,
        starts_at=starts,
        ends_at=starts + datetime.timedelta(hours=2),
        max_places=places,
        places_taken=rng.randint(0, places),
        state="cancelled" if rng.random() < 0.05 else "open",
    )
