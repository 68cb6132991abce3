"""What can be in the way of an upload. Nothing here loses what has arrived."""

from videos.models import Upload


class Ended(Exception):
    """The upload takes nothing more: `upload` says why."""

    def __init__(self, upload: Upload) -> None:
        super().__init__(upload.reason)
        self.upload = upload


class Busy(Exception):
    """Another request writes to the same upload at this moment."""


class Elsewhere(Exception):
    """What has arrived does not lie in this machine's folder, and this is not the folder in which it was begun."""


class WrongOffset(Exception):
    """The piece does not begin where the upload ends, at `offset`."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


class TooMuch(WrongOffset):
    """The piece reaches beyond the length that was announced."""


class WrongChecksum(WrongOffset):
    """What arrived is not what was sent, so the upload still ends at `offset`."""


class DiskFull(WrongOffset):
    """The disk took no more than up to `offset`."""


class IdTaken(Exception):
    """The id that the video was to have is another row's; `deleted` where that row is gone."""

    def __init__(self, *, deleted: bool = False) -> None:
        super().__init__(deleted)
        self.deleted = deleted
