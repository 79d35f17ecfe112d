"""Who asks, as what and why: roles, purposes, actors, and the port through which a token becomes an actor."""

from shared.security.actor import Actor
from shared.security.authenticator import Authenticator, CredentialsRefused
from shared.security.development import DevelopmentOnly, DevelopmentTokens
from shared.security.roles import PURPOSES, Purpose, Role
from shared.security.service_credentials import ServiceCredentials
from shared.security.tokens import issue_token, read_token

__all__ = [
    "PURPOSES",
    "Actor",
    "Authenticator",
    "CredentialsRefused",
    "DevelopmentOnly",
    "DevelopmentTokens",
    "Purpose",
    "Role",
    "ServiceCredentials",
    "issue_token",
    "read_token",
]
