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
    path("nhiem-vu/han-tra-loi/", views.answer_time, name="answer-time"),
    path("nhiem-vu/y-kien/<int:opinion_id>/viec-con/", views.turn_into_part, name="turn-into-part"),
    path("nhiem-vu/<int:task_id>/vuong-mac/", views.raise_obstacle, name="raise-obstacle"),
    path("nhiem-vu/<int:task_id>/y-kien/", views.say, name="say"),
    path("nhiem-vu/<int:task_id>/tam-dung/", views.pause, name="pause"),
    path("nhiem-vu/<int:task_id>/chay-tiep/", views.restart, name="restart"),
    path("nhiem-vu/<int:task_id>/huy/", views.cancel, name="cancel"),
    path("nhiem-vu/<int:task_id>/thay-the/", views.replace, name="replace"),
    path("nhiem-vu/<int:task_id>/phoi-hop/", views.answer_cooperation, name="answer-cooperation"),
    path("nhiem-vu/<int:task_id>/ban-giao/", views.reassign, name="reassign"),
    path("nhiem-vu/<int:task_id>/minh-chung/thay/", views.supersede_evidence, name="supersede-evidence"),
    path("nhiem-vu/<int:task_id>/dinh-chinh/", views.ask_correction, name="ask-correction"),
    path("nhiem-vu/<int:task_id>/dinh-chinh/quyet-dinh/", views.decide_correction, name="decide-correction"),
    path("nhiem-vu/dinh-chinh/<int:correction_id>/", views.correction_file, name="correction-file"),
    path("nhiem-vu/minh-chung/<int:evidence_id>/", views.evidence, name="evidence"),
    path("van-ban/<int:document_id>/han-che/", views.weaknesses, name="weaknesses"),
    path("van-ban/han-che/<int:weakness_id>/khac-phuc/", views.remedy, name="remedy"),
    path("van-ban/<int:document_id>/ra-soat/", views.review, name="review"),
    path("van-ban/<int:document_id>/vao-so/", views.keep, name="keep"),
    path("van-ban/<int:document_id>/ra-soat/giao/", views.hand_over, name="hand-over"),
    path("van-ban/de-xuat/<int:proposal_id>/", views.decide, name="decide"),
]
