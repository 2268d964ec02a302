"""Addresses of the meetings, and of the plans and recommendations that come out of them."""

from django.urls import path

from .views import agenda, closing, court, guests, issues, joint, minutes, plans, quarterly, room, tasks, topics

urlpatterns = [
    path("meetings/", agenda.meetings, name="meetings"),
    path("meetings/prepare/", agenda.prepare_meeting, name="prepare"),
    path("meetings/joint/", joint.answer, name="joint"),
    path("meetings/issues/", issues.issue_list, name="issue_list"),
    path("meetings/<str:day>/issues/", issues.issues, name="issues"),
    path("meetings/<str:day>/", agenda.meeting, name="meeting"),
    path("meetings/<str:day>/state/", agenda.state, name="meeting_state"),
    path("meetings/<str:day>/packet/", agenda.packet, name="packet"),
    path("meetings/<str:day>/guests/", guests.guests, name="guests"),
    path("meetings/<str:day>/topics/", topics.topics, name="topics"),
    path("meetings/<str:day>/joint/", joint.propose, name="propose_joint"),
    path("meetings/<str:day>/room/", room.room, name="room"),
    path("meetings/<str:day>/room/now/", room.now, name="room_now"),
    path("meetings/<str:day>/room/writing/", room.writing, name="room_writing"),
    path("meetings/<str:day>/room/turn/", room.turn, name="room_turn"),
    path("meetings/<str:day>/room/statement/", room.statement, name="room_statement"),
    path("meetings/<str:day>/room/draft/", room.draft, name="room_draft"),
    path("meetings/<str:day>/room/recusal/", room.recusal, name="room_recusal"),
    path("quarterly/", quarterly.quarters, name="quarterly"),
    path("quarterly/<str:quarter>/", quarterly.quarter, name="quarter"),
    path("quarterly/<str:quarter>/print/", quarterly.print_pages, name="quarter_print"),
    path("meetings/<str:day>/closing/", closing.closing, name="closing"),
    path("meetings/<str:day>/minutes/", minutes.minutes, name="minutes"),
    path("meetings/<str:day>/minutes/pdf/", minutes.minutes_pdf, name="minutes_pdf"),
    path("youths/<str:number>/plans/", plans.plans, name="plans"),
    path("youths/<str:number>/plans/<slug:kind>/", plans.plan, name="plan"),
    path("youths/<str:number>/plans/<slug:kind>/state/", plans.plan_state, name="plan_state"),
    path("youths/<str:number>/court/", court.court, name="court"),
    path("youths/<str:number>/court/draft/<int:recommendation>/", court.recommendation, name="recommendation"),
    path("youths/<str:number>/court/state/<int:recommendation>/", court.recommendation_state, name="recommendation_state"),
    path("youths/<str:number>/court/paper/<int:recommendation>/", court.paper, name="court_paper"),
    path("follow-ups/", tasks.my_follow_ups, name="my_follow_ups"),
    path("follow-ups/<int:task>/", tasks.follow_up, name="follow_up"),
    path("follow-ups/question/<int:question>/", tasks.question, name="question"),
    path("youths/<str:number>/follow-ups/", tasks.follow_ups, name="follow_ups"),
]
