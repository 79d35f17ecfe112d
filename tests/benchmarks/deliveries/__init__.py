"""Notices by webhook to 50 partners, one of whom hangs and one of whom fails; routing; very many that wait; memory."""
