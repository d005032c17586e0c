import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from portal.audit import trail
from schools.services.contact import set_day_telephone


def test_the_coordinator_gives_a_number(client, school, coordinator):
    client.force_login(coordinator)

    response = client.post(
        reverse("schools:school-telephone", args=[school.slug]), {"day_telephone": "0344 123 456"}
    )

    assert response["Location"] == school.get_absolute_url()
    school.refresh_from_db()
    assert school.day_telephone == "0344 123 456"
    assert "schools.school.telephone" in [e.action for e in trail.entries_for(school)]
    assert "0344 123 456" in client.get(school.get_absolute_url()).text


@pytest.mark.parametrize("wrong", ["12", "bel maar", "0" * 30, "<b>0344123456</b>"])
def test_what_is_no_number_is_refused(client, school, coordinator, wrong):
    client.force_login(coordinator)

    response = client.post(
        reverse("schools:school-telephone", args=[school.slug]), {"day_telephone": wrong}
    )

    assert response.status_code == 422
    school.refresh_from_db()
    assert school.day_telephone == ""


def test_somebody_else_may_not(school, mentor):
    with pytest.raises(PermissionDenied):
        set_day_telephone(school, "0344 123 456", by=mentor)
