"""The whole of what anybody can reach of sign-in. The names are the ones django-allauth looks for."""

from django.apps import apps
from django.urls import path
from django.utils.translation import gettext_lazy as _

from edau.accounts import views

urlpatterns = [
    path("", views.my_account, name="my_account"),
    path(_("sign-in/"), views.SignIn.as_view(), name="account_login"),
    path(_("sign-in/"), views.SignIn.as_view(), name="account_request_login_code"),
    path(_("sign-in/code/"), views.TypeCode.as_view(), name="account_confirm_login_code"),
    path(_("sign-in/closed/"), views.Inactive.as_view(), name="account_inactive"),
    path(_("sign-out/"), views.SignOut.as_view(), name="account_logout"),
]

if apps.is_installed("allauth.mfa"):
    from edau.accounts import passkey_views

    urlpatterns += [
        path(_("passkeys/"), passkey_views.my_passkeys, name="my_passkeys"),
        path(_("sign-in/passkey/"), passkey_views.passkey_sign_in, name="passkey_sign_in"),
    ]
