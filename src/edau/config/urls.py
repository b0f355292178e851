"""Every address of Edau. Pages live under /cy/ and /en/, each with its own words in the address."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from edau.portal.views import doors

urlpatterns = [
    path("", doors.front_door, name="front_door"),
    path("healthz", doors.healthz, name="healthz"),
    path("robots.txt", doors.robots, name="robots"),
    path("api/", include("edau.portal.api.urls")),
    *i18n_patterns(
        path("", include("edau.portal.urls")),
        path("", include("edau.ui.urls")),
        path(_("account/"), include("edau.accounts.urls")),
    ),
]

handler400 = "edau.portal.errors.bad_request"
handler403 = "edau.portal.errors.forbidden"
handler404 = "edau.portal.errors.not_found"
handler500 = "edau.portal.errors.server_error"
