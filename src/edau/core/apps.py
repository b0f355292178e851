from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "edau.core"
    label = "core"
    verbose_name = "Core"

    def ready(self) -> None:
        from django.db.models import Field, ForeignKey

        from edau.core.among import Among

        for kind in (Field, ForeignKey):  # foreign keys look no further than their own
            kind.register_lookup(Among)
