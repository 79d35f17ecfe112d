"""Attendance: sessions of an offer, who came to them, and how many where nobody is asked who they are."""
