"""Addresses of the record."""

from django.urls import path

from .views import lists, services, write

urlpatterns = [
    path("youths/", lists.youths, name="youths"),
    path("youths/refer/", write.refer, name="refer"),
    path("youths/<str:number>/looks/", lists.looks, name="looks"),
    path("youths/<str:number>/services/", services.services, name="services"),
    path("youths/<str:number>/add/<slug:kind>/", write.add, name="add"),
    path("youths/<str:number>/<slug:kind>/<int:claim>/", write.correct, name="correct"),
    path("youths/<str:number>/<slug:kind>/<int:claim>/withdraw/", write.withdraw, name="withdraw"),
    path("youths/<str:number>/<slug:kind>/<int:claim>/history/", write.history, name="history"),
]
