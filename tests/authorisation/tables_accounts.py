"""Who gets what: sign-in, second factors, the same for apps, and the admin's parts."""

from dataclasses import replace

from tests.authorisation.rules import (
    LOGIN,
    Entry,
    Rule,
    mine,
    mine_write,
    open_page,
    own,
    own_write,
    page,
    public,
    sign_in,
)
from tests.authorisation.world import World


def _without_key(world: World) -> None:
    """Take Ada's key away: it is no real one, and these addresses would talk to it."""
    world.ada.authenticator_set.all().delete()


# Own account only: nothing in the request names another's.
ACCOUNT = Rule(401, 200, 200)
FACTOR = Rule(401, (200, 404), (200, 404))

ACCOUNTS: dict[str, Entry] = {
    "/accounts/login/": open_page(Rule(200, 302, 302), Rule(200, 302, 302)),
    "/accounts/logout/": page(mine(), Rule(LOGIN, LOGIN, LOGIN)),
    "/accounts/signup/": open_page(Rule(200, 302, 302), Rule(200, 302, 302)),
    "/accounts/inactive/": open_page(public()),
    "/accounts/reauthenticate/": page(mine(), mine_write(status=200, changes=False)),
    "/accounts/email/": page(mine(), mine_write(changes=False)),
    "/accounts/confirm-email/": open_page(public()),
    "/accounts/confirm-email/<key>/": open_page(public(), public(404), key="=nothing"),
    "/accounts/login/code/confirm/": page(mine(status=302), mine_write(changes=False)),
    "/accounts/password/change/": page(mine(), mine_write(status=200, changes=False)),
    "/accounts/password/set/": page(mine(status=302), mine_write(changes=False)),
    "/accounts/password/reset/": open_page(public(), public()),
    "/accounts/password/reset/done/": open_page(public()),
    "/accounts/password/reset/key/<uidb36>-<key>/": open_page(public(), public(), uidb36="=1", key="=nothing"),
    "/accounts/password/reset/key/done/": open_page(public()),
    "/accounts/2fa/": page(mine()),
    "/accounts/2fa/authenticate/": page(mine(status=302), mine_write(changes=False)),
    "/accounts/2fa/reauthenticate/": page(mine(status=302), mine_write(changes=False)),
    "/accounts/2fa/recovery-codes/": page(mine(status=404)),
    "/accounts/2fa/recovery-codes/download/": page(mine(status=404), mine_write(status=404, changes=False)),
    "/accounts/2fa/recovery-codes/generate/": page(mine(), mine_write(status=(200, 302), changes=False)),
    "/accounts/2fa/totp/activate/": page(mine(), mine_write(status=200, changes=False)),
    "/accounts/2fa/totp/deactivate/": page(mine(status=404), mine_write(status=404, changes=False)),
    "/accounts/2fa/webauthn/": page(mine(shows=True)),
    "/accounts/2fa/webauthn/add/": page(mine(), mine_write(status=200, changes=False)),
    "/accounts/2fa/webauthn/keys/<pk>/edit/": page(own(), own_write({"name": "Other"}), pk="key"),
    "/accounts/2fa/webauthn/keys/<pk>/remove/": page(own(), own_write(), pk="key"),
    "/accounts/2fa/webauthn/login/": open_page(Rule(LOGIN, 302, 302), Rule(LOGIN, 302, 302)),
    "/accounts/2fa/webauthn/reauthenticate/": page(mine(status=302), mine_write(changes=False)),
    "/_allauth/app/v1/config": sign_in(get=public()),
    "/_allauth/app/v1/tokens/refresh": sign_in(),
    "/_allauth/app/v1/auth/session": sign_in(get=ACCOUNT, delete=Rule(401, 401, 401)),
    "/_allauth/app/v1/auth/login": sign_in(),
    "/_allauth/app/v1/auth/signup": sign_in(),
    "/_allauth/app/v1/auth/reauthenticate": sign_in(),
    "/_allauth/app/v1/auth/code/confirm": sign_in(),
    "/_allauth/app/v1/auth/email/verify": sign_in(),
    "/_allauth/app/v1/auth/email/verify/resend": sign_in(),
    "/_allauth/app/v1/auth/password/request": sign_in(),
    "/_allauth/app/v1/auth/password/reset": sign_in(),
    "/_allauth/app/v1/auth/2fa/authenticate": sign_in(),
    "/_allauth/app/v1/auth/2fa/reauthenticate": sign_in(),
    "/_allauth/app/v1/auth/webauthn/authenticate": sign_in(),
    "/_allauth/app/v1/auth/webauthn/login": sign_in(get=public()),
    "/_allauth/app/v1/auth/webauthn/reauthenticate": sign_in(get=ACCOUNT),
    "/_allauth/app/v1/account/phone": sign_in(),
    "/_allauth/app/v1/auth/phone/verify": sign_in(),
    "/_allauth/app/v1/auth/phone/verify/resend": sign_in(),
    "/_allauth/app/v1/account/email": sign_in(get=ACCOUNT),
    "/_allauth/app/v1/account/password/change": sign_in(),
    "/_allauth/app/v1/account/authenticators": sign_in(get=Rule(401, 200, 200, shows=True)),
    "/_allauth/app/v1/account/authenticators/totp": sign_in(get=FACTOR, delete=FACTOR),
    "/_allauth/app/v1/account/authenticators/recovery-codes": sign_in(get=FACTOR),
    "/_allauth/app/v1/account/authenticators/webauthn": sign_in(get=Rule(401, 200, 200)),
}
for _path in (
    "/accounts/2fa/webauthn/add/",
    "/accounts/2fa/webauthn/reauthenticate/",
    "/_allauth/app/v1/auth/webauthn/reauthenticate",
    "/_allauth/app/v1/account/authenticators/webauthn",
    "/_allauth/app/v1/account/authenticators/recovery-codes",
):
    ACCOUNTS[_path] = replace(ACCOUNTS[_path], before=_without_key)

# The admin is one group: all of it is for staff. A new part is a decision, so it is named here.
ADMIN = {
    "/admin/",
    "/admin/<app_label>/",
    "/admin/<url>",
    "/admin/r/<content_type_id>/<object_id>/",
    "/admin/login/",
    "/admin/logout/",
    "/admin/jsi18n/",
    "/admin/autocomplete/",
    "/admin/password_change/",
    "/admin/password_change/done/",
    "/admin/account/emailaddress/",
    "/admin/accounts/user/",
    "/admin/auth/group/",
    "/admin/core/job/",
    "/admin/mfa/authenticator/",
}
