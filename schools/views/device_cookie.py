"""What a device of the school keeps to be known by."""

from schools.models import ClassDevice, School
from schools.services.class_devices import device_with, note_use, token_of_device

COOKIE = "klasapparaat"
DAYS = 400  # the longest that browsers keep anything


def device_of(request) -> ClassDevice | None:
    """The device that the visitor sits at, when a school set it up. Read once per request."""
    if not hasattr(request, "class_device_row"):
        token = request.COOKIES.get(COOKIE, "")
        request.class_device_row = device_with(token) if token else None
        if request.class_device_row is not None:
            note_use(request.class_device_row)
    return request.class_device_row


def device_here(request, school: School) -> ClassDevice | None:
    """The same, when it is a device of this school."""
    device = device_of(request)
    return device if device and device.school_id == school.pk else None


def leave_cookie(request, response, device: ClassDevice) -> None:
    response.set_cookie(
        COOKIE,
        token_of_device(device),
        max_age=DAYS * 24 * 60 * 60,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
