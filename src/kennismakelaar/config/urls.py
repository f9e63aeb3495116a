"""Every address of the site. Public addresses are Dutch words and have no trailing slash."""

from django.contrib import admin
from django.urls import include, path, re_path

from kennismakelaar.website.machine_views import not_here

urlpatterns = [
    path("", include("kennismakelaar.website.urls")),
    path("", include("kennismakelaar.catalog.urls")),
    path("", include("kennismakelaar.guidance.urls")),
    path("", include("kennismakelaar.brokering.urls")),
    path("", include("kennismakelaar.gaps.urls")),
    path("", include("kennismakelaar.outreach.urls")),
    path("", include("kennismakelaar.follow_up.urls")),
    path("", include("kennismakelaar.curriculum.urls")),
    path("", include("kennismakelaar.intake.urls")),
    path("", include("kennismakelaar.coding.urls")),
    path("", include("kennismakelaar.invitations.urls")),
    path("", include("kennismakelaar.surveys.urls")),
    path("", include("kennismakelaar.needs.urls")),
    path("", include("kennismakelaar.records.urls")),
    # An administrator makes accounts and keeps their addresses: allauth's pages for doing so oneself are not here.
    re_path(r"^account/(signup|email|confirm-email|phone)(/.*)?$", not_here),
    re_path(r"^account/3rdparty/(signup/)?$", not_here),
    path("account/", include("allauth.urls")),
    path("beheer/", admin.site.urls),
    path("", include("django_prometheus.urls")),  # /metrics
]
