from django.core.management.base import BaseCommand

from portal.cms.first_pages import load_first_pages


class Command(BaseCommand):
    help = "Make the pages a new site begins with; does nothing where there is a home page."

    def handle(self, **options):
        if made := load_first_pages():
            self.stdout.write(f"{made} pages")
