"""A bare Django page, for the ratio: one view, no middleware, the same server."""

from __future__ import annotations

import sys

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

from edau.config.server import Server


def ok(request):
    return HttpResponse("ok", headers={"Content-Length": "2"})


urlpatterns = [path("", ok)]


class Bare(Server):
    def load(self):
        settings.configure(
            SECRET_KEY="bare", ROOT_URLCONF="benchmarks.bare", ALLOWED_HOSTS=["127.0.0.1"], MIDDLEWARE=[]
        )
        return get_wsgi_application()


if __name__ == "__main__":
    Bare(host="127.0.0.1", port=int(sys.argv[1]), workers=2, threads=4, ready=False).run()
