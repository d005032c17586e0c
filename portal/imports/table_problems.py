"""What can be wrong with a table (CSV or Excel), in plain words. Codes are kept, not sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

TABLE_PROBLEMS: dict[str, Promise] = {
    "table_extension": gettext_lazy(
        "This file ends in “.%(found)s”. Choose a table: a .csv or an Excel file (.xlsx)."
    ),
    "macros": gettext_lazy(
        "This Excel file holds macros (little programs). Save it as .xlsx without macros."
    ),
    "old_excel": gettext_lazy(
        "This is an old Excel file, or one with a password. Save it as .xlsx without a password."
    ),
    "not_a_table": gettext_lazy("This is not a table. Choose a .csv or an Excel file (.xlsx)."),
    "broken_excel": gettext_lazy(
        "This Excel file is damaged. Open it in Excel, save it again and choose that file."
    ),
    "unpacks_too_large": gettext_lazy(
        "This Excel file becomes far too large when it is opened. Copy only the list to a new file."
    ),
    "wrong_encoding": gettext_lazy(
        "The letters with accents on line %(line)s cannot be read. "
        "In Excel, save the file as “CSV UTF-8” and choose that file."
    ),
    "broken_csv": gettext_lazy(
        "The table breaks off at line %(line)s, perhaps by a quotation mark that is never closed."
    ),
    "no_header": gettext_lazy("The first line must hold the names of the columns."),
    "double_header": gettext_lazy(
        "Two columns are called “%(header)s”. Give each column a name of its own."
    ),
    "too_many_rows": gettext_lazy("This table has more than %(most)s rows. Split it."),
    "too_many_columns": gettext_lazy("This table has more than %(most)s columns."),
    "no_rows": gettext_lazy("There are no rows under the names of the columns."),
    "missing_column": gettext_lazy("Choose the column for: %(field)s."),
}

CELL_PROBLEMS: dict[str, Promise] = {
    "formula": gettext_lazy(
        "Column “%(column)s” holds a formula or starts with =, +, - or @. Type the value itself."
    ),
    "long_row": gettext_lazy(
        "This line has more cells than there are columns. "
        "Put text with a separator in it between quotation marks."
    ),
    "short_row": gettext_lazy("This line has fewer cells than there are columns. They stay empty."),
    "long_cell": gettext_lazy("The text in column “%(column)s” is too long: at most %(most)s."),
}
