"""Where a form leads back to: the page of ours that it says it stood on."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request: HttpRequest, otherwise: str) -> str:
    """Return `next` of the form or the address if that is a page of this site, else another one.

    It has a slash: what has none, Django's `redirect` takes for the name of a page.
    """
    page = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if ours and "/" in page else otherwise
