"""Addresses of the register."""

from django.urls import path

from . import views

app_name = "documents"

urlpatterns = [
    path("", views.index, name="list"),
    path("<int:document_id>/", views.document, name="document"),
    path("<int:document_id>/doc-lai/", views.try_again, name="try-again"),
    path("<int:document_id>/bo/", views.remove, name="remove"),
    path("<int:document_id>/tep/", views.file, name="file"),
    path("<int:document_id>/trang/<int:number>/", views.page, name="page"),
]
