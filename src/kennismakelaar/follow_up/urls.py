"""Addresses of follow-up."""

from django.urls import path

from .views import products, replies

app_name = "follow_up"
urlpatterns = [
    path("terugkoppeling", replies.follow_ups, name="follow_ups"),
    path("terugkoppeling/<str:token>", replies.delivery, name="delivery"),
    path("kennisproduct/<int:key>", products.product, name="product"),
    path("kennisproduct/<int:key>.<slug:ending>", products.product_file, name="product_file"),
    path("werk/terugkoppeling", replies.workbench, name="workbench"),
    path("werk/terugkoppeling/<int:key>/verstuur", replies.send, name="send"),
    path("werk/kennisproducten", products.products, name="products"),
    path("werk/kennisproducten/<int:key>", products.edit, name="edit_product"),
    path("werk/kennisproducten/<int:key>/deel", products.share, name="share_product"),
    path("werk/kennisproducten/sessie/<int:session>", products.draft, name="draft_product"),
]
