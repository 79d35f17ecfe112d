-- Which members of the unit's staff work on an offer.

alter table service_at_location add column role text;
