"""`manage.py prepare`: the database as this version of the code needs it."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    help = "Migrate, load reference data and first pages; fill an empty demo with its region, once."

    def handle(self, **options):
        if has_unapplied_migrations():
            self.stdout.write("Preparing the database ...")
            call_command("migrate", verbosity=0)
            call_command("load_reference", stdout=self.stdout)
        # Somebody's account means somebody's data: the demo region only fills an empty house.
        if settings.DEMO and not get_user_model()._default_manager.exists():
            self.stdout.write("Loading the demo region (once) ...")
            self.stdout.flush()
            with transaction.atomic():
                call_command("load_demo", stdout=self.stdout)
        call_command("load_pages", stdout=self.stdout)


def has_unapplied_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
