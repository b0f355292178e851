from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "edau.accounts"
    label = "accounts"
    verbose_name = "Accounts"
