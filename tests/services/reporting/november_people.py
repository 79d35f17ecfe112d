"""Whom and where that November is about."""

from tests.services.reporting.logs import id_of

FAMILIES, ADULTS = id_of("families"), id_of("adults")
LIGITA, GUNTA, ZANE = id_of("ligita"), id_of("gunta"), id_of("zane")
