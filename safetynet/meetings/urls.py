"""Addresses of the meetings."""

from django.urls import path

from .views import agenda, closing, minutes

urlpatterns = [
    path("meetings/", agenda.meetings, name="meetings"),
    path("meetings/prepare/", agenda.prepare_meeting, name="prepare"),
    path("meetings/<str:day>/", agenda.meeting, name="meeting"),
    path("meetings/<str:day>/state/", agenda.state, name="meeting_state"),
    path("meetings/<str:day>/packet/", agenda.packet, name="packet"),
    path("meetings/<str:day>/closing/", closing.closing, name="closing"),
    path("meetings/<str:day>/minutes/", minutes.minutes, name="minutes"),
    path("meetings/<str:day>/minutes/pdf/", minutes.minutes_pdf, name="minutes_pdf"),
]
