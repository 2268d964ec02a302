"""Addresses of pages that show several nouns."""

from django.urls import path

from .views import desk, files

urlpatterns = [path(f"tmp-{n}/", desk.county, name=n) for n in ("workbooks", "held", "duplicates")] + [
    path("tmp-wb/<int:x>/", desk.county, name="workbook"),
    path("", desk.desk, name="desk"),
    path("purpose/", desk.purpose, name="purpose"),
    path("county/", desk.county, name="county"),
    path("youths/<str:number>/", files.file, name="file"),
    path("youths/<str:number>/authority/", files.authority, name="authority"),
]
