import pytest
from django.urls import reverse

from portal.reference.models import Competence, Region, SchoolHoliday, Sector, Subject
from tests.factories import UserFactory

MODELS = [
    "sector", "competence", "subject", "schoolholiday", "region", "vmboprofile",
    "labourregion", "rmcregion", "postcodearea", "activityrule", "hazard",
]  # fmt: skip


@pytest.fixture
def administrator(client):
    user = UserFactory(is_superuser=True, is_staff=True, language="en")
    client.force_login(user)
    return user


def address(model, action="list", *args):
    return reverse(f"wagtailsnippets_reference_{model}:{action}", args=args)


@pytest.mark.usefixtures("administrator")
@pytest.mark.parametrize("model", MODELS)
def test_every_list_opens(client, model):
    assert client.get(address(model)).status_code == 200


@pytest.mark.usefixtures("administrator")
@pytest.mark.parametrize("model", [m for m in MODELS if m != "region"])
def test_every_form_opens(client, model):
    assert client.get(address(model, "add")).status_code == 200


@pytest.mark.usefixtures("administrator")
def test_edit_of_a_sector_shows_at_once(client):
    sector = Sector.all_cached()[0]
    form = client.get(address("sector", "edit", sector.pk)).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}

    response = client.post(
        address("sector", "edit", sector.pk), {**data, "name_nl": "Bouw en maken"}
    )

    assert response.status_code == 302
    assert Sector.all_cached()[0].name_nl == "Bouw en maken"


@pytest.mark.usefixtures("administrator")
def test_answers_at_the_faces_are_written_one_a_line(client):
    competence = Competence.objects.get(code="motives")
    url = address("competence", "edit", competence.pk)
    form = client.get(url).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    assert data["answer_labels_nl"] == "Super\nLeuk\nGaat wel\nNiet leuk"

    client.post(url, {**data, "answer_labels_nl": "Top\r\n Fijn \r\n\r\nMwah\r\nNee"})

    competence.refresh_from_db()
    assert competence.answer_labels_nl == ["Top", "Fijn", "Mwah", "Nee"]


@pytest.mark.usefixtures("administrator")
def test_three_answers_are_refused(client):
    competence = Competence.objects.get(code="motives")
    url = address("competence", "edit", competence.pk)
    form = client.get(url).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}

    response = client.post(url, {**data, "answer_labels_nl": "Top\nFijn\nNee"})

    assert list(response.context["form"].errors) == ["answer_labels_nl"]


@pytest.mark.usefixtures("administrator")
def test_tracks_of_a_subject_are_ticked(client):
    subject = {"code": "zeilen", "label_nl": "Zeilen", "label_en": "", "category": "practical"}

    client.post(address("subject", "add"), {**subject, "tracks": ["pro", "vso"]})

    assert Subject.objects.get(code="zeilen").tracks == ["pro", "vso"]


@pytest.mark.usefixtures("administrator")
def test_holiday_that_ends_before_it_starts_is_an_error_in_the_form(client):
    data = {
        "kind": "other",
        "region": "north",
        "school_year": "2026-2027",
        "name_nl": "Terug",
        "name_en": "",
        "first_day": "2026-12-02",
        "last_day": "2026-12-01",
    }

    response = client.post(address("schoolholiday", "add"), data)

    assert response.status_code == 200
    assert not SchoolHoliday.objects.filter(name_nl="Terug").exists()


@pytest.mark.usefixtures("administrator")
@pytest.mark.parametrize("action", ["add", "delete"])
def test_the_region_can_be_edited_but_not_added_or_deleted(client, action):
    args = () if action == "add" else (1,)

    response = client.post(address("region", action, *args), {"name": "X", "slug": "x"})

    assert response.status_code in {302, 403}
    assert Region.objects.get().pk == 1
    assert client.get(address("region", "edit", 1)).status_code == 200


def test_reference_data_is_closed_to_schools(client, coordinator):
    client.force_login(coordinator)

    assert client.get(address("sector")).status_code in {302, 403}
