"""What can be wrong with a zip file as such, in plain words. Codes are kept, not sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

ZIP_PROBLEMS: dict[str, Promise] = {
    "program": gettext_lazy(
        "This is a program, not a list. We do not read it. Where did you get it from?"
    ),
    "not_zip": gettext_lazy("This is not a zip file. Choose the export itself, as it was saved."),
    "zip_empty": gettext_lazy("There are no files in this zip. Make the export again."),
    "zip_broken": gettext_lazy(
        "The zip file breaks off or is damaged. Nothing was imported. Make the export again."
    ),
    "zip_part_broken": gettext_lazy(
        "%(file)s in the zip is damaged. Nothing was imported. Make the export again."
    ),
    "zip_encrypted": gettext_lazy(
        "This zip file has a password. Make the export without a password."
    ),
    "zip_method": gettext_lazy(
        "%(file)s is packed in a way that we do not know. Pack the files again as an ordinary zip."
    ),
    "zip_too_many": gettext_lazy(
        "There are more than %(most)s files in this zip. Choose the zip with the export only."
    ),
    "zip_too_large": gettext_lazy(
        "Unpacked, this zip is larger than %(megabytes)s MB. Make an export of your school only."
    ),
    "zip_bomb": gettext_lazy(
        "%(file)s becomes far larger when unpacked than an export ever is. "
        "For safety we do not read it."
    ),
    "zip_path": gettext_lazy(
        "A file in this zip wants to be put in another folder (%(file)s). "
        "For safety we do not read it."
    ),
    "zip_link": gettext_lazy(
        "%(file)s in this zip is a link to somewhere else. For safety we do not read it."
    ),
    "zip_program": gettext_lazy(
        "There is a program in this zip (%(file)s). For safety we do not read it."
    ),
    "zip_nested": gettext_lazy(
        "There is another zip in this zip (%(file)s). Unpack it and choose the one inside."
    ),
    "zip_twice": gettext_lazy(
        "%(file)s is in this zip twice, so we do not know which one is right. "
        "Make the export again."
    ),
    "zip_folders": gettext_lazy(
        "The files in this zip are in several folders. Put them together in one and zip it again."
    ),
}
