"""Addresses of the web app: the style guide, shown in demo mode."""

from __future__ import annotations

from django.urls import path

from dondoc.web import views

app_name = "web"
urlpatterns = [path("", views.styleguide, name="styleguide")]
