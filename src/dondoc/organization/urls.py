"""Addresses of signing in and out."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from . import views

app_name = "organization"

urlpatterns = [
    path("dang-nhap/", views.SignIn.as_view(), name="sign-in"),
    path("dang-nhap/demo/", views.demo_sign_in, name="demo-sign-in"),
    path("dang-xuat/", LogoutView.as_view(), name="sign-out"),
]
