"""What can be wrong with a OneRoster file, in plain words, with file and column. Rows have a line
beside the sentence; refusals of the whole file say it in the sentence."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

ONEROSTER_REFUSALS: dict[str, Promise] = {
    "not_oneroster": gettext_lazy(
        "There is no OneRoster in this zip: users.csv, orgs.csv and the like are missing. "
        "Choose the OneRoster export of your pupil administration."
    ),
    "oneroster_is_excel": gettext_lazy(
        "This is an Excel file under another name. Let its name end in “.xlsx” and choose it again."
    ),
    "oneroster_missing_file": gettext_lazy(
        "%(file)s is missing in the zip. Ask your supplier for a complete OneRoster export."
    ),
    "oneroster_empty_file": gettext_lazy("%(file)s is empty. Make the export again."),
    "oneroster_missing_column": gettext_lazy(
        "%(file)s, line %(line)s: column “%(column)s” is missing. "
        "The first line must hold the names of the columns as in OneRoster."
    ),
    "oneroster_columns": gettext_lazy("%(file)s, line 1: there are more than %(most)s columns."),
    "oneroster_letters": gettext_lazy(
        "%(file)s, line %(line)s: letters cannot be read. Ask your supplier for an export in UTF-8."
    ),
    "oneroster_not_text": gettext_lazy(
        "%(file)s, line %(line)s: this is no text. Make the export again."
    ),
    "oneroster_broken_csv": gettext_lazy(
        "%(file)s breaks off or is damaged at line %(line)s, perhaps by a quotation mark that is "
        "never closed. Nothing was imported. Make the export again."
    ),
    "oneroster_no_school": gettext_lazy(
        "%(file)s, column “type”: there is no school in it. Ask your supplier for an export with "
        "your school in it."
    ),
    "oneroster_schools_unnamed": gettext_lazy(
        "orgs.csv, column “identifier”: %(number)s schools and none has a BRIN, such as 12AB01. "
        "So we do not know which one is yours. Ask your supplier to fill in the BRIN, "
        "or for an export of your school only."
    ),
    "oneroster_several_schools": gettext_lazy(
        "There are several schools in this file (%(brins)s). Say for which one you import it."
    ),
    "oneroster_no_year": gettext_lazy(
        "%(file)s, column “startDate”: there is no period with a date such as 2026-08-01, "
        "so we do not know of which school year this is."
    ),
    "oneroster_no_roles": gettext_lazy(
        "%(file)s has no column “role” and there is no roles.csv, "
        "so we do not know who is a pupil. Ask your supplier for a complete export."
    ),
    "oneroster_no_pupils": gettext_lazy(
        "%(file)s: there are no pupils of your school in it. Nothing was imported."
    ),
}

ONEROSTER_FILE_REMARKS: dict[str, Promise] = {
    "oneroster_without_file": gettext_lazy("%(file)s is missing. We go on without it."),
    "oneroster_no_manifest": gettext_lazy(
        "manifest.csv is missing. We take it that this is the complete roster."
    ),
    "oneroster_manifest_blank": gettext_lazy(
        "%(file)s, column “%(column)s”: “%(property)s” has no value. We look at the file itself."
    ),
    "oneroster_manifest_value": gettext_lazy(
        "%(file)s, column “%(column)s”: “%(value)s” of “%(property)s” must be absent, bulk or "
        "delta. We look at the file itself."
    ),
    "oneroster_not_absent": gettext_lazy(
        "manifest.csv says that %(file)s is not there, but it is. We do read it."
    ),
    "oneroster_promised": gettext_lazy(
        "manifest.csv says that %(file)s is there, but it is not. We go on without it."
    ),
    "oneroster_version": gettext_lazy(
        "This is OneRoster %(version)s. We know 1.1 and 1.2, and read what we recognise."
    ),
    "oneroster_other_version": gettext_lazy(
        "manifest.csv says OneRoster %(version)s, but the files are of the other version. "
        "We go by the files."
    ),
    "oneroster_file_name": gettext_lazy("“%(file)s” should be called %(expected)s. We read it."),
    "oneroster_roles_elsewhere": gettext_lazy(
        "%(file)s holds what belongs in roles.csv. We read it as such."
    ),
    "oneroster_no_rows": gettext_lazy("%(file)s holds names of columns and no rows."),
    "oneroster_not_utf8": gettext_lazy(
        "%(file)s is not in UTF-8. We read it as Windows text: look whether accents are right."
    ),
    "oneroster_separator": gettext_lazy(
        "%(file)s has no commas between the columns. Perhaps a spreadsheet saved it again. "
        "We do read it."
    ),
    "oneroster_unknown_column": gettext_lazy(
        "%(file)s: we do not know column “%(column)s”. It is not read."
    ),
    "oneroster_double_column": gettext_lazy(
        "%(file)s: column “%(column)s” is there twice. We read the first one."
    ),
    "oneroster_spelling": gettext_lazy(
        "%(file)s: column “%(column)s” should be called “%(expected)s”. We read it as such."
    ),
    "oneroster_without_column": gettext_lazy(
        "%(file)s: column “%(column)s” is missing. We go on without it."
    ),
    "oneroster_no_courses": gettext_lazy(
        "classes.csv names courses, but there is no %(file)s. We do not need it."
    ),
    "oneroster_other_years": gettext_lazy(
        "%(file)s also holds classes of %(years)s. We read those of %(year)s only."
    ),
    "oneroster_no_homerooms": gettext_lazy(
        "%(file)s, column “classType”: no class is a “homeroom”. "
        "Pupils go in without a base group; the classes become composite groups."
    ),
    "oneroster_no_identifiers": gettext_lazy(
        "%(file)s, column “identifier”: nobody has a pupil number. We know pupils by “sourcedId”. "
        "Did you use another kind of file before? Then everyone will seem to be new."
    ),
    "oneroster_other_schools": gettext_lazy(
        "%(file)s: %(rows)s people are of another school. They stay out."
    ),
}

ONEROSTER_ROW_REMARKS: dict[str, Promise] = {
    "oneroster_short_row": gettext_lazy(
        "%(file)s: this line has fewer cells than there are columns. They stay empty."
    ),
    "oneroster_long_row": gettext_lazy(
        "%(file)s: this line has more cells than there are columns, "
        "so we do not know what belongs where. It is not read."
    ),
    "oneroster_date": gettext_lazy(
        "%(file)s, column “%(column)s”: “%(value)s” is no date such as 2026-08-01. It is left out."
    ),
    "oneroster_word": gettext_lazy(
        "%(file)s, column “%(column)s”: OneRoster does not know “%(value)s”. It is left out."
    ),
    "oneroster_word_case": gettext_lazy(
        "%(file)s, column “%(column)s”: “%(value)s” is spelt with other capitals in OneRoster. "
        "We do read it."
    ),
    "oneroster_blank": gettext_lazy("%(file)s, column “%(column)s”: this cell may not be empty."),
    "oneroster_without_id": gettext_lazy(
        "%(file)s, column “%(column)s”: this cell is empty, "
        "so we would not know this row next time."
    ),
    "oneroster_dummy": gettext_lazy(
        "%(file)s, column “%(column)s”: numbers that begin with # change with each export, "
        "so we would not know this row next time."
    ),
    "oneroster_twice": gettext_lazy(
        "%(file)s, column “%(column)s”: this one was already on line %(first)s."
    ),
    "oneroster_eck_id": gettext_lazy(
        "%(file)s, column “%(column)s”: this ECK iD was already on line %(first)s. "
        "It is left out here."
    ),
    "oneroster_too_long": gettext_lazy("%(file)s, column “%(column)s”: this is too long."),
    "oneroster_without_name": gettext_lazy("%(file)s, column “%(column)s”: there is no name."),
    "oneroster_damaged_letters": gettext_lazy(
        "%(file)s, column “%(column)s”: letters with accents came through damaged. "
        "Ask your supplier for an export in UTF-8."
    ),
    "oneroster_email": gettext_lazy(
        "%(file)s, column “%(column)s”: the e-mail address is not right. It is left out."
    ),
    "oneroster_grade": gettext_lazy(
        "%(file)s, column “%(column)s”: “%(value)s” is not one year, 1 to 6. It is left out."
    ),
    "oneroster_no_grade": gettext_lazy(
        "%(file)s, column “%(column)s”: there is no year, neither of the pupil nor of the group."
    ),
    "oneroster_no_homeroom": gettext_lazy(
        "%(file)s: this pupil is in no base group now (a “homeroom” in enrollments.csv)."
    ),
    "oneroster_two_homerooms": gettext_lazy(
        "%(file)s: this pupil is in more than one base group. We take the first one."
    ),
    "oneroster_no_identifier": gettext_lazy(
        "%(file)s, column “%(column)s”: no pupil number, others have one. "
        "We know this pupil by “sourcedId”."
    ),
    "oneroster_prefix_moved": gettext_lazy(
        "%(file)s, column “%(column)s”: this looks like a prefix, such as “van der”. "
        "We take it as one. Have a look at the name."
    ),
    "oneroster_prefix_inside": gettext_lazy(
        "%(file)s, column “%(column)s”: the family name seems to begin with a prefix, "
        "such as “van der”. We leave it as it is. Have a look at the name."
    ),
    "oneroster_org_without_brin": gettext_lazy(
        "%(file)s: this school has no BRIN, others in the file have. It stays out."
    ),
    "oneroster_status_ignored": gettext_lazy(
        "%(file)s, column “%(column)s”: this one is said to be gone. We do use it."
    ),
    "oneroster_inactive": gettext_lazy(
        "%(file)s, column “%(column)s”: this row is “inactive”. It is not used."
    ),
    "oneroster_deleted": gettext_lazy(
        "%(file)s, column “%(column)s”: this row is to be deleted. It is not used."
    ),
    "oneroster_school_year": gettext_lazy(
        "%(file)s, column “%(column)s” does not fit “startDate”. We go by “startDate”."
    ),
    "oneroster_unknown_parent": gettext_lazy(
        "%(file)s, column “parentSourcedId”: period “%(value)s” is not in the file."
    ),
    "oneroster_unknown_term": gettext_lazy(
        "%(file)s, column “%(column)s”: period “%(value)s” is not in academicSessions.csv."
    ),
    "oneroster_unknown_course": gettext_lazy(
        "%(file)s, column “%(column)s”: course “%(value)s” is not in courses.csv. "
        "We do not need it."
    ),
    "oneroster_unknown_class": gettext_lazy(
        "%(file)s, column “%(column)s”: class “%(value)s” is not in classes.csv. "
        "This row is not used."
    ),
    "oneroster_unknown_user": gettext_lazy(
        "%(file)s, column “%(column)s”: this person is not in users.csv. This row is not used."
    ),
    "oneroster_unknown_school": gettext_lazy(
        "%(file)s, column “%(column)s”: this school is not in orgs.csv. "
        "We take it that it is the only school in the file."
    ),
    "oneroster_unknown_school_out": gettext_lazy(
        "%(file)s, column “%(column)s”: this school is not in orgs.csv. This row is not used."
    ),
    "oneroster_without_role": gettext_lazy(
        "%(file)s: this person has no role in roles.csv and stays out."
    ),
    "oneroster_staff_as_pupil": gettext_lazy(
        "%(file)s, column “%(column)s”: a member of staff is put in a class as a pupil. "
        "This row is not used."
    ),
    "oneroster_pupil_as_staff": gettext_lazy(
        "%(file)s, column “%(column)s”: a pupil is put in a class as a member of staff. "
        "This row is not used."
    ),
}

ONEROSTER_PROBLEMS = {
    **ONEROSTER_REFUSALS,
    **ONEROSTER_FILE_REMARKS,
    **ONEROSTER_ROW_REMARKS,
}
