"""Every address of the site; all need a login but those of `dashboard.views.health` and of the login itself."""

from django.contrib import admin
from django.urls import include, path

from dashboard.views import entities, health, home, importing, pairs, records, search

urlpatterns = [
    path("", home.home, name="home"),
    path("about/", home.about, name="about"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggest, name="suggest"),
    path("pair/<str:first>/<str:second>/", pairs.pair, name="pair"),
    path("event/<slug:id>/", records.event, name="event"),
    path("article/<str:id>/", records.article, name="article"),
    path("articles/", records.articles, name="articles"),
    path("all/<slug:segment>/", records.browse, name="browse"),
    path("imports/", importing.imports_page, name="imports"),
    path("imports/<int:number>/", importing.import_page, name="import"),
    path("imports/<int:number>/undo/", importing.undo, name="import-undo"),
    path("imports/<int:number>/again/", importing.again, name="import-again"),
    path("imports/<int:number>/original/", importing.original, name="import-original"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("health/live/", health.live, name="live"),
    path("health/ready/", health.ready, name="ready"),
    path("<slug:segment>/<slug:slug>/", entities.entity, name="entity"),
    path("<slug:segment>/<slug:slug>/<slug:tab>/", entities.entity, name="entity-tab"),
]
