"""Contacts outside of visits, and campaigns to reach the people of open cases."""
