"""Addresses of the roles."""

from django.urls import path

from . import views

urlpatterns = [
    path("quan-tri/vai-tro/", views.roles, name="roles"),
    path("quan-tri/vai-tro/<slug:code>/", views.role, name="role"),
]
