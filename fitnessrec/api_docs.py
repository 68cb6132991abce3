"""The API in the browser: every operation to read and try out, and the guide for clients."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import FileResponse, HttpRequest
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from drf_spectacular.views import SpectacularSwaggerSplitView

from accounts.authentication import CookieAuthentication

# Swagger UI's style sheet draws its arrows as data: images; nothing else is loaded from outside the policy.
PICTURES = {"img-src": [SELF, "data:"]}


@method_decorator([never_cache, csp_update(PICTURES)], name="dispatch")
class ApiDocsView(SpectacularSwaggerSplitView):
    """Swagger UI in the site's frame; its script comes by a request of its own and holds the person's CSRF token."""

    authentication_classes = [CookieAuthentication]
    template_name = "fitnessrec/api_docs.html"


@require_safe
def guide(request: HttpRequest) -> FileResponse:
    """Show the guide for clients as it is written, docs/api.md."""
    return FileResponse(
        (settings.BASE_DIR / "docs" / "api.md").open("rb"), content_type="text/plain; charset=utf-8", filename="api.md"
    )
