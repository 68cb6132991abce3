"""Stand-in while pages are being built; every line that uses it gets replaced, then this file goes."""

from django.http import Http404


def coming(request, **kwargs):  # type: ignore[no-untyped-def]
    """Nothing yet."""
    raise Http404
