"""Addresses of reviewing and of tasks."""

from django.urls import path

from . import views

app_name = "tasks"

urlpatterns = [
    path("nhiem-vu/", views.index, name="list"),
    path("nhiem-vu/xuat/", views.export, name="export"),
    path("nhiem-vu/in/", views.printed, name="print"),
    path("nhiem-vu/nhieu-viec/", views.act_on_several, name="act-on-several"),
    path("nhiem-vu/khung-nhin/", views.save_view, name="save-view"),
    path("nhiem-vu/khung-nhin/<int:view_id>/bo/", views.forget_view, name="forget-view"),
    path("nhiem-vu/nhap-so/", views.imports, name="imports"),
    path("nhiem-vu/nhap-so/<int:batch_id>/", views.import_batch, name="import-batch"),
    path("nhiem-vu/nhap-so/<int:batch_id>/nhap/", views.take_in, name="take-in"),
    path("nhiem-vu/nhap-so/<int:batch_id>/thu-hoi/", views.take_back, name="take-back"),
    path("nhiem-vu/<int:task_id>/", views.task, name="task"),
    path("nhiem-vu/<int:task_id>/chu-tri/", views.name_lead, name="name-lead"),
    path("nhiem-vu/<int:task_id>/thoi-han/", views.set_deadline, name="set-deadline"),
    path("nhiem-vu/<int:task_id>/nhan/", views.take_over, name="take-over"),
    path("nhiem-vu/<int:task_id>/tra-lai/", views.decline, name="decline"),
    path("nhiem-vu/<int:task_id>/giao-viec-con/", views.hand_on, name="hand-on"),
    path("nhiem-vu/<int:task_id>/cap-nhat/", views.update, name="update"),
    path("nhiem-vu/<int:task_id>/minh-chung/", views.add_evidence, name="add-evidence"),
    path("nhiem-vu/<int:task_id>/hoan-thanh/", views.report, name="report"),
    path("nhiem-vu/<int:task_id>/duyet/", views.accept_result, name="accept-result"),
    path("nhiem-vu/<int:task_id>/chua-dat/", views.send_back_result, name="send-back-result"),
    path("nhiem-vu/<int:task_id>/xin-gia-han/", views.ask_extension, name="ask-extension"),
    path("nhiem-vu/<int:task_id>/gia-han/", views.grant_extension, name="grant-extension"),
    path("nhiem-vu/<int:task_id>/khong-gia-han/", views.refuse_extension, name="refuse-extension"),
    path("nhiem-vu/<int:task_id>/tinh-thoi-han/", views.count_deadline, name="count-deadline"),
    path("nhiem-vu/<int:task_id>/phat-sinh/", views.raise_event, name="raise-event"),
    path("nhiem-vu/<int:task_id>/dinh-ky/", views.set_rhythm, name="set-rhythm"),
    path("nhiem-vu/<int:task_id>/ra-soat/", views.review_duty, name="review-duty"),
    path("nhiem-vu/minh-chung/<int:evidence_id>/", views.evidence, name="evidence"),
    path("quan-tri/lich/", views.workdays, name="workdays"),
    path("quan-tri/lich/them/", views.add_workday, name="workday-add"),
    path("quan-tri/lich/xac-nhan/", views.confirm_workdays, name="workdays-confirm"),
    path("quan-tri/lich/chot-so-lieu/", views.set_cut_off, name="cut-off"),
    path("quan-tri/lich/<int:day_id>/", views.change_workday, name="workday-change"),
    path("quan-tri/lich/<int:day_id>/bo/", views.remove_workday, name="workday-remove"),
    path("van-ban/<int:document_id>/ra-soat/", views.review, name="review"),
    path("van-ban/<int:document_id>/vao-so/", views.keep, name="keep"),
    path("van-ban/<int:document_id>/ra-soat/giao/", views.hand_over, name="hand-over"),
    path("van-ban/de-xuat/<int:proposal_id>/", views.decide, name="decide"),
]
