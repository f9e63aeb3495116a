"""Every address of the site. Public addresses are Dutch words and have no trailing slash."""

from django.contrib import admin
from django.urls import include, path

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
    path("account/", include("allauth.urls")),
    path("beheer/", admin.site.urls),
    path("", include("django_prometheus.urls")),  # /metrics
]
