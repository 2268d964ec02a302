"""The house with two pages of a careless developer: one that writes nothing into the log, one that breaks."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from safetynet.config import urls
from safetynet.youths.models import Youth

SECRET = "words that only the developer saw"


def forgets(request: HttpRequest) -> HttpResponse:
    """Answers without asking through the door."""
    return HttpResponse(SECRET)


def breaks(request: HttpRequest) -> HttpResponse:
    """Fails with a youth's words in the message."""
    raise ValueError(SECRET)


def goes_round(request: HttpRequest) -> HttpResponse:
    """Asks the database without showing a pass."""
    return HttpResponse(f"{SECRET} {Youth.objects.count()}")


urlpatterns = [path("forgets/", forgets), path("breaks/", breaks), path("goes-round/", goes_round), *urls.urlpatterns]
handler400, handler404, handler429, handler500 = urls.handler400, urls.handler404, urls.handler429, urls.handler500
