"""People in the admin pages."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.http import HttpRequest

from accounts.models import User


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """A person, by e-mail address."""

    ordering = ("email",)
    list_display = ("email", "name", "is_staff", "date_joined")
    search_fields = ("email", "name")
    fieldsets = (
        (None, {"fields": ("email", "password", "name", "unit", "time_zone")}),
        ("Videos", {"fields": ("video_quota_mb",)}),
        ("May", {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
    )

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Keep people: deleting one here would leave the files of their videos. Take "active" away instead."""
        return False

    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("email", "password1", "password2")}),)
