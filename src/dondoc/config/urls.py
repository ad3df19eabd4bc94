"""The addresses of the whole product."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("dondoc.home.urls")),
    path("", include("dondoc.organization.urls")),
    path("van-ban/", include("dondoc.documents.urls")),
    path("", include("dondoc.tasks.urls")),
    path("ngon-ngu/", include("django.conf.urls.i18n")),
]
if settings.DEMO:
    urlpatterns.append(path("bo-mau/", include("dondoc.web.urls")))
