"""Addresses of the meetings, and of the plans and recommendations that come out of them."""

from django.urls import path

from .views import agenda, court, plans

urlpatterns = [
    path("meetings/", agenda.meetings, name="meetings"),
    path("meetings/prepare/", agenda.prepare_meeting, name="prepare"),
    path("meetings/<str:day>/", agenda.meeting, name="meeting"),
    path("meetings/<str:day>/state/", agenda.state, name="meeting_state"),
    path("meetings/<str:day>/packet/", agenda.packet, name="packet"),
    path("youths/<str:number>/plans/", plans.plans, name="plans"),
    path("youths/<str:number>/plans/<slug:kind>/", plans.plan, name="plan"),
    path("youths/<str:number>/plans/<slug:kind>/state/", plans.plan_state, name="plan_state"),
    path("youths/<str:number>/court/", court.court, name="court"),
    path("youths/<str:number>/court/draft/<int:recommendation>/", court.recommendation, name="recommendation"),
    path("youths/<str:number>/court/state/<int:recommendation>/", court.recommendation_state, name="recommendation_state"),
    path("youths/<str:number>/court/paper/<int:recommendation>/", court.paper, name="court_paper"),
]
