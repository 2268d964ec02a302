"""Addresses of the meetings."""

from django.urls import path

from .views import agenda, guests, joint, topics

urlpatterns = [
    path("meetings/", agenda.meetings, name="meetings"),
    path("meetings/prepare/", agenda.prepare_meeting, name="prepare"),
    path("meetings/joint/", joint.answer, name="joint"),
    path("meetings/<str:day>/", agenda.meeting, name="meeting"),
    path("meetings/<str:day>/state/", agenda.state, name="meeting_state"),
    path("meetings/<str:day>/packet/", agenda.packet, name="packet"),
    path("meetings/<str:day>/guests/", guests.guests, name="guests"),
    path("meetings/<str:day>/topics/", topics.topics, name="topics"),
    path("meetings/<str:day>/joint/", joint.propose, name="propose_joint"),
]
