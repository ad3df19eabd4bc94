"""Addresses of targets."""

from django.urls import path

from . import views

app_name = "programme"
urlpatterns = [
    path("", views.index, name="list"),
    path("them/", views.define, name="define"),
    path("ma-tran/", views.matrix, name="matrix"),
    path("chot-so-lieu/", views.closings, name="closings"),
    path("chot-so-lieu/chot/", views.close_period, name="close"),
    path("chot-so-lieu/<int:closed_id>/giai-trinh/", views.explain, name="explain"),
    path("nhap-tay/<int:typed_id>/tep/", views.evidence, name="evidence"),
    path("<int:target_id>/", views.target, name="target"),
    path("<int:target_id>/ban-ghi/", views.records, name="records"),
    path("<int:target_id>/ke-hoach/", views.set_plan, name="plan"),
    path("<int:target_id>/cung-ky/", views.type_baseline, name="baseline"),
    path("<int:target_id>/nhap-tay/", views.type_figure, name="type"),
    path("<int:target_id>/nhiem-vu/", views.link_task, name="link"),
    path("<int:target_id>/nhiem-vu/bo/", views.unlink_task, name="unlink"),
    path("<int:target_id>/ket-thuc/", views.end_target, name="end"),
]
