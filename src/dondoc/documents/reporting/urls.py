"""Addresses of the reports on incoming and outgoing documents."""

from django.urls import path

from . import views

urlpatterns = [
    path("bao-cao/<str:way>/", views.report, name="report"),
    path("bao-cao/<str:way>/in/", views.printed, name="report-print"),
    path("bao-cao/<str:way>/xuat/", views.export, name="report-export"),
]
