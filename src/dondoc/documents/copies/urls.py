"""Addresses of copies."""

from django.urls import path

from . import views

urlpatterns = [
    path("ban-sao/", views.index, name="copies"),
    path("ban-sao/in/", views.printed, name="copies-print"),
    path("ban-sao/xuat/", views.export, name="copies-export"),
    path("ban-sao/ky-hieu/", views.series, name="copy-series"),
    path("ban-sao/<int:copy_id>/tep/", views.file, name="copy-file"),
    path("ban-sao/<int:copy_id>/ky-so/", views.sign, name="copy-sign"),
    path("<int:document_id>/ban-sao/", views.record, name="copy-record"),
]
