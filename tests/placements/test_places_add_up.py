"""Whatever happens, in whatever order: the places taken on a date are those that rounds hold."""

import datetime
import random
from collections import Counter

import pytest
from django.db import transaction
from django.utils import timezone

from employers.models import Session
from employers.services import offers as offer_services
from employers.services import sessions as session_services
from placements.models import Placement, Round, RoundSession, Unplaced, Wish, WishList
from placements.queries import choosable_offers, pupils_of
from placements.services import matching, publishing, review, rounds, wishes
from placements.services.late_places import place_late
from placements.services.round_sessions import SessionsRefused, set_sessions
from portal.core.workflow import TransitionNotAllowed
from schools.models import Student
from schools.services.leavers import deregister_student
from tests.factories import (
    GroupFactory,
    OfferFactory,
    RoundFactory,
    SessionFactory,
    StudentFactory,
)

STEPS = 45
REFUSED = (
    rounds.RoundRefused,
    SessionsRefused,
    TransitionNotAllowed,
    matching.RunRefused,
    publishing.PublishRefused,
    review.ReviewRefused,
    review.NeedsConfirmation,
    wishes.WishRefused,
    session_services.SessionProblem,
    offer_services.OfferProblem,
)


class Region:
    """Two schools with a round each on the same dates; chance decides who does what."""

    def __init__(self, seed, people, company):
        self.chance = random.Random(seed)
        self.company = company
        self.coordinators = {}
        self.done = Counter()
        offers = [OfferFactory(live=True) for _ in range(3)]
        for offer in [*offers, *offers]:
            SessionFactory(offer=offer, max_places=self.chance.randint(2, 5))
        for school, coordinator in people:
            group = GroupFactory(school=school)
            StudentFactory.create_batch(5, base_group=group)
            round_ = RoundFactory(school=school, groups=[group])
            self.coordinators[round_.pk] = coordinator

    def step(self):
        """One act of somebody; what is refused must leave everything as it was."""
        self.do(self.chance.choice(self.acts))

    def do(self, act):
        try:
            with transaction.atomic():
                act(self)
        except REFUSED:
            return
        self.done[act.__name__] += 1

    def one(self, rows):
        rows = list(rows.order_by("pk"))
        return self.chance.choice(rows) if rows else None

    def a_round(self):
        round_ = self.one(Round.objects.all())
        return round_, self.coordinators[round_.pk]

    def choose_dates(self):
        round_, by = self.a_round()
        dates = list(Session.objects.open().order_by("pk").values_list("pk", flat=True))
        some = self.chance.sample(dates, min(4, len(dates)))
        set_sessions(round_, {pk: self.chance.randint(1, 5) for pk in some}, by=by)

    def all_dates(self):
        return list(Session.objects.order_by("pk").values_list("pk", flat=True))

    def open(self):
        round_, by = self.a_round()
        rounds.open_round(round_, by=by)

    def close(self):
        round_, by = self.a_round()
        rounds.close_round(round_, by=by)

    def reopen(self):
        round_, by = self.a_round()
        until = timezone.now() + datetime.timedelta(days=self.chance.randint(1, 9))
        rounds.reopen_round(round_, by=by, wishes_until=until)

    def wish(self):
        round_, by = self.a_round()
        if student := self.one(pupils_of(round_)):
            offers = list(choosable_offers(round_, student).values_list("pk", flat=True))
            wishes.save_wishes(round_, student, offers[: round_.wishes_each], by=by)

    def divide(self):
        round_, by = self.a_round()
        run = matching.start_run(round_, by=by, least_change=self.chance.random() < 0.5)
        matching.execute_run(run.pk, matching.claim_run(run.pk))

    def lock(self):
        if place := self.one(Placement.objects.filter(state="proposed")):
            review.lock_placement(place, by=self.coordinators[place.round_id])

    def move(self):
        if place := self.one(Placement.objects.current()):
            by, date = self.coordinators[place.round_id], self.chance.choice(self.all_dates())
            review.move_placement(place, date, by=by, confirmed=True)

    def remove(self):
        if place := self.one(Placement.objects.current()):
            review.remove_placement(place, by=self.coordinators[place.round_id])

    def place(self):
        if missing := self.one(Unplaced.objects.all()):
            round_, date = missing.round, self.chance.choice(self.all_dates())
            late = round_.state == Round.State.PUBLISHED
            give = place_late if late else review.place_by_hand
            by = self.coordinators[round_.pk]
            give(round_, missing.student, date, by=by, confirmed=True)

    def publish(self):
        round_, by = self.a_round()
        publishing.publish_round(round_, by=by)

    def cancel_date(self):
        session = self.one(Session.objects.all())
        session_services.cancel_session(session, by=self.company, reason="Ziek")

    def change_date(self):
        session = self.one(Session.objects.open())
        if session:
            session.starts_at += datetime.timedelta(hours=self.chance.choice([0, 1, 24]))
            session.ends_at = session.starts_at + datetime.timedelta(hours=2)
            session.max_places = self.chance.randint(1, 6)
            session_services.change_session(session, by=self.company)

    def withdraw(self):
        offer_services.withdraw_offer(self.one(Session.objects.all()).offer, by=self.company)

    def leave(self):
        if student := self.one(Student.objects.enrolled()):
            by = self.coordinators[Round.objects.get(school=student.school_id).pk]
            deregister_student(student, by=by)

    forward = (choose_dates, open, close, divide, publish)
    often = (*forward, divide, place, wish, lock, move, remove, change_date)
    acts = (*often, *often, *often, *often, reopen, cancel_date, withdraw, leave)


def check():
    held, used = Counter(), Counter()
    for row in RoundSession.objects.all():
        held[row.session_id] += row.held
    for place in Placement.objects.current().select_related("round", "session"):
        used[place.round, place.session] += 1
        assert place.student.status == Student.Status.ENROLLED
    for session in Session.objects.all():
        assert session.places_taken == held[session.pk] <= session.max_places
    kept = {(r.round_id, r.session_id): r.held for r in RoundSession.objects.all()}
    for (round_, session), count in used.items():
        assert count <= kept[round_.pk, session.pk]
    for row in RoundSession.objects.filter(round__state=Round.State.PUBLISHED):
        assert row.held == used[row.round, row.session]
    assert not Wish.objects.filter(wish_list__student__status=Student.Status.LEFT).exists()
    assert WishList.objects.filter(student__status=Student.Status.LEFT).count() == 0


@pytest.mark.parametrize("seed", range(8))
def test_places_add_up_whatever_happens(
    seed, school, coordinator, other_school, other_coordinator, region_coordinator
):
    people = [(school, coordinator), (other_school, other_coordinator)]
    region = Region(seed, people, region_coordinator)
    for act in region.forward[: 2 + seed % 4]:
        for _ in people * 2:
            region.do(act)

    for _ in range(STEPS):
        region.step()
        check()

    assert region.done.total() > STEPS // 6
