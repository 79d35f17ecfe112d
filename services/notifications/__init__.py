"""Notifications (paziņojumi): the voice. Who must be told what, by when, through which channel, and did they answer."""
