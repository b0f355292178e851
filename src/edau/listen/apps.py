from django.apps import AppConfig


class ListenConfig(AppConfig):
    name = "edau.listen"
    label = "listen"
    verbose_name = "Listen"

    def ready(self) -> None:
        """Says by which ways involvements and what people said come into sight."""
        from edau.core.backup.uploads import keep
        from edau.core.readpaths import ReadPath, register
        from edau.listen import receivers  # noqa: F401  # ends the wait of words that a moderator shows
        from edau.listen.models.contributions import RECORDINGS
        from edau.listen.queries import asks, involvements, recordings, signs
        from edau.listen.tellers import register_tellers

        keep(RECORDINGS)
        register_tellers()
        register(
            ReadPath("involvements", "listen.Involvement", involvements.ids_published),
            ReadPath("voices of involvements", "listen.Contribution", involvements.ids_of_voices),
            ReadPath("patterns", "listen.Contribution", signs.ids_in_patterns),
            ReadPath("recordings", "listen.Contribution", recordings.ids_heard),
            ReadPath("calendar of asks", "listen.OutsideAsk", asks.ids_of_outside_asks),
            ReadPath("said lately, beside a new question", "listen.Contribution", asks.ids_said_lately),
        )
