"""A piece of an upload comes in: what has arrived stays, wherever the line is cut and whoever dies.

First the bytes, then the disk has them, then the row says so: an offset never tells of bytes that could go again. What
the row does not know of, the next writer writes over.
"""

import hashlib
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from django.utils import timezone

from core.disk import is_full
from videos.domain.quota import check_disk
from videos.domain.sniff import HEAD_BYTES, Rejected, check_head
from videos.domain.uploads.ending import IDLE, LOST, end, is_lost, refuse
from videos.domain.uploads.finishing import finish
from videos.domain.uploads.incoming import held, is_asked_for, path_of, sync
from videos.domain.uploads.trouble import Busy, DiskFull, Elsewhere, Ended, TooMuch, WrongChecksum, WrongOffset
from videos.models import Upload

PIECE = 1 << 16
SAVE_EVERY_BYTES = 8 << 20
SAVE_EVERY_S = 5.0
HEAD_PATIENCE_S = 1.0  # who asks how far it is waits for a writer that is just noticing that its line was cut


class Source(Protocol):
    """Where the bytes come from."""

    def read(self, size: int, /, *, give_way: Callable[[], bool]) -> bytes:
        """Return at most so many bytes; none at the end, or where the line is cut, or silent while one is to give way.

        What was received before is returned first.
        """


@dataclass(frozen=True)
class Checksum:
    """What the bytes of a piece must add up to."""

    algorithm: str
    digest: bytes


def receive(
    upload: Upload, source: Source, *, offset: int, length: int, checksum: Checksum | None = None
) -> tuple[Upload, int]:
    """Take a piece of `length` bytes that begins at `offset`, and finish the upload where it is the last one.

    Return the upload as it is then, and how many bytes came. Raises Ended, Busy, WrongOffset, TooMuch, WrongChecksum,
    DiskFull, and Rejected where what came is no clip.
    """
    try:
        with held(upload) as fd:
            row = _settled(upload, fd)
            if row.offset != offset:
                raise WrongOffset(row.offset)
            if offset + length > row.length:
                raise TooMuch(row.offset)
            writer = Writer(fd, row)
            came = writer.take(source, length, checksum) if length else 0
            if row.offset == row.length:
                _finish(row, fd)
            return row, came
    except FileNotFoundError as error:
        row = _without_file(upload, error)
        if offset != row.length:
            raise WrongOffset(row.length) from None
        if length:
            raise TooMuch(row.length) from None
        return row, 0


def look(upload: Upload) -> Upload:
    """Return the upload as it is; one that is whole, but whose finishing was cut off, is finished now.

    Raises Ended, and Rejected where it is no clip.
    """
    try:
        with held(upload, patience_s=HEAD_PATIENCE_S) as fd:
            row = _settled(upload, fd)
            if row.offset == row.length:
                _finish(row, fd)
            return row
    except Busy:
        return _open(upload)
    except FileNotFoundError as error:
        return _without_file(upload, error)


def _finish(row: Upload, fd: int) -> None:
    try:
        finish(row, fd)
    except Exception as error:
        if is_full(error):
            raise DiskFull(row.offset) from error
        raise


def _open(upload: Upload) -> Upload:
    """Return the upload as it is now; raises Ended unless it is open or done."""
    row = Upload.objects.select_related("owner").get(pk=upload.pk)
    if row.state not in (Upload.State.OPEN, Upload.State.DONE):
        raise Ended(row)
    return row


def _settled(upload: Upload, fd: int) -> Upload:
    """Return the upload with the offset up to which its bytes are there for sure. Who calls it holds the file."""
    row = _open(upload)
    if row.state == Upload.State.DONE:
        raise FileNotFoundError  # its file goes this moment
    there = os.fstat(fd).st_size
    if there < row.offset:  # the disk lost what it had promised to keep
        Upload.objects.filter(pk=row.pk).update(offset=there)
        row.offset = there
    return row


def _without_file(upload: Upload, error: FileNotFoundError) -> Upload:
    """Return an upload that is done; raises Ended for one that ended, or whose file was lost.

    Raises Elsewhere where the file may lie on another machine, or on a disk that is not there just now.
    """
    row = _open(upload)
    if row.state == Upload.State.OPEN:
        if path_of(row.pk).exists():
            raise error  # something else was missing, such as a folder of the storage: nothing of it is lost
        if not is_lost(row):
            raise Elsewhere from error
        end(row, code="lost", reason=LOST)
        raise Ended(row)
    return row


class Writer:
    """Writes one piece to the file of an upload, and moves the offset of its row along."""

    def __init__(self, fd: int, row: Upload) -> None:
        self.fd, self.row = fd, row
        self.at = self.saved = row.offset
        self.saved_at = time.monotonic()

    def take(self, source: Source, length: int, checksum: Checksum | None) -> int:
        """Write what comes, and return how much that was; the row's offset is what is kept of it."""
        start, row = self.row.offset, self.row
        try:
            check_disk(length)
        except Rejected as rejected:
            raise DiskFull(start) from rejected
        digest = hashlib.new(checksum.algorithm, usedforsecurity=False) if checksum else None
        try:
            os.ftruncate(self.fd, start)
            while self.at - start < length:
                piece = source.read(min(PIECE, length - (self.at - start)), give_way=self.give_way)
                if not piece:
                    break
                if digest:
                    digest.update(piece)
                before = self.at
                self.write(piece)
                if digest is None and before < HEAD_BYTES:
                    self.check_head()
                if digest is None and self.is_time_to_save():
                    self.save()
            if checksum and digest:
                if digest.digest() != checksum.digest:
                    raise WrongChecksum(start)
                self.check_head()  # not before: what was damaged on the way says nothing about the file
            self.save()
        except Rejected as rejected:
            refuse(row, rejected)
            raise
        except Exception as error:
            if digest is not None:
                self.drop()
            if is_full(error):
                self.save_what_fits()
                raise DiskFull(row.offset) from error
            raise
        return self.at - start

    def give_way(self) -> bool:
        """Tell whether another request waits for this upload."""
        return is_asked_for(self.fd)

    def write(self, piece: bytes) -> None:
        """Write all of a piece, however little the system takes at a time."""
        left = memoryview(piece)
        while left:
            written = os.pwrite(self.fd, left, self.at)
            self.at += written
            left = left[written:]

    def check_head(self) -> None:
        """Look at the first bytes as soon as they are there; raises Rejected."""
        if self.at >= min(HEAD_BYTES, self.row.length):
            check_head(os.pread(self.fd, HEAD_BYTES, 0))

    def is_time_to_save(self) -> bool:
        """Tell whether more came than should be sent again after a crash."""
        return self.at - self.saved >= SAVE_EVERY_BYTES or time.monotonic() - self.saved_at > SAVE_EVERY_S

    def save(self) -> None:
        """Have the disk keep what came, then let the row say so; raises Ended where the upload ended meanwhile."""
        sync(self.fd)
        moved = Upload.objects.filter(pk=self.row.pk, state=Upload.State.OPEN).update(
            offset=self.at, expires_at=timezone.now() + IDLE
        )
        if not moved:
            raise Ended(Upload.objects.get(pk=self.row.pk))
        self.row.offset = self.saved = self.at
        self.saved_at = time.monotonic()

    def save_what_fits(self) -> None:
        """Keep what a full disk took; where even that fails, drop what the row does not know."""
        try:
            self.save()
        except Exception as error:
            if not is_full(error):
                raise
            self.drop()

    def drop(self) -> None:
        """Cut off what the row does not know of."""
        os.ftruncate(self.fd, self.saved)
        self.at = self.saved
