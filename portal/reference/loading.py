"""Puts the shipped reference data in the database without undoing what the region changed."""

import json
from collections import Counter
from dataclasses import dataclass

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from portal.reference.cached import forget_all
from portal.reference.datasets import Dataset, datasets, read_csv
from portal.reference.models import PostcodeArea, ShippedRow


@dataclass
class Plan:
    """What to do with the rows of one dataset."""

    create: list[dict]
    update: list[tuple[models.Model, dict]]
    kept: int = 0


@transaction.atomic
def load_reference(*, reset: bool = False) -> dict[str, Counter]:
    """Load all data files. Answers per table how many rows were created, updated and kept.

    A row that the region edited or deleted stays as it is, unless ``reset``. Nothing is deleted.
    """
    result = {dataset.table: load_dataset(dataset, reset=reset) for dataset in datasets()}
    result["postcodearea"] = _load_postcode_areas()
    transaction.on_commit(forget_all)
    forget_all()
    return result


def load_dataset(dataset: Dataset, *, reset: bool = False) -> Counter:
    """One table; upper floors load theirs in a step of setup.py."""
    plan = _plan(dataset, reset=reset)
    created = [dataset.model(**_columns(dataset, values)) for values in plan.create]
    dataset.model._default_manager.bulk_create(created)
    for row, values in plan.update:
        for name, value in _columns(dataset, values).items():
            setattr(row, name, value)
        row.save()
    written = [*zip(created, plan.create, strict=True), *plan.update]
    for row, values in written:
        _link(dataset, row, values)
    _remember(dataset, [values for _, values in written])
    return Counter(created=len(created), updated=len(plan.update), kept=plan.kept)


def _plan(dataset: Dataset, *, reset: bool) -> Plan:
    shipped = dict(ShippedRow.objects.filter(table=dataset.table).values_list("key", "values"))
    present: dict[str, models.Model] = {}
    for row in dataset.model._default_manager.prefetch_related(*dataset.links):
        present.setdefault(_key_of_row(dataset, row), row)
    plan = Plan([], [])
    for values in dataset.rows:
        key = dataset.key_of(values)
        found = present.get(key)
        if not (reset or _is_untouched(dataset, found, shipped.get(key))):
            plan.kept += 1
        elif found is None:
            plan.create.append(values)
        elif _matches(dataset, found, _plain(values)):
            plan.kept += 1
        else:
            plan.update.append((found, values))
    return plan


def _is_untouched(dataset: Dataset, row: models.Model | None, shipped: dict | None) -> bool:
    """The region did nothing here: the row is new, or still as it was loaded."""
    if row is None or shipped is None:
        return row is None and shipped is None
    return _matches(dataset, row, shipped)


def _matches(dataset: Dataset, row: models.Model, values: dict) -> bool:
    """Whether the database has these values now. Fields that ``values`` lacks do not count."""
    current = {name: getattr(row, name) for name in values if name not in dataset.links}
    if _plain(current) != {name: values[name] for name in current}:
        return False
    return all(
        {other.code for other in getattr(row, name).all()} == set(values[name])
        for name in dataset.links
    )


def _plain(values: dict) -> dict:
    """As it comes back from a JSON column, so that dates compare as texts."""
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


def _key_of_row(dataset: Dataset, row: models.Model) -> str:
    return dataset.key_of({name: getattr(row, name) for name in dataset.key})


def _columns(dataset: Dataset, values: dict) -> dict:
    return {name: value for name, value in values.items() if name not in dataset.links}


def _link(dataset: Dataset, row: models.Model, values: dict) -> None:
    for name, other in dataset.links.items():
        getattr(row, name).set(other._default_manager.filter(code__in=values[name]))


def _remember(dataset: Dataset, written: list[dict]) -> None:
    ShippedRow.objects.bulk_create(
        [
            ShippedRow(table=dataset.table, key=dataset.key_of(values), values=_plain(values))
            for values in written
        ],
        update_conflicts=True,
        unique_fields=["table", "key"],
        update_fields=["values"],
    )


def _load_postcode_areas() -> Counter:
    """Thousands of rows that nobody edits: only what is missing goes in."""
    known = set(PostcodeArea.objects.values_list("pk", flat=True))
    missing = [row for row in read_csv("postcode_areas.csv") if row["pc4"] not in known]
    PostcodeArea.objects.bulk_create([PostcodeArea(**row) for row in missing], batch_size=2000)
    return Counter(created=len(missing), updated=0, kept=len(known))
