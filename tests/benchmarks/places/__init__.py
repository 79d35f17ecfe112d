"""1 000 answers at once over 50 places: none given twice, nobody lost, beside bare transactions and a naive service."""
