"""Addresses of the organisation."""

from django.urls import include, path

app_name = "organization"

urlpatterns = [
    path("", include("dondoc.organization.accounts.urls")),
    path("", include("dondoc.organization.people.urls")),
    path("", include("dondoc.organization.roles.urls")),
]
