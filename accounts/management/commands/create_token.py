"""`manage.py create_token EMAIL --name NAME`: print a token, for scripts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.domain.tokens import create_token
from accounts.models import ApiToken, User


class Command(BaseCommand):
    """Make a token and print its text, once."""

    help = "Print a new API token of a person, for scripts."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the person's e-mail, a name for the token and its scope."""
        parser.add_argument("email")
        parser.add_argument("--name", required=True, help="what the token is for, such as 'backup script'")
        parser.add_argument("--scope", choices=ApiToken.Scope.values, default=ApiToken.Scope.WRITE)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the token alone on a line, ready for `TOKEN=$(…)`."""
        email = User.objects.normalize_email(options["email"])
        user = User.objects.filter(email=email).first()
        if user is None:
            raise CommandError(f"There is no account for {email}. Sign up in the browser first.")
        longest = ApiToken._meta.get_field("name").max_length or 0
        if len(options["name"]) > longest:
            raise CommandError(f"The name is longer than {longest} characters.")
        _, secret = create_token(user=user, name=options["name"], scope=options["scope"])
        self.stdout.write(secret)
