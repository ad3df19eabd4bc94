"""Addresses of signatures and of what is trusted."""

from django.urls import path

from . import views

urlpatterns = [
    path("kiem-tra-chu-ky/", views.check, name="check-signatures"),
    path("<int:document_id>/chu-ky/", views.signatures, name="signatures"),
    path("chung-thu-goc/", views.anchors, name="anchors"),
    path("chung-thu-goc/them/", views.add_anchor, name="add-anchor"),
    path("chung-thu-goc/<int:anchor_id>/thoi-tin-cay/", views.withdraw_anchor, name="withdraw-anchor"),
    path("chung-thu-goc/danh-sach-thu-hoi/", views.add_revocation_list, name="add-revocation-list"),
]
