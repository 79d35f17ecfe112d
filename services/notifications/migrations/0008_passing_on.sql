-- What waits in vain is found at once, however much waits that a person was told of already.

alter table delivery add column with_person boolean not null default false;
create index delivery_in_vain on delivery (channel, urgent, agency, since) where open and not with_person;
