"""manage.py load_school_list FILE [--confirm]

Ends with 0 when it is done, 1 when the file is refused, 3 when it asks for --confirm.
"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal.imports.problems import ImportRefused, wording
from portal.reference.models import Region
from schools.imports.school_list import read_school_list
from schools.services.school_list import ListLooksPartial, load_school_list

ASKS = 3
MOST_TOLD = 20


class Command(BaseCommand):
    help = "Load DUO's list of school locations (02. Alle vestigingen vo, CSV). Twice is once."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the CSV file of DUO")
        parser.add_argument(
            "--confirm", action="store_true", help="also when more than half would end"
        )

    def handle(self, *, file: Path, confirm: bool, **options):
        try:
            with file.open("rb") as stream:
                found = read_school_list(stream, name=file.name)
            report = load_school_list(found.rows, by=None, confirmed=confirm)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except Region.DoesNotExist as error:
            raise CommandError("There is no region yet. Run load_reference first.") from error
        except ImportRefused as error:
            raise CommandError(error.message) from error
        except ListLooksPartial as error:
            raise CommandError(
                f"{error.gone} of {error.known} locations are not in this file. "
                "Nothing was changed. Add --confirm if that is right.",
                returncode=ASKS,
            ) from error
        told = ", ".join(f"{number} {verb}" for verb, number in report.counts.items())
        self.stdout.write(self.style.SUCCESS(f"School list: {told}."))
        for problem in found.problems[:MOST_TOLD]:
            self.stdout.write(f"line {problem.line}: {wording(problem.code, problem.context)}")
        if len(found.problems) > MOST_TOLD:
            self.stdout.write(f"and {len(found.problems) - MOST_TOLD} more")
