"""What the device keeps for working without a server."""

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from core.problems import problem_response
from core.versions import version_of
from workouts.domain.kit import kit, kit_tag


@require_safe
def kit_json(request: HttpRequest) -> HttpResponse:
    """Answer with the kit; 304 where the device has it already, 401 where nobody is signed in."""
    user = request.user
    if not isinstance(user, User):
        return problem_response(401, "signed_out", "You are signed out. Sign in, then ask again.")
    at = timezone.now()
    on = user.local_date(at)
    version = version_of(user.pk)
    tag = kit_tag(user, version, on=on)
    if request.headers.get("If-None-Match", "").removeprefix("W/") == f'"{tag}"':
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = JsonResponse({"v": version} | kit(user, on=on, at=at), encoder=DjangoJSONEncoder)
    response["ETag"] = f'"{tag}"'
    response["Cache-Control"] = "private, no-cache"  # kept by this browser, and asked about each time
    return response
