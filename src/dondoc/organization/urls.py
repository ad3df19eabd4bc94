"""Addresses of the organisation."""

from django.urls import include, path

app_name = "organization"

urlpatterns = [
    path("", include("dondoc.organization.accounts.urls")),
    path("quan-tri/to-chuc/", include("dondoc.organization.administration.urls")),
    path("", include("dondoc.organization.people.urls")),
    path("", include("dondoc.organization.roles.urls")),
]
