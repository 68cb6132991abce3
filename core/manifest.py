"""The web app manifest: what makes the site installable."""

from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

PAPER, CARD = "#f6f5f1", "#ffffff"  # --paper and --card of static/css/tokens.css, in the light


@cache_control(max_age=3600)
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Describe the app to the device that installs it."""
    icon = _icon("icon-192.png", "192x192")
    described = {
        "id": "/",
        "name": "FitnessRec",
        "short_name": "FitnessRec",
        "description": "A log for strength training that shows at which load technique stops holding up.",
        "start_url": reverse("today"),
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": CARD,
        "icons": [
            icon,
            _icon("icon-512.png", "512x512"),
            _icon("maskable-512.png", "512x512", "maskable"),
        ],
        "shortcuts": [
            {"name": "Start a session", "url": reverse("start"), "icons": [_icon("icon-192.png", "192x192")]}
        ],
    }
    return JsonResponse(described, content_type="application/manifest+json")


def _icon(name: str, sizes: str, purpose: str = "any") -> dict[str, str]:
    return {"src": static(f"icons/{name}"), "sizes": sizes, "type": "image/png", "purpose": purpose}
