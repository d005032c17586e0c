"""Taking an import back: the school is as it was, and what people did since stays."""

import datetime
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from portal.audit import trail
from schools import tasks
from schools.models import Group, GroupEnrolment, RosterImport, RosterUndoPart, Student
from schools.services import roster_undo
from schools.services.login_cards import renew_card
from schools.services.roster_undo import CannotUndo, forget_old_undo, undo_import, why_not
from schools.services.rosters import apply_roster
from tests.factories import GroupFactory
from tests.factories.rosters import make_roster, make_row

State = RosterImport.State
Status = Student.Status
MODELS = (Student, Group, GroupEnrolment)


def bring_in(school, *rows, by=None, **fields):
    """Applied as by the worker, at a moment of its own."""
    number = RosterImport.objects.count()
    import_ = RosterImport.objects.create(
        school=school,
        state=State.APPLIED,
        created_by=by,
        finished_at=timezone.now() - timedelta(hours=10 - number),
    )
    roster = make_roster(school, *rows, **fields)
    plan = apply_roster(school, roster, by=by, import_=import_, confirmed=["many_leavers"])
    import_.report = {"applied": plan.counts, "nothing": plan.nothing}
    import_.save()
    return import_


def student_of(school, key):
    return Student.objects.get(school=school, source_key=key)


def snapshot():
    return [list(model.objects.order_by("pk").values()) for model in MODELS]


@pytest.fixture
def first(school, coordinator):
    return bring_in(school, make_row("1"), make_row("2"), make_row("3"), by=coordinator)


def test_undo_of_a_first_import_leaves_nothing(school, coordinator, first):
    done = undo_import(first, by=coordinator)

    first.refresh_from_db()
    assert [model.objects.count() for model in MODELS] == [0, 0, 0]
    assert (done["pupils_removed"], done["groups_removed"]) == (3, 2)
    assert (first.state, first.undone_by) == (State.UNDONE, coordinator)
    assert first.undone_at is not None
    assert first.report["undone"]["pupils_removed"] == 3
    assert RosterUndoPart.objects.count() == 0
    assert trail.entries_for(first).order_by("-pk").first().action == "schools.import.undo"


def test_undo_brings_names_groups_places_and_leavers_back(school, coordinator, first):
    before = snapshot()
    later = make_roster(school).reference_date + timedelta(days=3)
    second = bring_in(
        school,
        make_row("1", group_key="g2", given_name="Ander", eck_id="https://eck.example/1"),
        make_row("2", left=True, left_on=datetime.date(2026, 9, 1)),
        make_row("4"),
        groups=[*make_roster(school).groups[:1], *renamed(school)],
        reference_date=later,
    )
    assert snapshot() != before

    done = undo_import(second, by=coordinator)

    assert snapshot() == before
    assert dict(done) == {
        "pupils_restored": 3,
        "pupils_removed": 1,
        "pupils_proposed": 0,
        "groups_restored": 1,
        "groups_kept": 0,
        "groups_removed": 1,
    }


def renamed(school):
    old = make_roster(school).groups[1]
    return [replace(old, name="2P2 nieuw"), replace(old, key="g3", name="2P3")]


def test_undo_makes_a_returned_pupil_gone_again(school, coordinator, first):
    bring_in(school, make_row("1"), make_row("2"))
    third = bring_in(school, make_row("1"), make_row("2"), make_row("3"))

    undo_import(third, by=coordinator)

    assert student_of(school, "3").status == Status.PROPOSED_LEAVER


def test_undo_keeps_a_pupil_who_has_a_card_as_perhaps_left(school, coordinator, first):
    renew_card(student_of(school, "1"), by=coordinator)

    done = undo_import(first, by=coordinator)

    kept = Student.objects.get()
    assert (kept.source_key, kept.status) == ("1", Status.PROPOSED_LEAVER)
    assert (kept.base_group.name, kept.login_cards.count()) == ("2P1", 1)
    assert (done["pupils_proposed"], done["pupils_removed"]) == (1, 2)
    assert list(Group.objects.values_list("name", flat=True)) == ["2P1"]


def test_undo_keeps_a_pupil_whom_somebody_moved_since(school, coordinator, first):
    student = student_of(school, "1")
    student.base_group = GroupFactory(school=school, name="Eigen")
    student.save()

    undo_import(first, by=coordinator)

    student.refresh_from_db()
    assert (student.base_group.name, student.status) == ("Eigen", Status.PROPOSED_LEAVER)


def test_undo_leaves_what_was_changed_by_hand_since(school, coordinator, first):
    second = bring_in(
        school, make_row("1", given_name="Uit bestand"), make_row("2", given_name="Ook")
    )
    Student.objects.filter(source_key="1").update(given_name="Met de hand")
    Student.objects.filter(source_key="3").update(status=Status.AFTERCARE)

    done = undo_import(second, by=coordinator)

    names = dict(Student.objects.values_list("source_key", "given_name"))
    assert names == {"1": "Met de hand", "2": "Naam2", "3": "Naam3"}
    assert student_of(school, "3").status == Status.AFTERCARE
    assert (done["pupils_kept"], done["pupils_restored"]) == (2, 1)


def test_undo_keeps_a_group_with_a_mentor(school, coordinator, first):
    Group.objects.get(name="2P2").mentors.add(coordinator)

    done = undo_import(first, by=coordinator)

    assert Group.objects.get().name == "2P2"
    assert done["groups_kept"] == 1


def test_undo_after_a_newer_import_is_refused(school, coordinator, first):
    bring_in(school, make_row("1"), make_row("2"), make_row("3"), make_row("4"))
    before = snapshot()

    with pytest.raises(CannotUndo, match=r"nieuwer|newer"):
        undo_import(first, by=coordinator)

    first.refresh_from_db()
    assert (first.state, snapshot()) == (State.APPLIED, before)
    assert not first.undo_parts.exists()


def test_undo_while_another_file_is_being_brought_in_is_refused(school, coordinator, first):
    RosterImport.objects.create(school=school, state=State.APPLYING)

    with pytest.raises(CannotUndo):
        undo_import(first, by=coordinator)

    assert Student.objects.count() == 3


def test_undo_twice_is_refused(school, coordinator, first):
    undo_import(first, by=coordinator)

    with pytest.raises(CannotUndo):
        undo_import(RosterImport.objects.get(pk=first.pk), by=coordinator)


@pytest.mark.parametrize("who", ["teacher", "mentor", "other_coordinator"])
def test_undo_by_others_is_refused(request, first, who):
    with pytest.raises(PermissionDenied):
        undo_import(first, by=request.getfixturevalue(who))

    assert Student.objects.count() == 3


def test_undo_of_an_import_that_changed_nothing_says_so(school, first):
    again = bring_in(school, make_row("1"), make_row("2"), make_row("3"))

    assert "niets" in why_not(again) or "nothing" in why_not(again)


def test_undo_is_all_or_nothing(school, coordinator, first, monkeypatch):
    before = snapshot()

    def broken(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(roster_undo, "attached", broken)
    with pytest.raises(RuntimeError):
        undo_import(first, by=coordinator)

    first.refresh_from_db()
    assert (first.state, snapshot()) == (State.APPLIED, before)
    assert first.undo_parts.exists()


def test_what_is_needed_to_undo_is_erased_after_a_month(school, coordinator, first):
    fresh = forget_old_undo()
    RosterImport.objects.update(finished_at=timezone.now() - timedelta(days=31))

    tasks.forget_old_undo()

    assert (fresh, RosterUndoPart.objects.count()) == (0, 0)
    assert trail.entries_for(first).order_by("-pk").first().action == "schools.import.forget"
    assert forget_old_undo() == 0
    with pytest.raises(CannotUndo):
        undo_import(RosterImport.objects.get(pk=first.pk), by=coordinator)


@pytest.mark.parametrize("size", [1, 30])
def test_undo_asks_the_database_the_same_for_any_size(
    school, coordinator, size, django_assert_max_num_queries
):
    rows = [make_row(str(number)) for number in range(size)]
    bring_in(school, *rows)
    import_ = bring_in(school, *[make_row(row.source_key, group_key="g2") for row in rows])

    with django_assert_max_num_queries(27):
        undo_import(import_, by=coordinator)

    assert Student.objects.filter(base_group__name="2P1").count() == size
