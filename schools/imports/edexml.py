"""Reads EDEXML 1.0-2.1, the Dutch standard for rosters, into plain rows. No database here.

Only the elements named below are ever read. A citizen number, birth date, origin and the like stay
inside the parser: no Python value is made of them.
"""

from typing import BinaryIO

from portal.imports.problems import ImportRefused
from portal.imports.rows import Roster
from portal.imports.xml import records
from schools.imports.edexml_fields import School
from schools.imports.edexml_records import Collector
from schools.imports.edexml_references import make_roster

ROOT = "EDEX"


def read_edexml(file: BinaryIO) -> Roster:
    """The roster in ``file``, with a problem for each row that is not right.

    Raises ImportRefused when the file as a whole cannot be used: broken or unsafe XML, another kind
    of file, a Flemish school, no school or school year, no pupils, citizen numbers as keys.
    """
    school = None
    collector = Collector()
    readers = collector.readers
    paths = {("school",), *readers}
    for path, element in records(file, root=ROOT, paths=paths, refusal="not_edexml"):
        if path == ("school",):
            school = School.read(element)
        else:
            readers[path](element)
    if school is None:
        raise ImportRefused("no_school")
    return make_roster(school, collector)
