"""Addresses of reports."""

from django.urls import path

from . import views

app_name = "reports"

urlpatterns = [
    path("", views.index, name="list"),
    path("moi/", views.start, name="start"),
    path("lich/", views.schedules, name="schedules"),
    path("lich/<int:schedule_id>/het/", views.end_schedule, name="end-schedule"),
    path("dong-gop/<int:request_id>/", views.contribute, name="contribute"),
    path("<int:report_id>/", views.report, name="report"),
    path("<int:report_id>/loi-van/<slug:section>/", views.word, name="word"),
    path("<int:report_id>/hoi-don-vi/<slug:section>/", views.ask_units, name="ask-units"),
    path("<int:report_id>/so-lieu/<str:figure>/", views.behind, name="behind"),
    path("<int:report_id>/dem-lai/", views.count_anew, name="count-anew"),
    path("<int:report_id>/tien-do/", views.progress, name="progress"),
    path("<int:report_id>/chuyen/", views.hand_on, name="hand-on"),
    path("<int:report_id>/soan-tiep/", views.open_again, name="open-again"),
    path("<int:report_id>/rut/", views.withdraw, name="withdraw"),
    path("<int:report_id>/bang-tinh/", views.export, name="export"),
    path("<int:report_id>/doi-chieu/", views.compare, name="compare"),
    path("<int:report_id>/ban-gui/<int:snapshot>/", views.as_sent, name="as-sent"),
    path("<int:report_id>/ban-gui/<int:snapshot>/bang-tinh/", views.export_sent, name="export-sent"),
    path("<int:report_id>/ban-gui/<int:snapshot>/so-lieu/<str:figure>/", views.sent_records, name="sent-records"),
    path("<int:report_id>/ban-gui/<int:snapshot>/thay-doi/", views.changes, name="changes"),
]
