"""Addresses of the books."""

from django.urls import path

from . import views

urlpatterns = [
    path("so/<slug:book>/cot/", views.columns, name="book-columns"),
]
