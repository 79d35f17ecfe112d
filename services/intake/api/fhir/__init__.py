"""FHIR R4 for health partners."""
