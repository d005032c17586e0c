"""`manage.py write_docs`: the two documents that the code writes itself."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.privacy.documents import permissions_document, privacy_document

DOCUMENTS = {
    "docs/permissions.md": permissions_document,
    "docs/privacy.md": privacy_document,
}


class Command(BaseCommand):
    help = "Write docs/permissions.md and docs/privacy.md from the code."

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="only say whether they are current"
        )

    def handle(self, *, check, **options):
        for name, document in DOCUMENTS.items():
            path = settings.BASE_DIR / name
            text = document()
            if path.exists() and path.read_text(encoding="utf-8") == text:
                continue
            if check:
                raise CommandError(f"{name} is not what the code says. Run: make docs")
            path.write_text(text, encoding="utf-8")
            self.stdout.write(f"Wrote {name}.")
