"""Every number that decides something, with where it comes from; docs/analysis/validation.md gives the margins."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Threshold:
    """A limit: its value, its unit, and its source in one sentence."""

    value: float
    unit: str
    source: str


# Hinge or squat, in the lower part of a rep: trunk inclination less thigh inclination.
HINGE = Threshold(
    -17.0,
    "deg",
    "Between the squats and the lowest good deadlift starts of the shared clips. It needs no ankle, which plates hide; "
    "at a shin leaning 20 degrees it is a ratio of hip to knee flexion of about 1.3.",
)
STRICT_HINGE = Threshold(
    -10.0,
    "deg",
    "For lifts that keep the knees nearly straight (10 to 20 degrees by the article): a ratio of about 1.5. No "
    "labelled clip of them squats, so it stays near the limit of the deadlift.",
)
UNSURE_PATTERN = Threshold(
    15.0, "deg", "Seen obliquely, the pattern is said only this far from the limit: 45 degrees move it by about 11."
)

# Rounded back, from the trunk line.
ROUNDED = Threshold(
    22.0,
    "deg",
    "Curvature of the back's outline that the roundest quarter of the loaded part exceeds; between clips labelled "
    "rounded and all others.",
)

# Hips rise first: how far the trunk drops forward while the hips rise.
HIPS_FIRST = Threshold(18.0, "deg", "Between the set filmed as hip-first and the highest of clips labelled good.")

# Lockout, at the top of a rep that is held.
SOFT_HIP = Threshold(
    20.0, "deg", "Hip flexion left at the top; clean lockouts show 0 to 4, the joint centre's error is 5."
)
SOFT_TRUNK = Threshold(
    12.0, "deg", "The trunk still leans forward: without it a bent hip at the top is a knee that a plate hides."
)
LEAN_BACK = Threshold(
    10.0,
    "deg",
    "Trunk further back than when standing before the set; cameras are seldom level, so nothing else tells.",
)
HELD = Threshold(0.3, "s", "Shorter than this, nobody can say that a lockout was meant to be one.")

# Weight on the toes: how far the foot tips forward between standing and the bottom, both ends of it in sight.
TOES = Threshold(30.0, "deg", "Feet that stay flat show up to 19 degrees, the error of heel and toe points.")
FOOT_IN_SIGHT = Threshold(
    0.9, "", "Confidence of heel and toe; behind plates it is 0.65 to 0.85 and the points are invented."
)

# Bar drift, a hint: how far the wrist stays ahead of the knee in each third of the way.
DRIFT = Threshold(0.15, "leg lengths", "Between the clip filmed with a drifting bar and the next highest.")
FROM_LOW = Threshold(90.0, "deg", "Hip flexion at the bottom, below which the bar does not pass the knee.")

# The view.
OBLIQUE_WARN = Threshold(0.22, "", "Side-on index; true side views show 0.03 to 0.19, 45 degrees 0.29 to 0.48.")
OBLIQUE = Threshold(0.27, "", "Side-on index from which knee, shin and trunk line are not judged.")
FRONT = Threshold(0.5, "", "Side-on index of front and back views.")

# The picture.
JITTER = Threshold(5.0, "deg", "Jitter of the hip angle: clips that track well reach 3.5, those that do not 11.5.")
SEEN = Threshold(0.85, "", "Share of frames, from the first to the last that show the athlete, that do.")
SMALL = Threshold(120.0, "px", "Height of the athlete in a picture of 640 px: 194 works, 78 does not.")
BLACK = Threshold(0.02, "", "Mean brightness of a picture in which nothing can be seen.")
SOMEBODY = Threshold(0.1, "", "Share of frames with a person in them, below which nobody is there.")
COMPANY = Threshold(0.7, "", "Height of a second person against the athlete's; people behind show 0.5 and less.")
KNEE_IN_SIGHT = Threshold(0.75, "", "Confidence of knee and ankle: behind plates 0.4 to 0.74, in sight 0.88 and more.")
STARTING = Threshold(0.2, "s", "At the clip's start the tracker is still finding the athlete.")
SETTLING = Threshold(0.5, "s", "After a cut it still looks where the athlete was before.")
CUT = Threshold(
    0.2, "", "Change of the whole picture between two frames against its brightness; movement reaches 0.14."
)

# The movement.
MOVES = Threshold(30.0, "deg", "Range of the larger of hip flexion and trunk inclination, in which a rep can be.")
SWINGS = Threshold(0.5, "leg lengths", "Range of the wrist's height in which a swing can be.")
STANDS = Threshold(50.0, "deg", "Depth at the top, beyond which a rep was not finished.")
UPRIGHT = Threshold(20.0, "deg", "So upright a trunk stands, though a plate before the knee makes the hip read 42.")
FRAMES = Threshold(12.0, "frames", "Half a second at 24 frames a second: no rep is shorter.")
