import datetime
import smtplib

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.notifications import services, tasks
from portal.notifications.models import Notification
from portal.notifications.services import deliver, notify
from tests.factories import OfferFactory, UserFactory

KIND = "employers.offer_approved"


@pytest.fixture
def offer():
    return OfferFactory(title="Kaas maken")


def tell(people, offer, **kwargs):
    return notify(people, kind=KIND, about=offer, offer=offer.title, title=offer.title, **kwargs)


def test_notify_tells_each_once_in_the_inbox_and_by_mail(
    offer, mailoutbox, django_capture_on_commit_callbacks
):
    one, two = UserFactory.create_batch(2)

    with django_capture_on_commit_callbacks(execute=True):
        assert tell([one, two, one], offer) == 2
        assert tell([one], offer) == 0

    assert sorted(mail.to[0] for mail in mailoutbox) == sorted([one.email, two.email])
    assert Notification.objects.filter(emailed_at=None).count() == 0


def test_notify_again_for_another_occasion(offer):
    user = UserFactory()

    tell([user], offer, occasion="eerste")
    assert tell([user], offer, occasion="tweede") == 1


def test_notify_of_a_kind_that_nobody_registered_fails(offer):
    with pytest.raises(KeyError):
        notify([UserFactory()], kind="bestaat.niet", about=offer)


def test_a_pupil_has_an_inbox_and_no_mail(offer, mailoutbox, django_capture_on_commit_callbacks):
    pupil = UserFactory(email=None)

    with django_capture_on_commit_callbacks(execute=True):
        tell([pupil], offer)

    assert mailoutbox == []
    assert Notification.objects.visible_to(pupil).count() == 1
    assert not Notification.objects.due().exists()


def test_a_failed_mail_gives_the_claim_back_and_the_sweep_tries_again(
    offer, mailoutbox, monkeypatch
):
    tell([UserFactory()], offer)
    note = Notification.objects.get()

    def refuse(*args, **kwargs):
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(services.EmailMultiAlternatives, "send", refuse)
    with pytest.raises(smtplib.SMTPServerDisconnected):
        deliver(note.pk)
    note.refresh_from_db()
    assert (note.emailed_at, note.attempts) == (None, 1)

    monkeypatch.undo()
    tasks.deliver_due()
    assert mailoutbox == []  # not at once: a server that is down stays so for a while
    Notification.objects.update(created_at=timezone.now() - datetime.timedelta(minutes=3))
    tasks.deliver_due()

    assert len(mailoutbox) == 1


def test_mail_is_tried_for_more_than_a_day_and_then_given_up(offer):
    tell([UserFactory()], offer)
    day_ago = timezone.now() - datetime.timedelta(hours=35)

    Notification.objects.update(created_at=day_ago, attempts=services.MOST_ATTEMPTS - 1)
    assert len(services.due_ids()) == 1
    Notification.objects.update(attempts=services.MOST_ATTEMPTS)
    assert services.due_ids() == []


def test_who_can_no_longer_sign_in_is_told_nothing(offer):
    gone, going = UserFactory(is_active=False), UserFactory()
    tell([gone, going], offer)
    assert [note.recipient for note in Notification.objects.all()] == [going]

    going.is_active = False
    going.save()

    assert services.due_ids() == []


def test_one_bad_mail_does_not_keep_the_others(offer, mailoutbox, monkeypatch):
    bad, good = UserFactory(email="slecht@voorbeeld.example"), UserFactory()
    tell([bad, good], offer)
    send = services.EmailMultiAlternatives.send

    def refuse_one(message, *args, **kwargs):
        if message.to == [bad.email]:
            raise smtplib.SMTPRecipientsRefused({})
        return send(message, *args, **kwargs)

    monkeypatch.setattr(services.EmailMultiAlternatives, "send", refuse_one)
    tasks.deliver_due()

    assert [mail.to for mail in mailoutbox] == [[good.email]]


def test_deliver_twice_mails_once(offer, mailoutbox):
    tell([UserFactory()], offer)
    note = Notification.objects.get()

    assert deliver(note.pk) is True
    assert deliver(note.pk) is False
    assert len(mailoutbox) == 1


def test_mails_speak_the_language_of_who_reads_them(offer, mailoutbox):
    tell([UserFactory(language="nl"), UserFactory(language="en")], offer)

    tasks.deliver_due()

    dutch, english = mailoutbox
    assert dutch.body != english.body


def test_inbox_shows_the_own_messages_only(client, offer):
    me, other = UserFactory(), UserFactory()
    tell([me], offer)
    tell([other], OfferFactory(title="Andermans bericht"))
    client.force_login(me)

    response = client.get(reverse("notifications:inbox"))

    assert "Kaas maken" in response.text
    assert "Andermans bericht" not in response.text


def test_opening_a_message_marks_it_read_and_goes_there(client, offer):
    me = UserFactory()
    tell([me], offer)
    note = Notification.objects.get()
    client.force_login(me)

    response = client.get(reverse("notifications:open", args=[note.pk]))

    note.refresh_from_db()
    assert note.read_at
    assert response.url == offer.get_absolute_url()


def test_a_message_of_somebody_else_is_not_found(client, offer):
    tell([UserFactory()], offer)
    client.force_login(UserFactory())

    url = reverse("notifications:open", args=[Notification.objects.get().pk])

    assert client.get(url).status_code == 404


def test_read_all_marks_the_own_messages(client, offer):
    me, other = UserFactory(), UserFactory()
    tell([me, other], offer)
    client.force_login(me)

    client.post(reverse("notifications:read-all"))

    assert list(Notification.objects.unread().values_list("recipient", flat=True)) == [other.pk]


@pytest.mark.parametrize("messages", [1, 3])
def test_inbox_costs_the_same_for_any_number_of_messages(
    client, offer, messages, django_assert_max_num_queries
):
    me = UserFactory()
    for number in range(messages):
        tell([me], offer, occasion=str(number))
    client.force_login(me)

    with django_assert_max_num_queries(9):
        client.get(reverse("notifications:inbox"))
