"""Addresses of the exchange."""

from django.urls import path

from . import views

urlpatterns = [
    path("lien-thong/", views.sent, name="exchange"),
    path("lien-thong/<int:delivery_id>/gui-lai/", views.resend, name="exchange-resend"),
    path("lien-thong/nhan/", views.received, name="exchange-received"),
    path("lien-thong/nhan/tep/", views.take_in, name="exchange-take-in"),
    path("lien-thong/nhan/<int:received_id>/tep/", views.message, name="exchange-message"),
    path("lien-thong/nhan/<int:received_id>/vao-so/", views.accept, name="exchange-accept"),
    path("lien-thong/nhan/<int:received_id>/tu-choi/", views.refuse, name="exchange-refuse"),
    path("lien-thong/danh-ba/", views.book, name="exchange-book"),
    path("lien-thong/danh-ba/<int:correspondent_id>/ket-thuc/", views.end_correspondent, name="exchange-end"),
    path("<int:document_id>/lien-thong/", views.send, name="exchange-send"),
    path("<int:document_id>/edxml/", views.export, name="exchange-export"),
]
