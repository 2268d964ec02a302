"""Addresses of the meetings."""

from django.urls import path

from .views import agenda, room

urlpatterns = [
    path("meetings/", agenda.meetings, name="meetings"),
    path("meetings/prepare/", agenda.prepare_meeting, name="prepare"),
    path("meetings/<str:day>/", agenda.meeting, name="meeting"),
    path("meetings/<str:day>/state/", agenda.state, name="meeting_state"),
    path("meetings/<str:day>/packet/", agenda.packet, name="packet"),
    path("meetings/<str:day>/room/", room.room, name="room"),
    path("meetings/<str:day>/room/now/", room.now, name="room_now"),
    path("meetings/<str:day>/room/writing/", room.writing, name="room_writing"),
    path("meetings/<str:day>/room/turn/", room.turn, name="room_turn"),
    path("meetings/<str:day>/room/statement/", room.statement, name="room_statement"),
    path("meetings/<str:day>/room/draft/", room.draft, name="room_draft"),
    path("meetings/<str:day>/room/recusal/", room.recusal, name="room_recusal"),
]
