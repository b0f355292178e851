"""The gallery of components, for people who build pages."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from edau.ui import views

app_name = "ui"
urlpatterns = [path(_("components/"), views.gallery, name="gallery")]
