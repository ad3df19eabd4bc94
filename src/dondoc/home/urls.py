"""Addresses of the home page."""

from django.urls import path

from . import log, views

app_name = "home"

urlpatterns = [
    path("", views.desk, name="desk"),
    path("dang-cho/", views.counts, name="counts"),
    path("nhat-ky/", log.log, name="log"),
]
