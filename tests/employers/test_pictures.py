from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from employers.services import pictures
from employers.services.pictures import PictureProblem, keep_picture, read_picture
from portal.audit import trail
from portal.core.models import Picture


def opened(content):
    return Image.open(BytesIO(content.read()))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_read_picture_draws_it_anew_as_jpeg(picture_file, kind):
    image = opened(read_picture(picture_file(kind=kind)))

    assert (image.format, image.size, image.mode) == ("JPEG", (640, 480), "RGB")


def test_read_picture_drops_what_the_camera_hid(picture_file):
    exif = Image.Exif()
    exif[0x010E] = "Naam van een leerling"
    exif.get_ifd(0x8825)[2] = (51.0, 52.0, 53.0)

    image = opened(read_picture(picture_file(exif=exif)))

    assert dict(image.getexif()) == {}


def test_read_picture_puts_it_upright(picture_file):
    exif = Image.Exif()
    exif[0x0112] = 6  # lying on its side

    assert opened(read_picture(picture_file(exif=exif))).size == (480, 640)


def test_read_picture_makes_it_small(picture_file):
    image = opened(read_picture(picture_file(size=(4000, 3000))))

    assert image.size == (2400, 1800)


def test_read_picture_paints_what_is_see_through_white():
    stream = BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(stream, "PNG")

    image = opened(read_picture(SimpleUploadedFile("logo.png", stream.getvalue())))

    assert image.getpixel((150, 150)) == (255, 255, 255)


def test_read_picture_keeps_no_name_of_the_file(picture_file):
    assert read_picture(picture_file(name="Sanne de Boer.jpg")).name == "foto.jpg"


@pytest.mark.parametrize(
    "content",
    [b"", b"not a picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a" + b"\0" * 90],
    ids=["empty", "text", "svg", "gif"],
)
def test_read_picture_refuses_what_is_no_picture(content):
    with pytest.raises(PictureProblem, match="JPG"):
        read_picture(SimpleUploadedFile("foto.jpg", content))


def test_read_picture_refuses_half_a_picture(picture_file):
    whole = picture_file(size=(900, 900)).read()

    with pytest.raises(PictureProblem, match="JPG"):
        read_picture(SimpleUploadedFile("foto.jpg", whole[: len(whole) // 2]))


def test_read_picture_refuses_50_megabytes_without_opening_it(monkeypatch):
    monkeypatch.setattr(pictures.Image, "open", lambda *a, **k: pytest.fail("opened"))
    upload = SimpleUploadedFile("foto.jpg", b"")
    upload.size = 50 * 1024 * 1024

    with pytest.raises(PictureProblem, match="10"):
        read_picture(upload)


@pytest.mark.parametrize("side", [7_000, 20_000], ids=["over our limit", "a bomb"])
def test_read_picture_refuses_too_many_pixels(side):
    stream = BytesIO()
    Image.new("1", (side, side)).save(stream, "PNG")

    with pytest.raises(PictureProblem, match="pixels"):
        read_picture(SimpleUploadedFile("foto.png", stream.getvalue()))


def test_read_picture_refuses_a_stamp(picture_file):
    with pytest.raises(PictureProblem, match="200"):
        read_picture(picture_file(size=(64, 64)))


def test_keep_picture(picture_file, employer_user):
    picture = keep_picture(
        read_picture(picture_file()), alternative=" Een bakker. ", by=employer_user
    )

    kept = Picture.objects.get()
    assert (kept.alternative, kept.width, kept.height) == ("Een bakker.", 640, 480)
    assert kept.uploaded_by_user == employer_user
    assert [entry.action for entry in trail.entries_for(picture)] == ["employers.picture.add"]


def test_keep_picture_needs_words_for_the_blind(picture_file, employer_user):
    with pytest.raises(PictureProblem):
        keep_picture(read_picture(picture_file()), alternative="  ", by=employer_user)

    assert not Picture.objects.exists()
