"""Addresses of pages that show several nouns."""

from django.urls import path

from .views import desk, files, mending, workbooks

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("purpose/", desk.purpose, name="purpose"),
    path("county/", desk.county, name="county"),
    path("workbooks/", workbooks.workbooks, name="workbooks"),
    path("workbooks/held/", mending.held, name="held"),
    path("workbooks/held/<int:row>/", mending.held_row, name="held_row"),
    path("workbooks/duplicates/", mending.duplicates, name="duplicates"),
    path("workbooks/<int:workbook>/", workbooks.workbook, name="workbook"),
    path("workbooks/<int:workbook>/mapping/", workbooks.mapping, name="mapping"),
    path("workbooks/<int:workbook>/mapping.json", workbooks.mapping_file, name="mapping_file"),
    path("workbooks/<int:workbook>/step/", workbooks.step, name="step"),
    path("workbooks/<int:workbook>/stop/", workbooks.stop, name="stop_loading"),
    path("youths/<str:number>/", files.file, name="file"),
    path("youths/<str:number>/authority/", files.authority, name="authority"),
]
