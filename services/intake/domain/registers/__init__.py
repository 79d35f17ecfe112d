"""Figures about groups of people, without anybody's name."""
