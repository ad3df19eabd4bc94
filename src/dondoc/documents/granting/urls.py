"""Addresses of the reading rights of one document."""

from django.urls import path

from . import views

urlpatterns = [
    path("<int:document_id>/quyen-doc/", views.grants, name="grants"),
    path("quyen-doc/<int:grant_id>/thu-hoi/", views.withdraw, name="withdraw-grant"),
]
