-- More referrals of a kind than usual. id is kind and day; usual is in thousandths.
create table early_warning (
    id            text    primary key,
    position      bigint  not null,
    kind          text    not null,
    day           date    not null,
    window_days   integer not null,
    counted       bigint  not null,
    baseline_days integer not null,
    usual         bigint  not null,
    rule          text    not null
);
create index early_warning_day on early_warning (day, kind);
