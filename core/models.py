"""The plumbing's tables, each in the file of its subject."""

from core.ledger import Job
from core.owned import Tombstone
from core.versions import UserVersion

__all__ = ["Job", "Tombstone", "UserVersion"]
