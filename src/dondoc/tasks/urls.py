"""Addresses of reviewing and of tasks."""

from django.urls import path

from . import views
from .views import feed, letters, notices

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
    path("nhiem-vu/<int:task_id>/theo-doi/", views.observe, name="observe"),
    path("nhiem-vu/<int:task_id>/don-doc/", views.urge, name="urge"),
    path("nhiem-vu/<int:task_id>/kiem-tra/", views.inspect, name="inspect"),
    path("nhiem-vu/minh-chung/<int:evidence_id>/", views.evidence, name="evidence"),
    path("cong-van-don-doc/", letters.index, name="letters"),
    path("cong-van-don-doc/soan/", letters.draft, name="draft-letter"),
    path("cong-van-don-doc/<int:letter_id>/", letters.letter, name="letter"),
    path("cong-van-don-doc/<int:letter_id>/da-gui/", letters.mark_sent, name="mark-letter-sent"),
    path("thong-bao/", notices.index, name="notices"),
    path("thong-bao/<int:notice_id>/", notices.open_notice, name="open-notice"),
    path("thong-bao/da-doc/", notices.read_all, name="read-all"),
    path("thong-bao/van-hanh/", notices.outbox, name="outbox"),
    path("thong-bao/van-hanh/thu/<int:mail_id>/", notices.resend, name="resend"),
    path("thong-bao/van-hanh/moc/", notices.add_day, name="add-day"),
    path("thong-bao/van-hanh/moc/bo/", notices.remove_day, name="remove-day"),
    path("nhan-nhac-viec/", notices.preferences, name="preferences"),
    path("nhan-nhac-viec/lich/", notices.make_feed, name="make-feed"),
    path("nhan-nhac-viec/lich/thu-hoi/", notices.revoke_feed, name="revoke-feed"),
    path("lich/<str:token>.ics", feed.calendar, name="feed"),
    path("van-ban/<int:document_id>/ra-soat/", views.review, name="review"),
    path("van-ban/<int:document_id>/vao-so/", views.keep, name="keep"),
    path("van-ban/<int:document_id>/ra-soat/giao/", views.hand_over, name="hand-over"),
    path("van-ban/de-xuat/<int:proposal_id>/", views.decide, name="decide"),
]
