from django.core.management.base import BaseCommand

from portal.reference.loading import load_reference
from portal.reference.setup import run_steps


class Command(BaseCommand):
    help = "Load sectors, competences, subjects, holidays and the like. Safe to run again."

    def add_arguments(self, parser):
        parser.add_argument(
            "--reset",
            action="store_true",
            help="Also put back what the region changed or deleted in the admin.",
        )

    def handle(self, *, reset, verbosity, **options):
        result = load_reference(reset=reset)
        steps = run_steps()
        if not verbosity:
            return
        for table, counts in result.items():
            told = ", ".join(f"{number} {verb}" for verb, number in counts.items() if number)
            self.stdout.write(f"{table}: {told}")
        for name, sentence in steps.items():
            self.stdout.write(f"{name}: {sentence or 'done'}")
        self.stdout.write(self.style.SUCCESS("Reference data is in place."))
