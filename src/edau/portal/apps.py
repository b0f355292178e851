from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "edau.portal"
    label = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        from edau.portal.following_paths import register_read_paths
        from edau.portal.receivers import reporting_letters  # noqa: F401  # writes to those whom a report concerns
        from edau.portal.receivers import stories as receivers  # noqa: F401  # keeps the search over stories in step with what is said
        from edau.portal.receivers import story_holds as reporting_index  # noqa: F401  # and with what is held of it
        from edau.portal.reportable import register_kinds
        from edau.portal.tellers import register_tellers

        register_tellers()
        register_kinds()
        register_read_paths()
