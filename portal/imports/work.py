"""What a worker does for an import: claim it, read the file, keep a pulse, and end it well.

Messages may come twice and workers may die: the row decides. A pulse older than STALE is a dead
worker; the sweep hands its import to another one, at most MOST_ATTEMPTS times.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.db import OperationalError, transaction
from django.db.models import F, Q
from django.utils import timezone, translation

from portal.core.workflow import TransitionNotAllowed
from portal.imports.models import ImportRun
from portal.imports.problems import ImportRefused

logger = logging.getLogger(__name__)
State = ImportRun.State
STALE = timedelta(seconds=90)
MOST_ATTEMPTS = 3
PULSE = 2.0
FORGOTTEN = timedelta(days=7)


class Stopped(Exception):
    """The person cancelled while the file was being read."""


@dataclass(frozen=True)
class ImportWork:
    """One kind of import: its rows, the tasks of its busy states, and how it ends without us.

    ``fail(import_, refused=None)`` and ``cancel(import_, by=None)`` are services of its floor.
    """

    model: type[Any]
    tasks: Mapping[str, Any]
    fail: Callable[..., None]
    cancel: Callable[..., None]
    related: tuple[str, ...] = ("created_by",)

    def run(self, import_id: int, state: str, job: Callable[[Any], None]) -> bool:
        """Do the job of this state once. False when there was nothing to do."""
        if not self._claim(import_id, state):
            return False
        import_ = self.model.objects.select_related(*self.related).get(pk=import_id)
        language = import_.created_by and import_.created_by.language
        with translation.override(language or settings.LANGUAGE_CODE):
            try:
                job(import_)
            except (Stopped, TransitionNotAllowed):
                return False
            except ImportRefused as error:
                self._end(import_id, error)
            except OperationalError:
                # The database was busy: give the claim back, the message comes again.
                self.model.objects.filter(pk=import_id).update(heartbeat_at=None)
                raise
            except Exception as error:
                # Only its kind: the text of an error may quote a person's row.
                name = self.model._meta.verbose_name
                logger.error("%s %s failed: %s", name, import_id, type(error).__name__)
                self._end(import_id, None)
        return True

    def revive_stalled(self) -> int:
        """Hand imports of dead workers to another one; drop what nobody looked at for a week."""
        now = timezone.now()
        silent = Q(heartbeat_at__lt=now - STALE) | Q(heartbeat_at=None, created_at__lt=now - STALE)
        stalled = self.model.objects.filter(silent, state__in=self.tasks)
        for import_ in stalled:
            if import_.attempts >= MOST_ATTEMPTS:
                self.fail(import_)
            else:
                self.tasks[import_.state].delay(import_.pk)
        # A table that waits for its columns holds names as well.
        forgotten = self.model.objects.filter(
            state__in=[State.UPLOADED, State.READY], created_at__lt=now - FORGOTTEN
        )
        for import_ in forgotten:
            self.cancel(import_, by=None)
        return len(stalled)

    def _claim(self, import_id: int, state: str) -> bool:
        """One guarded UPDATE: of two workers with the same message, one gets it."""
        now = timezone.now()
        free = Q(heartbeat_at=None) | Q(heartbeat_at__lt=now - STALE)
        mine = self.model.objects.filter(free, pk=import_id, state=state)
        return bool(mine.update(heartbeat_at=now, attempts=F("attempts") + 1))

    def _end(self, import_id: int, refused: ImportRefused | None) -> None:
        import_ = self.model.objects.select_related("created_by").get(pk=import_id)
        try:
            self.fail(import_, refused=refused)
        except TransitionNotAllowed:
            return


@contextmanager
def opened(import_: Any, *, times: int = 1) -> Iterator[BinaryIO]:
    """The file of an import, which keeps the import's pulse and progress while it is read.

    ``times`` is how often its reader goes through it.
    """
    with import_.file.open("rb") as file:
        yield cast("BinaryIO", _Watched(file, import_, times))


def forget_file(import_: Any) -> None:
    """The file holds names, so it goes as soon as it is of no more use."""
    if not import_.file:
        return
    storage, name = import_.file.storage, str(import_.file.name)
    import_.file = ""
    type(import_).objects.filter(pk=import_.pk).update(file="")
    transaction.on_commit(lambda: storage.delete(name))


class _Watched:
    def __init__(self, file: File, import_: Any, times: int):
        self._file = file
        self._import = import_
        self._all = max(import_.file.size, 1) * times
        self._read = 0
        self._last = monotonic()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._read += len(data)
        if monotonic() - self._last > PULSE:
            self._last = monotonic()
            self._beat(min(99, 100 * self._read // self._all))
        return data

    def seek(self, *args: int) -> int:
        return self._file.seek(*args)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True

    def _beat(self, progress: int) -> None:
        model = type(self._import)
        here = model.objects.filter(pk=self._import.pk, state=self._import.state)
        with transaction.atomic():
            if not here.update(heartbeat_at=timezone.now(), progress=progress):
                raise Stopped
