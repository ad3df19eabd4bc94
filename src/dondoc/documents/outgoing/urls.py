"""Addresses of outgoing documents."""

from django.urls import path

from . import views

urlpatterns = [
    path("di/", views.book, name="outgoing-book"),
    path("di/in/", views.printed, name="outgoing-print"),
    path("di/xuat/", views.export, name="outgoing-export"),
    path("di/he-thong-so/", views.series, name="series"),
    path("di/he-thong-so/<int:series_id>/ket-thuc/", views.end_series, name="end-series"),
    path("di/<int:outgoing_id>/", views.outgoing, name="outgoing"),
    path("di/<int:outgoing_id>/cap-so/", views.number, name="number-outgoing"),
    path("di/<int:outgoing_id>/bo-chu-ky/", views.discard, name="discard-outgoing"),
    path("di/<int:outgoing_id>/huy-so/", views.void, name="void-outgoing"),
    path("di/<int:outgoing_id>/phat-hanh/", views.issue, name="issue-outgoing"),
    path("di/<int:outgoing_id>/xu-ly-sau/", views.follow, name="follow-outgoing"),
    path("di/den-noi/<int:sending_id>/", views.arrived, name="sending-arrived"),
    path("di/<int:outgoing_id>/dong-dau/", views.seal, name="seal-outgoing"),
    path("di/<int:outgoing_id>/tep/", views.file, name="outgoing-file"),
    path("di/ky-so/<int:draft_id>/", views.sign, name="sign-draft"),
    path("di/ky-tay/<int:draft_id>/", views.record_signature, name="record-signature"),
]
