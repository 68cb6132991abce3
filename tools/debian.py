"""Installing Debian packages, for the tools here. Nothing but Python's standard library is used."""

import os
import shutil

# `env` sets the variable, so that the commands can be run and shown as they are.
_APT_GET = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
UPDATE = [*_APT_GET, "update", "-q"]
INSTALL = [*_APT_GET, "install", "-y", "-q", "--no-install-recommends"]


def can_install() -> bool:
    """Say whether this is Debian or its kin, and we are root."""
    return os.geteuid() == 0 and os.path.exists("/etc/debian_version") and shutil.which("apt-get") is not None
