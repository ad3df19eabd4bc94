"""Addresses of people, their posts, delegations and mandates."""

from django.urls import path

from . import views

urlpatterns = [
    path("nguoi/<int:person_id>/", views.person, name="person"),
    path("nguoi/<int:person_id>/bo-nhiem/", views.appoint, name="appoint"),
    path("nguoi/<int:person_id>/uy-quyen/", views.delegate, name="delegate"),
    path("nguoi/<int:person_id>/tham-quyen-ky/", views.grant_mandate, name="grant-mandate"),
    path("chuc-vu/<int:post_id>/ket-thuc/", views.end_post, name="end-post"),
    path("uy-quyen/<int:delegation_id>/rut/", views.withdraw_delegation, name="withdraw-delegation"),
    path("tham-quyen-ky/<int:mandate_id>/rut/", views.withdraw_mandate, name="withdraw-mandate"),
]
