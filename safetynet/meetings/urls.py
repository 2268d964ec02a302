"""Addresses of the meetings."""

from django.urls import path

from .views import agenda, issues, quarterly

urlpatterns = [
    path("meetings/", agenda.meetings, name="meetings"),
    path("meetings/prepare/", agenda.prepare_meeting, name="prepare"),
    path("meetings/issues/", issues.issue_list, name="issue_list"),
    path("meetings/<str:day>/issues/", issues.issues, name="issues"),
    path("meetings/<str:day>/", agenda.meeting, name="meeting"),
    path("meetings/<str:day>/state/", agenda.state, name="meeting_state"),
    path("meetings/<str:day>/packet/", agenda.packet, name="packet"),
    path("quarterly/", quarterly.quarters, name="quarterly"),
    path("quarterly/<str:quarter>/", quarterly.quarter, name="quarter"),
    path("quarterly/<str:quarter>/print/", quarterly.print_pages, name="quarter_print"),
]
