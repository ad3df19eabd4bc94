"""The addresses of the whole product."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("", include("dondoc.home.urls")),
    path("", include("dondoc.organization.urls")),
    path("van-ban/", include("dondoc.documents.urls")),
    path("du-thao/", include("dondoc.documents.composing.urls")),
    path("bao-cao/", include("dondoc.reports.urls")),
    path("", include("dondoc.tasks.urls")),
    path("chi-tieu/", include("dondoc.programme.urls")),
    path("ngon-ngu/", login_not_required(set_language), name="set_language"),
]
if settings.DEMO:
    urlpatterns.append(path("bo-mau/", include("dondoc.web.urls")))
