"""Addresses of drafts."""

from django.urls import path

from . import views

app_name = "drafts"

urlpatterns = [
    path("", views.index, name="list"),
    path("moi/", views.start, name="start"),
    path("<int:draft_id>/", views.draft, name="draft"),
    path("<int:draft_id>/soan/<str:part>/", views.write, name="write"),
    path("<int:draft_id>/xem-thu/", views.show_typed, name="show-typed"),
    path("<int:draft_id>/khoi/them/<str:kind>/", views.add_block, name="add-block"),
    path("<int:draft_id>/khoi/<str:block_id>/sua/", views.edit_block, name="edit-block"),
    path("<int:draft_id>/khoi/<str:block_id>/chuyen/", views.move_block, name="move-block"),
    path("<int:draft_id>/khoi/<str:block_id>/bo/", views.remove_block, name="remove-block"),
    path("<int:draft_id>/noi-nhan/<str:side>/<int:position>/bo/", views.remove_party, name="remove-party"),
    path("<int:draft_id>/vien-dan/", views.cite, name="cite"),
    path("<int:draft_id>/y-kien/", views.comment, name="comment"),
    path("<int:draft_id>/trinh/", views.submit, name="submit"),
    path("<int:draft_id>/duyet/", views.approve, name="approve"),
    path("<int:draft_id>/tra-lai/", views.return_draft, name="return"),
    path("<int:draft_id>/rut-ve/", views.take_back, name="take-back"),
    path("<int:draft_id>/bo-du-thao/", views.withdraw, name="withdraw"),
    path("<int:draft_id>/thong-bao/", views.start_notice, name="start-notice"),
    path("<int:draft_id>/phien-ban/", views.versions, name="versions"),
    path("<int:draft_id>/phien-ban/<int:number>/tep/<str:kind>/", views.file, name="file"),
]
