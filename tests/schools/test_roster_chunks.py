"""A roster row by row: borders of chunks, files that break off, questions, what a report keeps."""

import datetime
import io
import json
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from portal.imports.problems import ImportRefused
from portal.imports.rows import LateCounts, LateProblems, LazyRows
from schools.imports.edexml import read_edexml
from schools.models import Group, GroupEnrolment, RosterImport, RosterUndoPart, Student
from schools.models.student import BY_HAND
from schools.services import roster_compare
from schools.services.roster_compare import Comparer
from schools.services.roster_imports import apply_import, upload_roster
from schools.services.roster_plans import (
    ALL_NEW,
    MANY_LEAVERS,
    OLDER_FILE,
    plan_roster,
)
from schools.services.roster_reports import QUESTIONS, report_of
from schools.services.roster_work import finish_applying
from schools.services.rosters import NeedsConfirmation, apply_roster
from tests.factories import StudentFactory
from tests.factories.rosters import edexml_file, make_roster, make_row

Status = Student.Status


def lazy(roster, *, breaks_after=None):
    """The same rows, made anew for each walk; may break off half-way."""

    def read(rows, findings):
        for number, row in enumerate(rows):
            if number == breaks_after:
                raise ImportRefused("broken_xml", line=number)
            if row.given_name == "Fout":
                findings.skip(row.line, "pupil_without_name")
                continue
            yield row

    rows = LazyRows(partial(read, roster.rows))
    return replace(roster, rows=rows, problems=LateProblems(rows), left_out=LateCounts(rows))


def bring_in(school, *rows, **fields):
    return apply_roster(school, make_roster(school, *rows, **fields), by=None)


def everything():
    models = (Student, Group, GroupEnrolment, RosterUndoPart)
    return [list(model.objects.order_by("pk").values()) for model in models]


@pytest.fixture
def small_chunks(monkeypatch):
    monkeypatch.setattr(roster_compare, "CHUNK", 2)


@pytest.mark.usefixtures("small_chunks")
def test_the_outcome_does_not_depend_on_where_a_chunk_ends(school):
    bring_in(school, *[make_row(str(number)) for number in range(7)])
    Student.objects.filter(source_key="5").update(status=Status.PROPOSED_LEAVER)
    rows = [
        make_row("0"),
        make_row("1", group_key="g2"),
        make_row("2", given_name="Ander"),
        make_row("3", left=True),
        make_row("5"),
        make_row("new 1"),
        make_row("new 2"),
        make_row("#9"),
        make_row("gone", left=True),
    ]

    plan = plan_roster(school, lazy(make_roster(school, *rows)))
    applied = apply_roster(school, lazy(make_roster(school, *rows)), by=None)

    assert plan.counts == applied.counts
    assert plan.counts == {
        "rows": 9,
        "pupils": 7,
        "new": 2,
        "returned": 1,
        "moved": 1,
        "changed": 1,
        "unchanged": 1,
        "leavers": 3,
        "unclear": 1,
        "already_left": 1,
        "groups": 2,
        "new_groups": 0,
    }
    leavers = Student.objects.filter(status=Status.PROPOSED_LEAVER)
    assert set(leavers.values_list("source_key", flat=True)) == {"3", "4", "6"}
    assert plan_roster(school, lazy(make_roster(school, *rows))).nothing


@pytest.mark.usefixtures("small_chunks")
def test_a_file_that_breaks_off_half_way_leaves_nothing_behind(school):
    bring_in(school, make_row("1"), make_row("2"))
    before = everything()
    rows = [make_row(str(number), given_name="Ander") for number in range(9)]
    import_ = RosterImport.objects.create(school=school)

    with pytest.raises(ImportRefused):
        apply_roster(
            school,
            lazy(make_roster(school, *rows), breaks_after=7),
            by=None,
            import_=import_,
        )

    assert everything() == before


@pytest.mark.usefixtures("small_chunks")
def test_a_doubt_after_the_last_row_takes_everything_back(school):
    bring_in(school, *[make_row(str(number)) for number in range(20)])
    before = everything()
    import_ = RosterImport.objects.create(school=school)

    with pytest.raises(NeedsConfirmation) as caught:
        apply_roster(
            school,
            lazy(make_roster(school, make_row("0", given_name="Ander"), make_row("new"))),
            by=None,
            import_=import_,
        )

    assert caught.value.questions == (MANY_LEAVERS,)
    assert caught.value.plan.counts["leavers"] == 19
    assert everything() == before


def test_a_file_that_loses_nine_in_ten_asks_first(school):
    bring_in(school, *[make_row(str(number)) for number in range(50)])

    plan = plan_roster(school, make_roster(school, *[make_row(str(n)) for n in range(5)]))

    assert (plan.counts["leavers"], plan.known) == (45, 50)
    assert plan.questions == (MANY_LEAVERS,)


def test_a_file_with_other_numbers_asks_whether_these_are_other_pupils(school):
    bring_in(school, *[make_row(str(number)) for number in range(20)])

    plan = plan_roster(school, make_roster(school, *[make_row(f"L{n}") for n in range(20)]))

    assert set(plan.questions) == {MANY_LEAVERS, ALL_NEW}
    assert (plan.counts["new"], plan.counts["leavers"]) == (20, 20)


def test_a_first_file_asks_nothing(school):
    plan = plan_roster(school, make_roster(school, *[make_row(str(n)) for n in range(20)]))

    assert plan.questions == ()


def test_a_file_older_than_the_last_one_asks_first(school):
    roster = make_roster(school, make_row("1"))
    import_ = RosterImport.objects.create(
        school=school, state=RosterImport.State.APPLIED, finished_at=timezone.now()
    )
    import_.report = report_of(apply_roster(school, roster, by=None, import_=import_))
    import_.save()
    older = replace(
        roster,
        reference_date=roster.reference_date - timedelta(days=1),
        rows=(make_row("1", given_name="Ander"),),
    )

    assert plan_roster(school, older).questions == (OLDER_FILE,)
    assert plan_roster(school, replace(older, reference_date=None)).questions == ()
    assert plan_roster(school, replace(older, brin6=f"{school.brin}01")).questions == ()


def test_every_question_has_its_words():
    assert {MANY_LEAVERS, ALL_NEW, OLDER_FILE} <= set(QUESTIONS)
    assert all(str(words) for words in QUESTIONS.values())


def test_a_file_of_changes_proposes_nobody_as_a_leaver(school):
    bring_in(school, *[make_row(str(number)) for number in range(9)])

    plan = bring_in(school, make_row("1", group_key="g2"), complete=False)

    assert (plan.counts["moved"], plan.counts["leavers"]) == (1, 0)
    assert Student.objects.enrolled().count() == 9


def test_who_was_typed_in_by_hand_is_missed_in_no_file(school, group):
    by_hand = StudentFactory(base_group=group, source_key=f"{BY_HAND}1")

    plan = bring_in(school, make_row("1"))

    by_hand.refresh_from_db()
    assert (plan.counts["leavers"], plan.known) == (0, 0)
    assert by_hand.status == Status.ENROLLED


def test_the_eck_id_of_the_file_is_kept_and_never_emptied(school):
    bring_in(school, make_row("1", eck_id="https://eck.example/a"), make_row("2"))
    first = dict(Student.objects.values_list("source_key", "eck_id"))

    plan = bring_in(school, make_row("1"), make_row("2", eck_id="https://eck.example/b"))

    assert first == {"1": "https://eck.example/a", "2": ""}
    assert dict(Student.objects.values_list("source_key", "eck_id")) == {
        "1": "https://eck.example/a",
        "2": "https://eck.example/b",
    }
    assert plan.counts["changed"] == 1


def test_a_group_that_was_put_away_comes_back_with_the_file(school):
    bring_in(school, make_row("1"))
    Group.objects.filter(source_key="g1").update(archived_at=timezone.now())

    bring_in(school, make_row("1"), make_row("2"))

    assert Group.objects.get(source_key="g1").archived_at is None


def test_the_report_says_where_new_pupils_are_and_names_nobody(school):
    rows = [
        make_row("1", line=12, given_name="Sterre", family_name="Wolkenveld"),
        make_row("2", line=13, given_name="Fout"),
    ]

    report = report_of(plan_roster(school, lazy(make_roster(school, *rows))))

    assert report["new_rows"] == [{"line": 12, "group": "2P1", "year": 2}]
    assert [(p["line"], p["code"]) for p in report["problems"]] == [(13, "pupil_without_name")]
    assert (report["counts"]["new"], report["counts"]["unclear"]) == (1, 1)
    assert "Sterre" not in json.dumps(report)
    assert "Wolkenveld" not in json.dumps(report)


def test_the_report_of_a_large_file_stays_small(school):
    rows = [make_row(str(number), line=number) for number in range(900)]
    rows += [make_row(f"f{number}", given_name="Fout", line=900 + number) for number in range(900)]

    report = report_of(plan_roster(school, lazy(make_roster(school, *rows))))

    assert (report["counts"]["new"], report["counts"]["unclear"]) == (900, 900)
    assert (len(report["new_rows"]), len(report["problems"])) == (300, 200)
    assert report["problem_counts"] == {"pupil_without_name": 900}


def test_rows_may_be_walked_through_again_and_are_counted_once(school):
    roster = read_edexml(edexml_file(school, "1", "2", "#3"))

    first, second = list(roster.rows), list(roster.rows)

    assert first == second
    assert [row.source_key for row in first] == ["1", "2"]
    assert roster.counts["pupils"] == 2
    assert dict(roster.problem_counts) == {"unstable_key": 1}
    assert dict(roster.left_out) == {"citizen_number": 3, "country": 3, "gender": 3}


@pytest.mark.parametrize("kind", ["new", "moved", "nothing"])
def test_a_chunk_takes_the_same_queries_whatever_is_in_it(
    school, kind, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(roster_compare, "CHUNK", 20)
    rows = [make_row(str(number)) for number in range(60)]
    if kind != "new":
        bring_in(school, *rows)
    if kind == "moved":
        rows = [replace(row, group_key="g2") for row in rows]
    roster = make_roster(school, *rows)

    # 12 around it, and at most 7 for each of the three chunks.
    with django_assert_max_num_queries(12 + 3 * 7):
        apply_roster(school, roster, by=None)


class Huge(io.BytesIO):
    """200 MB that nobody has to make; reading any of it is a mistake."""

    def seek(self, offset, whence=0):
        return 200 * 1024 * 1024 if whence else 0

    def read(self, *_args):
        raise AssertionError("read")


@pytest.mark.parametrize("name", ["export.xml", "export.zip", "export.csv", "export.xlsx"])
def test_a_file_of_200_mb_is_refused_unread(school, coordinator, name):
    with pytest.raises(ImportRefused) as caught:
        upload_roster(school, Huge(), name=name, by=coordinator)

    assert caught.value.code == "too_large"
    assert RosterImport.objects.count() == 0


def test_a_worker_that_dies_half_way_leaves_nothing_and_another_one_goes_on(
    school, coordinator, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(roster_compare, "CHUNK", 2)
    monkeypatch.setattr("schools.tasks.apply_roster.delay", lambda _import_id: None)
    with django_capture_on_commit_callbacks(execute=True):
        import_ = upload_roster(
            school, edexml_file(school, *"123456"), name="a.xml", by=coordinator
        )
    import_.refresh_from_db()
    apply_import(import_, by=coordinator)
    real = Comparer.chunks

    def dying(self):
        for number, chunk in enumerate(real(self)):
            if number == 2:
                raise SystemExit  # killed: nobody catches it and nobody ends the import
            yield chunk

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(Comparer, "chunks", dying)
        finish_applying(import_.pk)
    import_.refresh_from_db()
    half_way = (import_.state, Student.objects.count(), Group.objects.count())
    RosterImport.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=5))

    assert finish_applying(import_.pk) is True
    import_.refresh_from_db()
    assert half_way == ("applying", 0, 0)
    assert (import_.state, Student.objects.count()) == ("applied", 6)


def test_the_place_in_a_group_begins_on_the_day_of_the_file_but_never_in_the_future(school):
    today = timezone.localdate()
    bring_in(school, make_row("1"), reference_date=today + datetime.timedelta(days=30))

    assert GroupEnrolment.objects.get().since == today
