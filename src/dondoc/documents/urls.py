"""Addresses of the register."""

from django.urls import include, path, register_converter

from . import views
from .converters import DayConverter

app_name = "documents"
register_converter(DayConverter, "day")

urlpatterns = [
    path("", views.index, name="list"),
    path("", include("dondoc.documents.outgoing.urls")),
    path("", include("dondoc.documents.exchange.urls")),
    path("<int:document_id>/", views.document, name="document"),
    path("<int:document_id>/doc-lai/", views.try_again, name="try-again"),
    path("<int:document_id>/bo/", views.remove, name="remove"),
    path("<int:document_id>/tep/", views.file, name="file"),
    path("<int:document_id>/kem/<int:number>/", views.attachment, name="attachment"),
    path("<int:document_id>/trang/<int:number>/", views.page, name="page"),
    path("vien-dan/<str:reference>/<day:day>/", views.cited, name="cited"),
    path("vien-dan/<str:reference>/<day:day>/la/<int:document_id>/", views.link_citation, name="link-citation"),
    path("vien-dan/<int:citation_id>/bo-noi/", views.unlink_citation, name="unlink-citation"),
    path("", include("dondoc.documents.signing.urls")),
    path("", include("dondoc.documents.incoming.urls")),
    path("", include("dondoc.documents.case_files.urls")),
    path("", include("dondoc.documents.copies.urls")),
    path("", include("dondoc.documents.books.urls")),
    path("", include("dondoc.documents.reporting.urls")),
    path("", include("dondoc.documents.granting.urls")),
]
