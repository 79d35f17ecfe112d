"""Reporting: the memory (statistika un pārskati). Projections of the others' facts, and what is counted from them."""
