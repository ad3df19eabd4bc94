"""Addresses of targets and of the yearly work programme."""

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
    path("chuong-trinh/", views.year, name="year"),
    path("chuong-trinh/bang-tinh/", views.export_year, name="export-year"),
    path("chuong-trinh/in/", views.print_year, name="print-year"),
    path("chuong-trinh/dang-ky/", views.register_item, name="register-item"),
    path("chuong-trinh/tong-hop/", views.desk, name="desk"),
    path("chuong-trinh/tong-hop/de-nghi/", views.call, name="call"),
    path("chuong-trinh/tong-hop/xu-ly/", views.gather, name="gather"),
    path("chuong-trinh/<int:item_id>/", views.item, name="item"),
    path("chuong-trinh/<int:item_id>/sua/", views.edit_item, name="edit-item"),
    path("chuong-trinh/<int:item_id>/rut/", views.withdraw_item, name="withdraw-item"),
    path("chuong-trinh/<int:item_id>/tong-hop/", views.gather_item, name="gather-item"),
    path("chuong-trinh/<int:item_id>/tra-lai/", views.send_back_item, name="send-back-item"),
    path("chuong-trinh/<int:item_id>/khong-dua-vao/", views.leave_out_item, name="leave-out-item"),
    path("chuong-trinh/<int:item_id>/gop/", views.merge_item, name="merge-item"),
    path("chuong-trinh/<int:item_id>/dieu-chinh/", views.adjust_item, name="adjust-item"),
    path("chuong-trinh/<int:item_id>/dua-ra/", views.drop_item, name="drop-item"),
    path("nhap-tay/<int:typed_id>/tep/", views.evidence, name="evidence"),
    path("<int:target_id>/", views.target, name="target"),
    path("<int:target_id>/ban-ghi/", views.records, name="records"),
    path("<int:target_id>/ke-hoach/", views.set_plan, name="plan"),
    path("<int:target_id>/cung-ky/", views.type_baseline, name="baseline"),
    path("<int:target_id>/uoc/", views.estimate, name="estimate"),
    path("<int:target_id>/nhap-tay/", views.type_figure, name="type"),
    path("<int:target_id>/nhiem-vu/", views.link_task, name="link"),
    path("<int:target_id>/nhiem-vu/bo/", views.unlink_task, name="unlink"),
    path("<int:target_id>/ket-thuc/", views.end_target, name="end"),
]
