"""The life of an upload: whole table, one at a time, files that vanish, workers that die."""

import itertools
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone

from portal.audit import trail
from portal.core.workflow import TransitionNotAllowed
from portal.imports import work
from portal.imports.problems import ImportRefused
from portal.notifications.models import Notification
from schools.imports import edexml
from schools.models import RosterImport, Student
from schools.services import roster_work
from schools.services.roster_imports import (
    ROSTER_IMPORT_SERVICES,
    ImportBusy,
    apply_import,
    cancel_import,
    upload_roster,
)
from schools.workflow import ROSTER_IMPORT_WORKFLOW
from tests.factories import StudentFactory
from tests.factories.rosters import edexml_file

State = RosterImport.State
ALLOWED = {
    ("start", State.UPLOADED): State.READING,
    ("start", State.READY): State.READING,
    ("show", State.READING): State.READY,
    ("apply", State.READY): State.APPLYING,
    ("ask_again", State.APPLYING): State.READY,
    ("finish", State.APPLYING): State.APPLIED,
    ("undo", State.APPLIED): State.UNDONE,
    ("cancel", State.UPLOADED): State.CANCELLED,
    ("cancel", State.READING): State.CANCELLED,
    ("cancel", State.READY): State.CANCELLED,
    ("fail", State.UPLOADED): State.FAILED,
    ("fail", State.READING): State.FAILED,
    ("fail", State.APPLYING): State.FAILED,
}
BY_HAND = {"start", "apply", "cancel", "undo"}


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def ready(school, coordinator, commits):
    """An import that has been read: two new pupils."""
    with commits():
        import_ = upload_roster(
            school, edexml_file(school, "1", "2"), name="leerlingen.xml", by=coordinator
        )
    import_.refresh_from_db()
    return import_


@pytest.mark.parametrize(
    ("name", "state"), itertools.product(ROSTER_IMPORT_WORKFLOW.transitions, State)
)
def test_roster_import_workflow(name, state, school):
    import_ = RosterImport.objects.create(school=school, state=state)

    if target := ALLOWED.get((name, state)):
        ROSTER_IMPORT_WORKFLOW.apply(name, import_, by=None)
        assert RosterImport.objects.get(pk=import_.pk).state == target
    else:
        with pytest.raises(TransitionNotAllowed):
            ROSTER_IMPORT_WORKFLOW.apply(name, import_, by=None)


@pytest.mark.parametrize("name", ROSTER_IMPORT_WORKFLOW.transitions)
def test_roster_import_workflow_is_for_coordinators(name, school, coordinator, teacher):
    source = next(iter(ROSTER_IMPORT_WORKFLOW.transitions[name].sources))
    import_ = RosterImport.objects.create(school=school, state=source)

    allowed = [
        ROSTER_IMPORT_WORKFLOW.allows(name, import_, by=user) for user in (coordinator, teacher)
    ]

    assert allowed == [name in BY_HAND, False]


def test_every_transition_has_a_service():
    assert set(ROSTER_IMPORT_SERVICES) == set(ROSTER_IMPORT_WORKFLOW.transitions)


def test_upload_roster_reads_it_and_tells_the_uploader(ready, coordinator):
    assert ready.state == State.READY
    assert ready.report["counts"]["new"] == 2
    assert Student.objects.count() == 0
    told = Notification.objects.get()
    assert (told.recipient, told.kind) == (coordinator, "schools.import_ready")


def test_apply_import_brings_pupils_in_and_deletes_the_file(ready, coordinator, commits):
    storage, name = ready.file.storage, ready.file.name
    assert storage.exists(name)

    with commits():
        apply_import(ready, by=coordinator)

    ready.refresh_from_db()
    assert (ready.state, ready.file.name) == (State.APPLIED, "")
    assert not storage.exists(name)
    assert Student.objects.count() == 2
    assert [entry.action for entry in trail.entries_for(ready).order_by("pk")] == [
        "schools.import.upload",
        "schools.import.start",
        "schools.import.apply",
        "schools.import.finish",
    ]


def test_apply_import_only_one_of_two_clicks_wins(ready, coordinator):
    same = RosterImport.objects.get(pk=ready.pk)
    apply_import(ready, by=coordinator)

    with pytest.raises(TransitionNotAllowed):
        apply_import(same, by=coordinator)


def test_apply_import_asks_again_when_the_school_changed_meanwhile(
    ready, coordinator, group, commits
):
    StudentFactory.create_batch(9, base_group=group)

    with commits():
        apply_import(ready, by=coordinator)

    ready.refresh_from_db()
    assert (ready.state, ready.report["confirm"]) == (State.READY, ["many_leavers"])
    assert Student.objects.enrolled().count() == 9


def test_upload_roster_while_another_is_busy_is_refused(school, coordinator):
    upload_roster(school, edexml_file(school, "1"), name="a.xml", by=coordinator)

    with pytest.raises(ImportBusy):
        upload_roster(school, edexml_file(school, "2"), name="b.xml", by=coordinator)

    assert RosterImport.objects.count() == 1


def test_two_busy_imports_of_one_school_cannot_be(school):
    RosterImport.objects.create(school=school, state=State.READING)

    with pytest.raises(IntegrityError):
        RosterImport.objects.create(school=school, state=State.APPLYING)


def test_upload_roster_replaces_one_that_waits_to_be_checked(ready, school, coordinator, commits):
    storage, name = ready.file.storage, ready.file.name

    with commits():
        upload_roster(school, edexml_file(school, "1"), name="b.xml", by=coordinator)

    ready.refresh_from_db()
    assert ready.state == State.CANCELLED
    assert ready.message
    assert not storage.exists(name)


def test_upload_roster_of_another_school_is_refused(other_school, coordinator):
    with pytest.raises(PermissionDenied):
        upload_roster(other_school, edexml_file(other_school, "1"), name="a.xml", by=coordinator)


def test_upload_roster_with_another_schools_file_fails_and_says_so(
    school, other_school, coordinator, commits, mailoutbox
):
    with commits():
        import_ = upload_roster(
            school, edexml_file(other_school, "1"), name="a.xml", by=coordinator
        )

    import_.refresh_from_db()
    assert import_.state == State.FAILED
    assert other_school.brin in import_.message
    assert school.brin in import_.message
    assert import_.file.name == ""
    assert [mail.to for mail in mailoutbox] == [[coordinator.email]]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("leerlingen.csv", b"a;b;c", "no_rows"),
        ("leerlingen.xml", b"", "empty"),
        ("leerlingen.xml", b"%PDF-1.7", "pdf"),
        ("leerlingen.xml", b"PK\x03\x04", "zip_broken"),
        ("leerlingen.xml", b"naam,klas", "not_xml"),
    ],
)
def test_upload_roster_refuses_what_is_no_roster(school, coordinator, name, content, code):
    with pytest.raises(ImportRefused) as caught:
        upload_roster(school, BytesIO(content), name=name, by=coordinator)

    assert caught.value.code == code
    assert RosterImport.objects.count() == 0


def test_cancel_import_throws_the_file_away(ready, coordinator, commits):
    storage, name = ready.file.storage, ready.file.name

    with commits():
        cancel_import(ready, by=coordinator)

    assert not storage.exists(name)
    assert Student.objects.count() == 0


def test_worker_takes_an_import_once(school, coordinator):
    import_ = upload_roster(school, edexml_file(school, "1"), name="a.xml", by=coordinator)

    assert roster_work.read_import(import_.pk)
    assert not roster_work.read_import(import_.pk)


def test_sweep_hands_a_dead_workers_import_to_another(school, coordinator):
    import_ = upload_roster(school, edexml_file(school, "1"), name="a.xml", by=coordinator)
    long_ago = timezone.now() - timedelta(minutes=5)
    RosterImport.objects.update(heartbeat_at=long_ago, attempts=1, created_at=long_ago)

    revived = roster_work.revive_stalled()

    import_.refresh_from_db()
    assert (revived, import_.state, import_.attempts) == (1, State.READY, 2)


def test_sweep_gives_up_after_three_attempts(school, coordinator):
    import_ = upload_roster(school, edexml_file(school, "1"), name="a.xml", by=coordinator)
    RosterImport.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=5), attempts=3)

    roster_work.revive_stalled()

    import_.refresh_from_db()
    assert import_.state == State.FAILED


def test_sweep_forgets_files_that_nobody_looked_at(ready):
    RosterImport.objects.update(created_at=timezone.now() - timedelta(days=8))

    roster_work.revive_stalled()

    ready.refresh_from_db()
    assert (ready.state, ready.file.name) == (State.CANCELLED, "")


def test_fault_in_a_worker_is_reported_without_a_pupils_data(
    school, coordinator, commits, monkeypatch, caplog
):
    def broken(file):
        raise ValueError("133456785 Naam0")

    monkeypatch.setattr("portal.imports.readers._readers", {"edexml": broken})
    with commits():
        import_ = upload_roster(school, edexml_file(school, "1"), name="a.xml", by=coordinator)

    import_.refresh_from_db()
    assert import_.state == State.FAILED
    assert "Naam0" not in caplog.text + import_.message
    assert "ValueError" in caplog.text


def test_cancelling_stops_the_reader(school, coordinator, monkeypatch):
    import_ = upload_roster(school, edexml_file(school, "1"), name="a.xml", by=coordinator)
    monkeypatch.setattr(work, "PULSE", -1)

    def cancelled_halfway(file):
        RosterImport.objects.update(state=State.CANCELLED)
        return edexml.read_edexml(file)

    monkeypatch.setattr("portal.imports.readers._readers", {"edexml": cancelled_halfway})

    assert not roster_work.read_import(import_.pk)
    assert RosterImport.objects.get().state == State.CANCELLED
