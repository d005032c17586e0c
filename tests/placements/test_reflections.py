import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from placements.models import Attendance, Reflection
from placements.services.reflections import (
    REFLECTION_SERVICES,
    ReflectionRefused,
    answer_question,
    finish_reflection,
    keep_private,
)
from placements.workflow import REFLECTION_WORKFLOW
from portal.audit import trail
from portal.reference.models import Competence
from tests.factories import (
    AttendanceFactory,
    PlacementFactory,
    ReflectionFactory,
    SessionFactory,
)


@pytest.fixture
def reflection(student):
    yesterday = timezone.now() - datetime.timedelta(days=1)
    session = SessionFactory(starts_at=yesterday - datetime.timedelta(hours=2), ends_at=yesterday)
    return ReflectionFactory(placement=PlacementFactory(student=student, session=session))


def url(name, reflection, *more):
    return reverse(f"placements:{name}", args=[reflection.pk, *more])


def test_every_reflection_transition_has_a_service():
    assert set(REFLECTION_SERVICES) == set(REFLECTION_WORKFLOW.transitions)


def test_answer_question_is_saved_at_once_and_can_change(reflection, student):
    competence = Competence.all_cached()[0]

    answer_question(reflection, competence, by=student.user, face=1, words="Gezaagd")
    answer_question(reflection, competence, by=student.user, face=0)

    answer = reflection.answers.get()
    assert (answer.face, answer.words) == (0, "")
    assert Reflection.objects.get().state == Reflection.State.STARTED


def test_answer_question_is_for_the_pupil_alone(reflection, mentor, coordinator, other_student):
    for person in (mentor, coordinator, other_student.user):
        with pytest.raises(PermissionDenied):
            answer_question(reflection, Competence.all_cached()[0], by=person, face=1)


@pytest.mark.parametrize("face", [5, -1, None])
def test_answer_question_refuses_what_is_no_face(reflection, student, face):
    with pytest.raises(ReflectionRefused):
        answer_question(reflection, Competence.all_cached()[0], by=student.user, face=face)


def test_answer_question_before_the_visit_or_when_absent_is_refused(student):
    coming = ReflectionFactory(placement=PlacementFactory(student=student))
    with pytest.raises(ReflectionRefused):
        answer_question(coming, Competence.all_cached()[0], by=student.user, face=1)


def test_a_pupil_who_was_absent_need_not_look_back(reflection, student):
    AttendanceFactory(placement=reflection.placement, status=Attendance.Status.ABSENT)

    with pytest.raises(ReflectionRefused, match=r"\w"):
        answer_question(reflection, Competence.all_cached()[0], by=student.user, face=1)


def test_finish_reflection_leaves_a_trace_without_words(reflection, student):
    answer_question(reflection, Competence.all_cached()[0], by=student.user, words="Geheim")

    finish_reflection(reflection, by=student.user)
    finish_reflection(reflection, by=student.user)

    (entry,) = trail.entries_for(reflection)
    assert entry.action == "placements.reflection.finish"
    assert "Geheim" not in str(entry.data)


def test_private_words_are_read_by_the_pupil_only(reflection, student, mentor):
    answer_question(reflection, Competence.all_cached()[0], by=student.user, face=1)
    finish_reflection(reflection, by=student.user)
    assert Reflection.objects.readable_by(mentor).get() == reflection

    keep_private(reflection, True, by=student.user)

    assert not Reflection.objects.readable_by(mentor).exists()
    assert Reflection.objects.readable_by(student.user).get() == reflection


def test_coordinator_knows_that_it_is_done_but_not_what_it_says(reflection, student, coordinator):
    answer_question(reflection, Competence.all_cached()[0], by=student.user, face=1)
    finish_reflection(reflection, by=student.user)

    assert Reflection.objects.visible_to(coordinator).get() == reflection
    assert not Reflection.objects.readable_by(coordinator).exists()


def test_five_questions_lead_to_the_end_one_a_screen(client, reflection, student):
    client.force_login(student.user)
    response = client.get(url("reflection", reflection), follow=True)

    for number in range(1, 6):
        page = client.get(url("reflection-question", reflection, number))
        assert page.context["number"] == number
        response = client.post(
            url("reflection-question", reflection, number), {"face": "1", "words": "Leuk"}
        )
    assert response.url == url("reflection-end", reflection)
    client.post(response.url)

    reflection.refresh_from_db()
    assert reflection.state == Reflection.State.DONE
    assert reflection.answers.count() == 5


def test_an_empty_answer_is_told_kindly_and_loses_nothing(client, reflection, student):
    client.force_login(student.user)

    response = client.post(url("reflection-question", reflection, 1), {"face": "onzin"})

    assert response.status_code == 422
    assert response.context["error"]


def test_another_pupils_reflection_is_not_found(client, reflection, other_student, mentor):
    for person in (other_student.user, mentor):
        client.force_login(person)
        assert client.get(url("reflection", reflection)).status_code == 404
        assert client.get(url("reflection-question", reflection, 1)).status_code == 404
        assert client.post(url("reflection-privacy", reflection)).status_code == 404


def test_a_question_that_does_not_exist_is_not_found(client, reflection, student):
    client.force_login(student.user)

    assert client.get(url("reflection-question", reflection, 6)).status_code == 404


def test_there_is_no_grade_anywhere():
    fields = {
        field.name
        for model in (Reflection, Reflection.answers.rel.related_model)
        for field in model._meta.get_fields()
    }

    assert not {name for name in fields if "grade" in name or "score" in name or "mark" in name}
