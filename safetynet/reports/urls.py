"""Addresses of the numbers."""

from django.urls import path

from .views import exploring, numbers, releases, reports

urlpatterns = [
    path("numbers/", numbers.numbers, name="numbers"),
    path("numbers/measures/", numbers.measures, name="measures"),
    path("numbers/published/", releases.published, name="published"),
    path("numbers/releases/", releases.releases, name="releases"),
    path("numbers/releases/<int:number>/", releases.release, name="release"),
    path("numbers/releases/<int:number>/decide/", releases.decide, name="release_decision"),
    path("numbers/<str:code>/", reports.report, name="figures"),
    path("numbers/<str:code>/quality/", reports.quality, name="quality"),
    path("numbers/<str:code>/step/", reports.step, name="figures_step"),
    path("numbers/<str:code>/explore/", exploring.explore, name="explore"),
    path("numbers/<str:code>/files/<str:form>/", reports.download, name="figures_file"),
    path("numbers/<str:code>/figure/<str:key>/", reports.figure, name="figure"),
]
