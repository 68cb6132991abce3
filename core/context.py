"""What every template may use."""

from django.http import HttpRequest


def csp_nonce(request: HttpRequest) -> dict[str, object]:
    """Hand out the nonce of this answer, under the name that django-htmx looks for too."""
    return {"csp_nonce": request.csp_nonce}  # type: ignore[attr-defined]
