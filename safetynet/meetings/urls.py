"""Addresses of the meetings."""

from django.urls import path

from .views import agenda, tasks

urlpatterns = [
    path("meetings/", agenda.meetings, name="meetings"),
    path("meetings/prepare/", agenda.prepare_meeting, name="prepare"),
    path("meetings/<str:day>/", agenda.meeting, name="meeting"),
    path("meetings/<str:day>/state/", agenda.state, name="meeting_state"),
    path("meetings/<str:day>/packet/", agenda.packet, name="packet"),
    path("follow-ups/", tasks.my_follow_ups, name="my_follow_ups"),
    path("follow-ups/<int:task>/", tasks.follow_up, name="follow_up"),
    path("follow-ups/question/<int:question>/", tasks.question, name="question"),
    path("youths/<str:number>/follow-ups/", tasks.follow_ups, name="follow_ups"),
]
