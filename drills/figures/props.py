"""Things around the athlete. Shapes are SVG with y down; an outline by class, never a colour of their own."""

from collections.abc import Callable

from drills.figures.body import TRUNK, Point, Pose, joints, up
from drills.figures.scene import Fixed, Moved, Strung, hand

PLATE = 19.0  # half a plate of 45 cm
BEHIND = 10.5  # from the hip joint to the seat
BACK = 10.5  # from the spine to a stick along the back
_DOT = '<circle class="fig-dot" cx="{:.1f}" cy="{:.1f}" r="2.6"/>'


def box(left: float, right: float, top: float, *, looks: str = "fig-solid", front: bool = False) -> Fixed:
    """Return a box on the floor between two places."""
    shape = (
        f'<rect class="{looks}" x="{left:.1f}" y="{-top:.1f}" width="{right - left:.1f}" height="{top:.1f}" rx="2"/>'
    )
    return Fixed(shape, front)


def wall(right: float) -> Fixed:
    """Return a wall whose face is at a place."""
    lines = "".join(f"M{right - 9:.1f} {-y}l9 -9" for y in range(0, 140, 14))
    return Fixed(
        f'<path class="fig-hatch" d="{lines}"/><path class="fig-edge" d="M{right:.1f} 0V-146"/>',
    )


def car_door(right: float) -> Fixed:
    """Return an open car door behind the athlete, seen from its edge, the window above."""
    x = right
    return Fixed(
        f'<path class="fig-glass" d="M{x - 7:.1f} -84L{x - 15:.1f} -122h4L{x - 1.5:.1f} -84Z"/>'
        f'<path class="fig-solid" d="M{x:.1f} -80C{x + 0.6:.1f} -64 {x:.1f} -44 {x - 3:.1f} -28'
        f'H{x - 9:.1f}V-86H{x - 2:.1f}Q{x:.1f} -86 {x:.1f} -80Z"/>'
        f'<path class="fig-edge" d="M{x - 9:.1f} -68h-4"/>'
    )


def barbell(at: Callable[[Pose], Point] = hand) -> Moved:
    """Return a barbell seen from its end, one large plate nearest."""
    return Moved(
        f'<circle class="fig-plate" r="{PLATE}"/><circle class="fig-ring" r="{PLATE - 5}"/>'
        '<circle class="fig-iron" r="3.2"/>',
        at,
    )


def empty_bar(at: Callable[[Pose], Point] = hand) -> Moved:
    """Return a bar with little or nothing on it, seen from its end."""
    return Moved('<circle class="fig-plate" r="8"/><circle class="fig-iron" r="3.2"/>', at)


def kettlebell(turn: Callable[[Pose], float] | None = None, *, at: Callable[[Pose], Point] = hand) -> Moved:
    """Return a kettlebell held by its handle; the bell is 14 below the hand."""
    shape = '<path class="fig-handle" d="M-5.4 10C-10 -4 10 -4 5.4 10"/><circle class="fig-iron" cy="14" r="8"/>'
    return Moved(shape, at, turn)


def dumbbell(at: Callable[[Pose], Point] = hand) -> Moved:
    """Return a dumbbell on its end, held by the upper head."""
    heads = '<rect class="fig-iron" x="-6.4" y="-3" width="12.8" height="8" rx="2.4"/>'
    return Moved(f'<path class="fig-handle" d="M0 4V13"/>{heads}<g transform="translate(0 15.4)">{heads}</g>', at)


def on_back(pose: Pose) -> Point:
    """Return where a barbell lies on the upper back."""
    shoulder = joints(pose)["shoulder"]
    lean = pose.spine()[-1]
    ahead = up(shoulder, lean + 90, -8.5)
    return up(ahead, lean, 1)


def dowel() -> tuple[Moved, Moved]:
    """Return a stick along the back, and its contacts at sacrum, upper back and head."""
    top = TRUNK + 27
    stick = f'<path class="fig-stick" d="M{-BACK} 10V{-top}"/>'
    contacts = "".join(_DOT.format(-BACK + 0.6, -y) for y in (0.0, TRUNK * 0.6, TRUNK + 17.0))
    return (
        Moved(stick, lambda pose: pose.hip, lambda pose: pose.trunk, front=False),
        Moved(contacts, lambda pose: pose.hip, lambda pose: pose.trunk),
    )


def grip(pose: Pose, share: float) -> Point:
    """Return a place on that stick, by how far up the trunk it is."""
    along = up(pose.hip, pose.trunk, TRUNK * share)
    return up(along, pose.trunk + 90, -BACK)


def band(anchor: Point) -> tuple[Fixed, Strung, Moved]:
    """Return a post, the band from it to the front of the hips, and the loop round them."""
    x, y = anchor
    post = Fixed(
        f'<path class="fig-edge" d="M{x:.1f} 0V{-y - 22:.1f}"/>'
        f'<circle class="fig-iron" cx="{x:.1f}" cy="{-y:.1f}" r="4"/>'
    )
    strung = Strung("fig-band", lambda pose: anchor, lambda pose: (pose.hip[0] - BEHIND + 2, pose.hip[1]))
    loop = Moved(
        '<path class="fig-band" d="M-9 1.2Q0 5.4 9.4 1"/>', lambda pose: pose.hip, lambda pose: pose.trunk * 0.5
    )
    return post, strung, loop


def level(y: float, left: float, right: float) -> Fixed:
    """Return a dashed line across, to see what is parallel to the floor."""
    return Fixed(f'<path class="fig-guide" d="M{left:.1f} {-y:.1f}H{right:.1f}"/>')


def plumb(x: float, top: float) -> Fixed:
    """Return a dashed line straight up from the floor, such as over mid-foot."""
    return Fixed(f'<path class="fig-guide" d="M{x:.1f} 0V{-top:.1f}"/>')


def note(words: str, at: Point, *, end: bool = False) -> Fixed:
    """Return a few words in the drawing, such as an angle, beginning or ending at a place."""
    anchor = ' text-anchor="end"' if end else ""
    return Fixed(f'<text class="fig-text" x="{at[0]:.1f}" y="{-at[1]:.1f}"{anchor}>{words}</text>')
