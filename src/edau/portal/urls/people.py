"""Addresses about people: organisations, boards, roles, what is held about somebody, outgoing mail."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from edau.portal.views import boards, data_protection, mail, my_data, roles, trail, your_work

urlpatterns: list[URLPattern] = [
    path(_("boards/"), boards.every_board, name="boards"),
    path(_("board/<slug:board>/"), boards.board, name="board"),
    path(_("organisation/<slug:organisation>/"), boards.organisation, name="organisation"),
    path(_("roles/"), roles.roles, name="roles"),
    path(_("roles/<int:role>/take-back/"), roles.take, name="role_take"),
    path(_("your-work/"), your_work.your_work, name="your_work"),
    path(_("audit-trail/"), trail.trail, name="trail"),
    path(_("my-data/"), my_data.my_data, name="my_data"),
    path(_("my-data/everything.json"), my_data.my_data_file, name="my_data_file"),
    path(_("my-data/erase/"), my_data.erase, name="erase"),
    path(_("data-protection/"), data_protection.notice, name="data_protection"),
    path(_("data-protection/impact-assessment/"), data_protection.dpia, name="dpia"),
    path(_("letters/"), mail.outbox, name="outbox"),
    path(_("letters/test/"), mail.test, name="mail_test"),
    path(_("letters/stop/<str:token>/"), mail.stop, name="mail_stop"),
]
