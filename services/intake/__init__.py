"""Intake (pieteikumu pieņemšana): the door. Whoever reports, by whatever channel, ends in one queue and is answered."""
