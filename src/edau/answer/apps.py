"""Answering: wired up when the site starts."""

from django.apps import AppConfig


class AnswerConfig(AppConfig):
    name = "edau.answer"
    label = "answer"
    verbose_name = "Answer"

    def ready(self) -> None:
        from edau.answer import read_paths, receivers  # noqa: F401 -- receivers connect themselves
        from edau.answer.tellers import register_tellers

        read_paths.register()
        register_tellers()
