"""Addresses of case files."""

from django.urls import path

from . import views

urlpatterns = [
    path("ho-so/", views.index, name="case-files"),
    path("ho-so/in/", views.printed, name="case-files-print"),
    path("ho-so/xuat/", views.export, name="case-files-export"),
    path("ho-so/moi/", views.make, name="case-file-make"),
    path("ho-so/<int:case_file_id>/", views.case_file, name="case-file"),
    path("ho-so/<int:case_file_id>/quy-dinh/", views.set_terms, name="case-file-terms"),
    path("ho-so/<int:case_file_id>/sap-theo-ngay/", views.order, name="case-file-order"),
    path("ho-so/<int:case_file_id>/dong/", views.close, name="case-file-close"),
    path("ho-so/<int:case_file_id>/mo-lai/", views.reopen, name="case-file-reopen"),
    path("ho-so/<int:case_file_id>/nop-luu-tru/", views.hand_in, name="case-file-hand-in"),
    path("ho-so/<int:case_file_id>/muc-luc/in/", views.contents_printed, name="case-file-contents-print"),
    path("ho-so/<int:case_file_id>/muc-luc/xuat/", views.contents_export, name="case-file-contents-export"),
    path("ho-so/<int:case_file_id>/tron-goi/", views.archive, name="case-file-archive"),
    path("ho-so/muc/<int:entry_id>/len/", views.move_up, name="case-file-move-up"),
    path("ho-so/muc/<int:entry_id>/rut/", views.take_out, name="case-file-take-out"),
    path("<int:document_id>/ho-so/", views.put, name="case-file-put"),
]
