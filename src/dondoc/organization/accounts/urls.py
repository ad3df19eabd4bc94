"""Addresses of signing in, of the own account and of the administrator of accounts."""

from django.urls import path

from .views import administering, own, signing_in

urlpatterns = [
    path("dang-nhap/", signing_in.sign_in, name="sign-in"),
    path("dang-nhap/ma/", signing_in.code, name="sign-in-code"),
    path("dang-nhap/cai-dat/", signing_in.set_up, name="sign-in-set-up"),
    path("dang-nhap/khoa/", signing_in.passkey_question, name="sign-in-passkey-question"),
    path("dang-nhap/khoa/tra-loi/", signing_in.passkey_answer, name="sign-in-passkey"),
    path("dang-nhap/mot-cua/", signing_in.single_sign_on, name="single-sign-on"),
    path("dang-nhap/mot-cua/ve/", signing_in.single_sign_on_back, name="single-sign-on-back"),
    path("dang-nhap/demo/", signing_in.demo_sign_in, name="demo-sign-in"),
    path("dang-xuat/", signing_in.sign_out, name="sign-out"),
    path("dat-mat-khau/<str:uid>/<str:token>/", signing_in.set_password, name="set-password"),
    path("tai-khoan/", own.account, name="account"),
    path("tai-khoan/mat-khau/", own.change_password, name="change-password"),
    path("tai-khoan/hai-buoc/bat/", own.begin_totp, name="begin-totp"),
    path("tai-khoan/hai-buoc/", own.set_up_totp, name="set-up-totp"),
    path("tai-khoan/hai-buoc/tat/", own.turn_off_totp, name="turn-off-totp"),
    path("tai-khoan/hai-buoc/ma-du-phong/", own.renew_codes, name="renew-codes"),
    path("tai-khoan/khoa/", own.passkey_question, name="passkey-question"),
    path("tai-khoan/khoa/them/", own.add_passkey, name="add-passkey"),
    path("tai-khoan/khoa/<int:passkey_id>/ten/", own.rename_passkey, name="rename-passkey"),
    path("tai-khoan/khoa/<int:passkey_id>/xoa/", own.remove_passkey, name="remove-passkey"),
    path("tai-khoan/phien/<slug:shown_id>/ket-thuc/", own.end_session, name="end-session"),
    path("tai-khoan/phien/ket-thuc-khac/", own.end_other_sessions, name="end-other-sessions"),
    path("quan-tri/tai-khoan/", administering.accounts, name="accounts"),
    path("quan-tri/tai-khoan/them/", administering.add_account, name="add-account"),
    path("quan-tri/tai-khoan/<int:person_id>/dong/", administering.close_account, name="close-account"),
    path("quan-tri/tai-khoan/<int:person_id>/mo-lai/", administering.reopen_account, name="reopen-account"),
    path("quan-tri/tai-khoan/<int:person_id>/ket-thuc-phien/", administering.end_sessions, name="end-sessions"),
    path("quan-tri/tai-khoan/hai-buoc/", administering.require_second_step, name="require-second-step"),
    path("quan-tri/tai-khoan/nhap/", administering.import_staff, name="import-staff"),
    path("quan-tri/tai-khoan/nhap/them/", administering.add_staff, name="add-staff"),
    path("quan-tri/tai-khoan/<int:person_id>/dat-lai/", administering.make_reset_link, name="make-reset-link"),
]
