"""A token stands for its actor, as long as it is ours, whole and not too old."""

from datetime import UTC, datetime, timedelta

import jwt
import pytest

from shared.security import Actor, CredentialsRefused, Purpose, Role, issue_token, read_token

KEY = "k" * 32

ACTORS = [
    Actor("ilze", frozenset({Role.SOCIAL_WORKER, Role.SUPERVISOR}), Purpose.CASE_WORK),
    Actor("police", frozenset({Role.PARTNER}), Purpose.PARTNER_EXCHANGE, partner="police"),
    Actor("service:cases", frozenset({Role.SERVICE}), Purpose.OPERATIONS, service="cases"),
    Actor("r1", frozenset({Role.RESIDENT}), Purpose.FEEDBACK, identity="PNOLV-161175-19997"),
]


def claims(**changed) -> dict:
    now = datetime.now(UTC)
    good = {
        "sub": "ilze",
        "iss": "tilts-development",
        "aud": "tilts",
        "iat": now,
        "exp": now + timedelta(hours=1),
        "roles": ["social_worker"],
        "purpose": "case_work",
    }
    return {name: value for name, value in (good | changed).items() if value is not None}


@pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: actor.id)
def test_a_token_gives_back_the_actor_it_was_issued_for(actor):
    assert read_token(KEY, issue_token(KEY, actor)) == actor


def test_an_expired_token_says_so():
    with pytest.raises(CredentialsRefused, match="has expired"):
        read_token(KEY, issue_token(KEY, ACTORS[0], ttl=timedelta(seconds=-1)))


def test_the_claims_of_these_tables_are_otherwise_good():
    assert read_token(KEY, jwt.encode(claims(), KEY, algorithm="HS256")).id == "ilze"


@pytest.mark.parametrize(
    "token",
    [
        "",
        "nonsense",
        jwt.encode(claims(), "another key of thirty-two bytes!!", algorithm="HS256"),
        jwt.encode(claims(), "", algorithm="none"),
        jwt.encode(claims(), KEY * 2, algorithm="HS512"),
        jwt.encode(claims(aud="elsewhere"), KEY, algorithm="HS256"),
        jwt.encode(claims(iss="elsewhere"), KEY, algorithm="HS256"),
        *(jwt.encode(claims(**{name: None}), KEY, algorithm="HS256") for name in claims()),
    ],
)
def test_a_token_that_we_did_not_issue_is_refused(token):
    with pytest.raises(CredentialsRefused, match="not one that this deployment issued"):
        read_token(KEY, token)


@pytest.mark.parametrize(
    "wrong",
    [
        {"roles": ["mayor"]},
        {"roles": 7},
        {"roles": []},
        {"purpose": "curiosity"},
        {"purpose": "audit"},
        {"partner": "police"},
    ],
    ids=str,
)
def test_a_token_that_contradicts_our_roles_is_refused(wrong):
    with pytest.raises(CredentialsRefused, match="do not exist here"):
        read_token(KEY, jwt.encode(claims(**wrong), KEY, algorithm="HS256"))
