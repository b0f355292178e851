from django.apps import AppConfig


class AnswerConfig(AppConfig):
    name = "edau.answer"
    label = "answer"
    verbose_name = "Answer"
