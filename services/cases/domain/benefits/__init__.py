"""Benefits (pabalsti) of people in cases, as references: another system grants, calculates and pays them."""
