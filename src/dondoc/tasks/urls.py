"""Addresses of reviewing and of tasks."""

from django.urls import path

from . import views

app_name = "tasks"

urlpatterns = [
    path("", views.index, name="list"),
    path("<int:task_id>/", views.task, name="task"),
    path("<int:task_id>/chu-tri/", views.name_lead, name="name-lead"),
    path("<int:task_id>/thoi-han/", views.set_deadline, name="set-deadline"),
    path("<int:task_id>/nhan/", views.take_over, name="take-over"),
    path("<int:task_id>/tra-lai/", views.decline, name="decline"),
    path("<int:task_id>/giao-viec-con/", views.hand_on, name="hand-on"),
    path("<int:task_id>/cap-nhat/", views.update, name="update"),
    path("<int:task_id>/minh-chung/", views.add_evidence, name="add-evidence"),
    path("<int:task_id>/hoan-thanh/", views.report, name="report"),
    path("<int:task_id>/duyet/", views.accept_result, name="accept-result"),
    path("<int:task_id>/chua-dat/", views.send_back_result, name="send-back-result"),
    path("minh-chung/<int:evidence_id>/", views.evidence, name="evidence"),
    path("ra-soat/<int:document_id>/", views.review, name="review"),
    path("ra-soat/<int:document_id>/giao/", views.hand_over, name="hand-over"),
    path("de-xuat/<int:proposal_id>/", views.decide, name="decide"),
]
