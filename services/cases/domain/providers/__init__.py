"""Providers (pakalpojuma sniedzēji): who may report how a service goes, and what they are told of whom."""
