"""What was in mind in a set is there while the set is: whatever deletes the set or takes that back changes it, too."""

from cues.models import SetCues


def follow_changed_sets(owner_id: int, v: int) -> None:
    """Give what was ticked off for the sets that went or came back under this version the version too. One query."""
    SetCues.objects.filter(owner=owner_id, set__owner=owner_id, set__v=v).update(v=v)
