"""The WSGI door: gunicorn's, or any other server's."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edau.config.settings")

application = get_wsgi_application()
