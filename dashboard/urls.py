"""Every address of the site; all need a login but those of `dashboard.views.health` and of the login itself."""

from django.contrib import admin
from django.urls import include, path

from dashboard.views import health

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("health/live/", health.live, name="live"),
    path("health/ready/", health.ready, name="ready"),
]
