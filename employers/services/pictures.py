"""Pictures that employers send: checked, made small, and free of what cameras hide in them."""

import warnings
from io import BytesIO

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from employers.services.picture_care import employers_collection
from portal.accounts.models import User
from portal.audit import trail
from portal.core.models import Picture

FORMATS = ("JPEG", "PNG", "WEBP")
LONGEST_SIDE = 2400
SMALLEST_SIDE = 200
NOT_A_PICTURE = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError)
TOO_MANY = (Image.DecompressionBombError, Image.DecompressionBombWarning)


class PictureProblem(Exception):
    """This file cannot be used; the message says why."""


def read_picture(upload: UploadedFile) -> ContentFile:
    """The picture drawn anew as JPEG: upright, no hidden data. Raises PictureProblem.

    Size is looked at before the file is opened, and the number of pixels before they are unpacked.
    """
    size = upload.size or 0
    if size > settings.PICTURE_MAX_BYTES:
        raise PictureProblem(
            _("This picture is too large (%(size)s). The most is %(most)s.")
            % {
                "size": filesizeformat(size),
                "most": filesizeformat(settings.PICTURE_MAX_BYTES),
            }
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _drawn_anew(upload)
    except TOO_MANY as fault:
        raise _too_many_pixels() from fault
    except NOT_A_PICTURE as fault:
        raise PictureProblem(
            _("This file is not a picture that we can read. Use JPG, PNG or WebP.")
        ) from fault


@transaction.atomic
def keep_picture(content: ContentFile, *, alternative: str, by: User) -> Picture:
    """Keep what ``read_picture`` made. Raises PictureProblem without a text for the blind."""
    alternative = alternative.strip()
    if not alternative:
        raise PictureProblem(_("Say what is in the picture, for people who cannot see it."))
    picture = Picture(
        title=alternative[:255], alternative=alternative[:200], uploaded_by_user=by, file=content
    )
    picture.file_size = content.size
    picture.collection = employers_collection()
    picture.save()
    trail.record("employers.picture.add", picture, by=by)
    return picture


def _drawn_anew(upload: UploadedFile) -> ContentFile:
    upload.seek(0)
    with Image.open(upload, formats=FORMATS) as image:
        width, height = image.size
        if width * height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
            raise _too_many_pixels()
        if min(width, height) < SMALLEST_SIDE:
            raise PictureProblem(
                _("This picture is too small. It needs %(side)s pixels or more on each side.")
                % {"side": SMALLEST_SIDE}
            )
        drawing = _on_white(ImageOps.exif_transpose(image))
    drawing.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    stream = BytesIO()
    drawing.save(stream, "JPEG", quality=85, optimize=True)
    # A name of our own: that of the file may be the name of a person.
    return ContentFile(stream.getvalue(), name="foto.jpg")


def _on_white(image: Image.Image) -> Image.Image:
    """In plain colours: what was see-through becomes white."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    ground = Image.new("RGB", layer.size, "white")
    ground.paste(layer, mask=layer)
    return ground


def _too_many_pixels() -> PictureProblem:
    return PictureProblem(_("This picture has too many pixels. Make it smaller first."))
