"""What a drawing holds: positions, things around the athlete, tones, and its words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from drills.figures.body import Point, Pose, joints

Part = str  # trunk, head, thigh, shin, foot, toes, arm, or one of them behind far_


@dataclass(frozen=True)
class Fixed:
    """Something that stays where it is; `shape` is SVG, x forward and y down from the floor at the ankle."""

    shape: str
    front: bool = False


@dataclass(frozen=True)
class Moved:
    """Something that goes along with the athlete: `at` says where its origin is in a position, `turn` how it leans."""

    shape: str
    at: Callable[[Pose], Point]
    turn: Callable[[Pose], float] | None = None
    front: bool = True


@dataclass(frozen=True)
class Strung:
    """A line between two places of a position, such as a band from the hips to its anchor."""

    looks: str
    start: Callable[[Pose], Point]
    end: Callable[[Pose], Point]
    front: bool = False


Prop = Fixed | Moved | Strung


@dataclass(frozen=True)
class Arrow:
    """Where to look: an arrow over the end position, from point to point, bulging aside by a share of its way."""

    start: Point
    end: Point
    bulge: float = 0.2
    tone: str = "accent"


@dataclass(frozen=True)
class Scene:
    """A movement from its first position to its last, with everything around it.

    The drawing shows the last position, and the first as a ghost where `ghost` says so. `tones` colour parts of the
    body: accent, good or fault. `load` is where the weight that is held has its middle, for checks of the balance.
    """

    words: str
    poses: Sequence[Pose]
    props: tuple[Prop, ...] = ()
    tones: dict[Part, str] = field(default_factory=lambda: {"trunk": "accent"})
    arrows: tuple[Arrow, ...] = ()
    scale: float = 1.0
    ghost: bool = True
    load: Callable[[Pose], Point] | None = None
    middle: float | None = None  # of the drawing, sideways; by itself where the athlete is

    def centre(self) -> float:
        """Return what lies in the middle of the drawing."""
        if self.middle is not None:
            return self.middle
        across = [x for pose in (self.poses[0], self.poses[-1]) for x, _ in joints(pose).values()]
        return (min(across) + max(across)) / 2


def hand(pose: Pose) -> Point:
    """Return where the near hand is."""
    return joints(pose)["hand"]
