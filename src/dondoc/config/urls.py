"""The addresses of the whole product."""

from django.urls import include, path

urlpatterns = [
    path("", include("dondoc.home.urls")),
    path("", include("dondoc.organization.urls")),
    path("", include("dondoc.web.urls")),
    path("van-ban/", include("dondoc.documents.urls")),
    path("nhiem-vu/", include("dondoc.tasks.urls")),
    path("ngon-ngu/", include("django.conf.urls.i18n")),
]
