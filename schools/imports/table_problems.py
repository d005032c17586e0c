"""What can be wrong with a school's own table, besides what can be wrong with any table."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

ROSTER_TABLE_PROBLEMS: dict[str, Promise] = {
    "columns_not_chosen": gettext_lazy(
        "This school never said what the columns of such a table are. Bring it in once by the "
        "page, or name the columns."
    ),
    "no_pupil_number": gettext_lazy(
        "There is no column with the pupil number. Without it we would not know a pupil next "
        "time, for names change and come twice. Make the export again with the pupil number."
    ),
    "no_names": gettext_lazy(
        "There is no column with the given name or the family name. We do not take a full name "
        "apart. Make the export again with given name, prefix and family name in columns of "
        "their own."
    ),
    "column_gone": gettext_lazy(
        "The columns of this file are others than you chose. Choose them again."
    ),
    "unknown_track": gettext_lazy(
        "Track “%(value)s” is not clear on %(rows)s lines. They go in without a track. "
        "You can say what it means."
    ),
    "unknown_year_text": gettext_lazy(
        "Year “%(value)s” is not clear on %(rows)s lines. They go in without a year. "
        "You can say what it means."
    ),
    "unknown_location_text": gettext_lazy(
        "Location “%(value)s” is not one of this school, on %(rows)s lines. "
        "You can say which it is."
    ),
    "many_unknown_values": gettext_lazy(
        "Column “%(column)s” holds %(values)s different texts that are not clear. "
        "Did you choose the right column?"
    ),
    "without_group": gettext_lazy("%(rows)s pupils have no group. They go in without one."),
}

UPLOAD_PROBLEMS: dict[str, Promise] = {
    "unknown_package": gettext_lazy(
        "This packed file holds no OneRoster files. Unpack it, and choose the file inside."
    ),
    "open_document": gettext_lazy(
        "This is an OpenDocument file. Open it, and save it as Excel (.xlsx) or CSV."
    ),
    "unknown_kind": gettext_lazy(
        "We cannot read this kind of file. Choose an EDEXML file (.xml), an Excel file (.xlsx), "
        "a CSV (.csv) or a OneRoster file (.zip)."
    ),
}
