"""The Django twin: Django REST framework on the registry's tables, served by gunicorn.

Unmanaged models, generic views, a model serializer, cursor pagination, connections that are kept;
no authentication, no middleware but Django's common one, the area joined by `select_related`.
"""

import os
from typing import Any
from urllib.parse import urlsplit

import django
from django.conf import settings

_url = urlsplit(os.environ["TWIN_DATABASE_URL"])
settings.configure(
    ALLOWED_HOSTS=["*"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": _url.path.strip("/"),
            "USER": _url.username,
            "PASSWORD": _url.password,
            "HOST": _url.hostname,
            "PORT": _url.port,
            "CONN_MAX_AGE": None,
        }
    },
    INSTALLED_APPS=["rest_framework"],
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_PERMISSION_CLASSES": [],
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "UNAUTHENTICATED_USER": None,
    },
    ROOT_URLCONF=__name__,
    SECRET_KEY=os.urandom(16).hex(),
    TIME_ZONE="UTC",
    USE_TZ=True,
)
django.setup()

from django.contrib.postgres.fields import ArrayField  # noqa: E402 - Django wants its settings first
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402
from rest_framework import generics, pagination, response, serializers  # noqa: E402


class Area(models.Model):  # noqa: DJ008 - nobody prints it
    """A province, district or tambon."""

    code = models.CharField(max_length=8, primary_key=True)
    level = models.CharField(max_length=20)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    class Meta:
        app_label = "twin"
        managed = False
        db_table = "areas"


class Organization(models.Model):  # noqa: DJ008 - same
    """A community organization."""

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=40)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, null=True)  # noqa: DJ001 - the table is given
    area = models.ForeignKey(Area, models.DO_NOTHING, db_column="area_code", db_constraint=False)
    status = models.CharField(max_length=20)
    issues = ArrayField(models.TextField())
    members_count = models.IntegerField(null=True)
    households_count = models.IntegerField(null=True)
    founded_on = models.DateField(null=True)
    founded_precision = models.CharField(max_length=20, null=True)  # noqa: DJ001 - same
    name_sort = models.TextField()
    revision = models.IntegerField()
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        app_label = "twin"
        managed = False
        db_table = "organizations"


class AreaSerializer(serializers.ModelSerializer):
    """The area of an organization, in short."""

    class Meta:
        model = Area
        fields = ("code", "level", "name_th", "name_en")


class OrganizationSerializer(serializers.ModelSerializer):
    """An organization as it is answered."""

    area = AreaSerializer(read_only=True)

    class Meta:
        model = Organization
        fields = (
            "id", "kind", "name_th", "name_en", "area", "status", "issues", "members_count",
            "households_count", "founded_on", "founded_precision", "revision", "created_at",
            "updated_at",
        )  # fmt: skip


class Pages(pagination.CursorPagination):
    """Pages by cursor, which count nothing: the fastest that the framework has."""

    ordering = ("area_id", "name_sort", "id")
    page_size = 50
    page_size_query_param = "limit"
    max_page_size = 200

    def get_paginated_response(self, data: Any) -> response.Response:
        """Answer with our names."""
        following = self.get_next_link()
        return response.Response({"items": data, "next": following, "limit": self.page_size})


class OrganizationList(generics.ListAPIView):
    """Organizations of an area and kind."""

    serializer_class = OrganizationSerializer
    pagination_class = Pages

    def get_queryset(self) -> Any:
        """Narrow by what the query asks."""
        found = Organization.objects.select_related("area").defer("name_sort")
        if area := self.request.query_params.get("area"):
            found = found.filter(area_id__gte=area, area_id__lt=area + ":")
        if kind := self.request.query_params.get("kind"):
            found = found.filter(kind=kind)
        return found


class OrganizationDetail(generics.RetrieveAPIView):
    """One organization."""

    queryset = Organization.objects.select_related("area")
    serializer_class = OrganizationSerializer


urlpatterns = [
    path("livez", lambda _: HttpResponse("alive")),
    path("organizations", OrganizationList.as_view()),
    path("organizations/<uuid:pk>", OrganizationDetail.as_view()),
]
application = get_wsgi_application()
