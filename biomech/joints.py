"""Names and places of the joints that every pose estimator's own list is brought to."""

#: Order of the joints in all arrays; "left" and "right" are the athlete's own.
JOINTS = (
    "nose",
    *(
        f"{side}_{name}"
        for name in ("ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "toe")
        for side in ("left", "right")
    ),
)

_PLACE = {name: place for place, name in enumerate(JOINTS)}
NOSE = _PLACE["nose"]

#: Lines of a drawn skeleton.
BONES = tuple(
    (_PLACE[f"{side}_{a}"], _PLACE[f"{side}_{b}"])
    for a, b in (
        ("ear", "shoulder"),
        ("shoulder", "elbow"),
        ("elbow", "wrist"),
        ("shoulder", "hip"),
        ("hip", "knee"),
        ("knee", "ankle"),
        ("ankle", "heel"),
        ("heel", "toe"),
        ("ankle", "toe"),
    )
    for side in ("left", "right")
)


def pair(name: str) -> tuple[int, int]:
    """Return the places of a joint's left and right."""
    return _PLACE[f"left_{name}"], _PLACE[f"right_{name}"]
