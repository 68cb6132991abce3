"""References in the content files, such as `drill:dowel-hinge`, and the addresses that they lead to."""

from django.urls import reverse

PAGES = {
    "drill": "drill",
    "exercise": "exercise",
    "cue": "cue",
    "fault": "fault",
    "learn": "learn-page",
    "gate": "gate",
    "prerequisite": "prerequisite",
    "programme": "programme-page",
}


def address(ref: str) -> str:
    """Return the address of `kind:slug`; a part of the page after `#` stays. Raises KeyError for an unknown kind."""
    kind, _, rest = ref.partition(":")
    slug, mark, part = rest.partition("#")
    if kind == "progress":
        return f"{reverse('progress')}?exercise={slug}"
    return reverse(PAGES[kind], args=[slug]) + mark + part
