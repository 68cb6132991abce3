"""Every address of the site."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularJSONAPIView

from core.health import healthz, readyz
from core.manifest import manifest
from core.offline import https_help, offline, outbox_token, waiting
from core.service_worker import service_worker
from fitnessrec.api_docs import ApiDocsView, guide
from fitnessrec.learn import views as learn
from fitnessrec.views import favicon, no_phones, today

# The admin pages are opened by the same sign-in as all others, with its limit on tries.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", today, name="today"),
    path("", include("workouts.urls")),
    path("", include("cues.urls")),
    path("", include("videos.urls")),
    path("", include("drills.urls")),
    path("learn", learn.index, name="learn"),
    path("learn/<slug:slug>", learn.page, name="learn-page"),
    path("", include("accounts.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    # Nobody has a phone number here. The package offers these all the same, and breaks where they are asked.
    path("_allauth/app/v1/account/phone", no_phones),
    path("_allauth/app/v1/auth/phone/verify", no_phones),
    path("_allauth/app/v1/auth/phone/verify/resend", no_phones),
    path("_allauth/", include("allauth.headless.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("fitnessrec.api_urls")),
    path("api/docs", ApiDocsView.as_view(), name="api-docs"),
    path("api/guide", guide, name="api-guide"),
    path("api/schema/", SpectacularJSONAPIView.as_view(), name="schema"),
    path("favicon.ico", favicon, name="favicon"),
    path("manifest.webmanifest", manifest, name="manifest"),
    path("sw.js", service_worker, name="service-worker"),
    path("offline", offline, name="offline"),
    path("outbox/token", outbox_token, name="outbox-token"),
    path("waiting", waiting, name="waiting"),
    path("help/https", https_help, name="https-help"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]

handler400 = "core.errors.bad_request"
handler403 = "core.errors.forbidden"
handler404 = "core.errors.not_found"
handler429 = "core.errors.too_many_tries"
handler500 = "core.errors.server_error"
