"""Addresses of the administrator's screens of the organisation."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.units, name="units"),
    path("them/", views.found, name="unit-found"),
    path("nhom/", views.groups, name="unit-groups"),
    path("nhom/<int:group_id>/", views.add_member, name="unit-group-add"),
    path("nhom/thanh-vien/<int:member_id>/", views.end_membership, name="unit-group-end"),
    path("<int:unit_id>/", views.unit, name="unit"),
    path("<int:unit_id>/doi-ten/", views.rename, name="unit-rename"),
    path("<int:unit_id>/ten-truoc-day/", views.name_earlier, name="unit-name-earlier"),
    path("<int:unit_id>/chuyen/", views.transfer, name="unit-transfer"),
    path("<int:unit_id>/sap-nhap/", views.merge, name="unit-merge"),
    path("<int:unit_id>/chia-tach/", views.split, name="unit-split"),
    path("<int:unit_id>/giai-the/", views.dissolve, name="unit-dissolve"),
]
