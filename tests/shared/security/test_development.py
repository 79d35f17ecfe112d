"""Development tokens work in development mode and nowhere else."""

import pytest

from shared.security import CredentialsRefused, DevelopmentOnly, DevelopmentTokens, Purpose, Role

KEY = "k" * 32


def test_outside_development_mode_they_are_refused_with_the_reason_and_the_remedy():
    with pytest.raises(DevelopmentOnly, match=r"can pose as anybody; set .* or configure an identity provider"):
        DevelopmentTokens(KEY, development=False)


def test_a_key_that_could_be_guessed_is_refused():
    with pytest.raises(ValueError, match="at least 32 bytes"):
        DevelopmentTokens("secret", development=True)


async def test_a_service_shows_who_it_is():
    tokens = DevelopmentTokens(KEY, development=True)
    actor = await tokens.authenticate(tokens.for_service("cases"))
    assert (actor.service, actor.roles, actor.purpose) == ("cases", {Role.SERVICE}, Purpose.OPERATIONS)


async def test_a_forged_token_is_refused():
    with pytest.raises(CredentialsRefused):
        await DevelopmentTokens(KEY, development=True).authenticate(
            DevelopmentTokens("f" * 32, development=True).for_service("cases")
        )
