"""Reporting an offer: open to everybody, handled by the region, answered once."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from placements.models import OfferReport
from placements.services.offer_reports import handle_report, report_offer
from portal.audit.trail import entries_for
from portal.core.workflow import TransitionNotAllowed
from portal.notifications.models import Notification
from tests.factories import OfferFactory

WORDS = "Het adres klopt niet meer."
LIST = reverse("placements:report-list")


def url_of(offer):
    return reverse("placements:report", args=[offer.pk])


def test_visitor_reports_an_offer_and_the_region_is_told(client, region_coordinator):
    offer = OfferFactory()

    response = client.post(url_of(offer), {"reason": "wrong", "words": f" {WORDS} "})

    report = OfferReport.objects.get()
    assert response.status_code == 200
    assert (report.offer, report.reason, report.words, report.email) == (offer, "wrong", WORDS, "")
    (told,) = Notification.objects.filter(recipient=region_coordinator)
    assert told.kind == "placements.offer_reported"
    assert [entry.action for entry in entries_for(report)] == ["placements.report.make"]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"reason": "wrong", "words": ""},
        {"reason": "wrong", "words": "x"},
        {"reason": "wrong", "words": "x" * 501},
        {"reason": "iets", "words": WORDS},
        {"reason": "wrong", "words": WORDS, "email": "geen adres"},
        {"reason": "wrong", "words": WORDS, "website": "https://koop.example"},
    ],
)
def test_report_with_faults_is_shown_again_and_writes_nothing(client, data):
    response = client.post(url_of(OfferFactory()), data)

    assert response.status_code == 422
    assert not OfferReport.objects.exists()


def test_report_holds_script_as_text(client, region_coordinator):
    client.post(url_of(OfferFactory()), {"reason": "other", "words": "<script>alert(1)</script>"})
    client.force_login(region_coordinator)

    assert "<script>alert" not in client.get(LIST).text


def test_same_address_can_report_only_so_often(client):
    offer = OfferFactory()
    answers = [
        client.post(url_of(offer), {"reason": "wrong", "words": WORDS}).status_code
        for _time in range(11)
    ]

    assert answers == [200] * 10 + [429]


def test_draft_cannot_be_reported(client):
    assert client.get(url_of(OfferFactory(draft=True))).status_code == 404


def test_region_handles_a_report_and_the_reporter_is_told_once(
    client, region_coordinator, django_capture_on_commit_callbacks
):
    report = report_offer(
        OfferFactory(title="Brood"), reason="wrong", words=WORDS, email="bezoeker@voorbeeld.example"
    )
    client.force_login(region_coordinator)
    url = reverse("placements:report-handle", args=[report.pk])

    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, {"note": "Het adres is veranderd."})

    report.refresh_from_db()
    assert (report.state, report.note, report.handled_by, report.email) == (
        "handled", "Het adres is veranderd.", region_coordinator, "",
    )  # fmt: skip
    (message,) = mail.outbox
    assert message.to == ["bezoeker@voorbeeld.example"]
    assert "Het adres is veranderd." in message.body


def test_report_is_handled_once_and_only_by_the_region(region_coordinator, coordinator):
    report = report_offer(OfferFactory(), reason="wrong", words=WORDS)

    with pytest.raises(PermissionDenied):
        handle_report(report, note="Gedaan.", by=coordinator)
    handle_report(report, note="Gedaan.", by=region_coordinator)
    with pytest.raises(TransitionNotAllowed):
        handle_report(report, note="Nog eens.", by=region_coordinator)


def test_handling_asks_what_was_done(client, region_coordinator):
    report = report_offer(OfferFactory(), reason="wrong", words=WORDS)
    client.force_login(region_coordinator)

    client.post(reverse("placements:report-handle", args=[report.pk]), {"note": " "})

    report.refresh_from_db()
    assert report.state == "open"


def test_list_of_reports_is_for_the_region(client, coordinator, employer_user, region_editor):
    for user, status in ((coordinator, 403), (employer_user, 403), (region_editor, 200)):
        client.force_login(user)
        assert client.get(LIST).status_code == status


@pytest.mark.parametrize("reports", [1, 3])
def test_list_of_reports_costs_the_same_for_any_number(
    client, region_coordinator, reports, django_assert_max_num_queries
):
    for _number in range(reports):
        report_offer(OfferFactory(), reason="wrong", words=WORDS)
    client.force_login(region_coordinator)
    client.get(LIST)

    with django_assert_max_num_queries(9):
        assert len(client.get(LIST).context["rows"]) == reports
