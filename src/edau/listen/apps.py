from django.apps import AppConfig


class ListenConfig(AppConfig):
    name = "edau.listen"
    label = "listen"
    verbose_name = "Listen"

    def ready(self) -> None:
        """Says by which ways involvements and what people said come into sight."""
        from edau.core.readpaths import ReadPath, register
        from edau.listen import receivers  # noqa: F401  # ends the wait of words that a moderator shows
        from edau.listen.queries import involvements, recordings
        from edau.listen.tellers import register_tellers

        register_tellers()
        register(
            ReadPath("involvements", "listen.Involvement", involvements.ids_published),
            ReadPath("voices of involvements", "listen.Contribution", involvements.ids_of_voices),
            ReadPath("recordings", "listen.Contribution", recordings.ids_heard),
        )
