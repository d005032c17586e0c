"""A sentence reaches an employer only when a mentor chose it and the pupil said yes."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from placements.models import QuoteRelease, ReflectionAnswer
from placements.quotes import names_around, names_in, released_quotes, without_names
from placements.services.quotes import (
    QUOTE_SERVICES,
    QuoteRefused,
    allow_quote,
    choose_quote,
    refuse_quote,
    skip_sentences,
    withdraw_quote,
)
from placements.services.reflections import answer_question, keep_private
from placements.workflow import QUOTE_WORKFLOW
from portal.audit import trail
from portal.core.workflow import TransitionNotAllowed
from portal.notifications.models import Notification
from tests.factories import GroupFactory
from tests.placements.visits import looked_back_at, visit_of

State = QuoteRelease.State
WORDS = "Ik mocht zelf de geit melken"


@pytest.fixture
def employer(employer_user):
    return employer_user.employers_memberships.get().employer


@pytest.fixture
def session(employer):
    return visit_of(employer, days=-3)


@pytest.fixture
def reflection(session, group):
    (row,) = looked_back_at(session, [1], group=group, words=WORDS)
    return row


@pytest.fixture
def answer(reflection):
    return reflection.answers.get()


@pytest.fixture
def pupil(reflection):
    return reflection.placement.student.user


@pytest.fixture
def quote(answer, mentor):
    return choose_quote(answer, WORDS, by=mentor)


def texts(employer):
    return [quote.text for quote in released_quotes([employer.pk])]


def test_every_quote_transition_has_a_service():
    assert set(QUOTE_SERVICES) == set(QUOTE_WORKFLOW.transitions)


# ---- Choosing


def test_a_chosen_sentence_waits_for_the_pupil(quote, employer, pupil):
    assert quote.state == State.ASKED
    assert texts(employer) == []
    told = Notification.objects.get()
    assert (told.kind, told.recipient) == ("placements.quote_asked", pupil)
    assert told.url == reverse("placements:pupil-quote", args=[quote.pk])
    assert [e.action for e in trail.entries_for(quote)] == ["placements.quote.choose"]


@pytest.mark.parametrize("who", ["other_mentor", "coordinator", "teacher", "employer_user"])
def test_only_the_mentor_chooses(request, answer, who):
    with pytest.raises(PermissionDenied):
        choose_quote(answer, WORDS, by=request.getfixturevalue(who))


def test_what_is_private_or_not_ready_is_not_chosen(answer, mentor):
    for change in ({"private": True}, {"private": False, "state": "started"}):
        for name, value in change.items():
            setattr(answer.reflection, name, value)
        with pytest.raises(PermissionDenied):
            choose_quote(answer, WORDS, by=mentor)


@pytest.mark.parametrize("text", ["", "   ", "x" * 241])
def test_a_sentence_has_a_length(answer, mentor, text):
    with pytest.raises(QuoteRefused):
        choose_quote(answer, text, by=mentor)


def test_a_sentence_is_chosen_once(quote, answer, mentor):
    with pytest.raises(QuoteRefused):
        choose_quote(answer, WORDS, by=mentor)


def test_names_have_to_go_first(answer, mentor):
    student = answer.reflection.placement.student
    student.given_name = "Zeldzame"
    student.save()

    with pytest.raises(QuoteRefused, match="Zeldzame"):
        choose_quote(answer, "Met Zeldzame heb ik gemolken", by=mentor)


def test_names_are_taken_out_of_the_suggestion(answer, mentor):
    student = answer.reflection.placement.student
    student.given_name, student.family_name = "Noa", "Kuipers"
    student.save()
    names = names_around([student])[student.school_id]

    assert names_in("Noa en ik", names) == ["Noa"]
    assert without_names("Met Noa Kuipers was het leuk", names) == "Met iemand was het leuk"
    assert mentor.last_name in names


def test_a_pupil_without_an_account_cannot_be_asked(answer, mentor):
    student = answer.reflection.placement.student
    student.user = None
    student.save()

    with pytest.raises(QuoteRefused):
        choose_quote(answer, WORDS, by=mentor)


def test_skipping_passes_nothing_on(answer, session, mentor, employer):
    assert [skip_sentences(session, by=mentor), skip_sentences(session, by=mentor)] == [1, 0]

    assert QuoteRelease.objects.get().state == State.SKIPPED
    assert texts(employer) == []


# ---- The pupil decides


def test_with_a_yes_the_employer_reads_the_text(quote, pupil, employer):
    allow_quote(quote, by=pupil)

    assert texts(employer) == [WORDS]


def test_a_no_is_final_and_takes_the_text_away(quote, pupil, employer):
    refuse_quote(quote, by=pupil)

    quote.refresh_from_db()
    assert (quote.state, quote.text) == (State.REFUSED, "")
    with pytest.raises(TransitionNotAllowed):
        allow_quote(quote, by=pupil)


@pytest.mark.parametrize("who", ["mentor", "student", "coordinator", "employer_user"])
def test_nobody_else_says_yes(request, quote, who):
    person = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        allow_quote(quote, by=getattr(person, "user", person))


@pytest.mark.parametrize("who", ["pupil", "mentor"])
def test_a_yes_can_be_taken_back(request, quote, pupil, employer, who):
    allow_quote(quote, by=pupil)

    withdraw_quote(quote, by=request.getfixturevalue(who))

    assert texts(employer) == []


def test_making_it_private_takes_the_sentence_back(quote, reflection, pupil, employer):
    allow_quote(quote, by=pupil)

    keep_private(reflection, True, by=pupil)
    keep_private(reflection, False, by=pupil)

    assert QuoteRelease.objects.get().state == State.WITHDRAWN
    assert texts(employer) == []


def test_changing_the_words_takes_the_sentence_back(quote, answer, pupil):
    answer_question(answer.reflection, answer.competence, by=pupil, face=1, words=WORDS)
    assert QuoteRelease.objects.get().state == State.ASKED

    answer_question(answer.reflection, answer.competence, by=pupil, face=1, words="Toch niet")

    assert QuoteRelease.objects.get().state == State.WITHDRAWN


# ---- The pages


def test_mentor_chooses_on_the_page(client, answer, mentor):
    client.force_login(mentor)
    desk = client.get(reverse("home:desk"))
    page = client.get(reverse("placements:quotes"))

    client.post(reverse("placements:quote-choose", args=[answer.pk]), {"text": " Kort  en goed. "})

    assert reverse("placements:quotes") in [row.url for row in desk.context["waiting"][-1:]]
    assert WORDS in page.text
    assert QuoteRelease.objects.get().text == "Kort en goed."
    assert WORDS not in client.get(reverse("placements:quotes")).text


@pytest.mark.parametrize("visits", [1, 3])
def test_page_costs_the_same_for_any_number_of_visits(
    client, employer, group, mentor, visits, django_assert_max_num_queries
):
    for number in range(visits):
        looked_back_at(visit_of(employer, days=-3 - number), [1, 2], group=group, words=WORDS)
    client.force_login(mentor)
    client.get(reverse("placements:quotes"))

    with django_assert_max_num_queries(13):
        page = client.get(reverse("placements:quotes"))

    assert [len(visit.sentences) for visit in page.context["visits"]] == [2] * visits


def test_mentor_of_another_group_finds_nothing(client, answer, other_mentor):
    client.force_login(other_mentor)

    assert client.get(reverse("placements:quotes")).context["visits"] == []
    url = reverse("placements:quote-choose", args=[answer.pk])
    assert client.post(url, {"text": WORDS}).status_code == 404


def test_mentor_withdraws_on_the_page(client, quote, mentor):
    client.force_login(mentor)

    client.post(reverse("placements:quote-withdraw", args=[quote.pk]))

    assert QuoteRelease.objects.get().state == State.WITHDRAWN


@pytest.mark.parametrize(
    ("given", "state"), [("ja", State.RELEASED), ("nee", State.REFUSED), ("", State.REFUSED)]
)
def test_pupil_answers_on_the_phone(client, quote, pupil, given, state):
    client.force_login(pupil)
    url = reverse("placements:pupil-quote", args=[quote.pk])
    home, page = client.get(reverse("home:desk")), client.get(url)

    client.post(url, {"mag": given})

    assert url in home.text
    assert "Mag het bedrijf dit lezen?" in page.text
    assert "raden dat jij het was" in page.text  # one pupil was there
    assert QuoteRelease.objects.get().state == state


def test_quote_of_a_classmate_is_not_found(client, quote, student):
    client.force_login(student.user)

    assert client.get(reverse("placements:pupil-quote", args=[quote.pk])).status_code == 404


def test_employer_reads_the_sentence_on_the_visit_without_a_name(
    client, quote, pupil, session, employer_user
):
    allow_quote(quote, by=pupil)
    client.force_login(employer_user)

    page = client.get(reverse("placements:visit", args=[session.pk]))

    assert WORDS in page.text
    student = quote.answer.reflection.placement.student
    assert student.given_name not in page.text


def test_a_group_that_moved_on_hides_what_its_mentor_did_not_choose(answer, mentor):
    student = answer.reflection.placement.student
    student.base_group = GroupFactory()
    student.save()

    with pytest.raises(PermissionDenied):
        choose_quote(ReflectionAnswer.objects.get(), WORDS, by=mentor)
