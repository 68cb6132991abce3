"""The tables of cues, one file each."""

from cues.models.attachment import CueAttachment
from cues.models.cue import Cue
from cues.models.set_cues import SetCues

__all__ = ["Cue", "CueAttachment", "SetCues"]
