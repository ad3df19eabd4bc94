"""Addresses of incoming documents and their book."""

from django.urls import path

from . import views

urlpatterns = [
    path("den/", views.book, name="incoming-book"),
    path("den/in/", views.printed, name="incoming-print"),
    path("den/xuat/", views.export, name="incoming-export"),
    path("da-gui/", views.sent, name="incoming-sent"),
    path("<int:document_id>/vao-so-den/", views.enter, name="incoming-enter"),
    path("den/<int:arrival_id>/", views.arrival, name="incoming"),
    path("den/<int:arrival_id>/so/", views.set_facts, name="incoming-facts"),
    path("den/<int:arrival_id>/dinh-chinh/", views.correct, name="incoming-correct"),
    path("nhap-tay/", views.by_hand, name="by-hand"),
    path("<int:document_id>/nhap-tay/", views.enter_by_hand, name="enter-by-hand"),
    path("den/<int:arrival_id>/trinh/", views.present, name="incoming-present"),
    path("den/<int:arrival_id>/chuyen/", views.forward, name="incoming-forward"),
    path("den/<int:arrival_id>/tra-loi/", views.answer, name="incoming-answer"),
    path("den/<int:arrival_id>/luu/", views.file, name="incoming-file"),
    path("chuyen-giao/<int:forwarding_id>/ky-nhan/", views.sign_for, name="incoming-sign-for"),
]
