"""Two imports of one school at the same moment; two workers on one import."""

from functools import partial

from portal.accounts.models import User
from schools.models import RosterImport, Student
from schools.services import roster_work
from schools.services.roster_imports import apply_import, upload_roster
from tests.at_once.threads import kinds, together
from tests.factories.rosters import edexml_file

State = RosterImport.State


def upload(school, coordinator, *numbers):
    """Uploaded; nobody reads it yet."""
    return upload_roster(
        school,
        edexml_file(school, *numbers),
        name="leerlingen.xml",
        by=User.objects.get(pk=coordinator.pk),
    )


def test_of_uploads_at_once_one_goes_on(school, coordinator):
    answers = together(*[partial(upload, school, coordinator, "1", "2") for _ in range(4)])

    assert kinds(answers) == {"RosterImport": 1, "ImportBusy": 3}
    assert RosterImport.objects.filter(state=State.READING).count() == 1


def test_of_uploads_over_a_waiting_one_one_goes_on(school, coordinator):
    waiting = upload(school, coordinator, "1")
    roster_work.read_import(waiting.pk)

    answers = together(*[partial(upload, school, coordinator, "1", "2") for _ in range(4)])

    assert kinds(answers) == {"RosterImport": 1, "ImportBusy": 3}
    waiting.refresh_from_db()
    assert waiting.state == State.CANCELLED


def test_of_clicks_on_apply_one_counts_and_pupils_come_in_once(school, coordinator):
    import_ = upload(school, coordinator, "1", "2", "3")
    roster_work.read_import(import_.pk)

    def click():
        own = RosterImport.objects.get(pk=import_.pk)
        return apply_import(own, by=User.objects.get(pk=coordinator.pk))

    clicks = together(*[click] * 4)
    works = together(*[partial(roster_work.finish_applying, import_.pk)] * 4)

    assert kinds(clicks) == {"NoneType": 1, "TransitionNotAllowed": 3}
    assert sorted(map(str, works)) == ["False"] * 3 + ["True"]
    assert Student.objects.filter(school=school).count() == 3
