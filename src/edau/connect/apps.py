from django.apps import AppConfig


class ConnectConfig(AppConfig):
    name = "edau.connect"
    label = "connect"
    verbose_name = "Connect"

    def ready(self) -> None:
        """Says by which ways offers and needs come into sight."""
        from edau.connect import receivers  # noqa: F401  # no hours are lost with who is erased
        from edau.connect.proposal_tellers import PROPOSAL, ids_told_to_everyone, register_proposals
        from edau.connect.queries import needs, offers, seasons, sharing
        from edau.connect.season_tellers import register_seasons
        from edau.connect.sharing_tellers import register_sharing_records
        from edau.connect.tellers import ASSET, CAPABILITY, NEED, register_tellers
        from edau.core.readpaths import ReadPath, register

        register_tellers()
        register_sharing_records()
        register_seasons()
        register_proposals()
        register(
            ReadPath("needs", NEED, needs.ids_shown),
            ReadPath("what people can do, counted", CAPABILITY, offers.ids_offered),
            ReadPath("what is shared", ASSET, offers.ids_lent),
            ReadPath("proposals, one by one", PROPOSAL, ids_told_to_everyone),
            ReadPath("season rounds", seasons.SEASON, seasons.ids_shown),
            ReadPath("sharing records", sharing.LABEL, sharing.ids_of_records),
        )
