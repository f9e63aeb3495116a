"""The site with one page that does nothing beside it, for the measurements."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kennismakelaar.config.settings")

from django.conf import settings

settings.ROOT_URLCONF = "benchmarks._catalog_urls"

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()
