-- Who of an agency has a notice, by the agency's own code: several people work from one inbox.

alter table notice
    add column claimed_by text,
    add column claimed_at timestamptz;
