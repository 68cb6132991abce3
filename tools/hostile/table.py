"""The whole hostile set."""

from tools.hostile import matroska, pictures, playlists, structure, times
from tools.hostile.case import Case

CASES: tuple[Case, ...] = (
    *structure.CASES,
    *playlists.CASES,
    *pictures.CASES,
    *times.CASES,
    *matroska.CASES,
)
