"""As usual and in an emergency: how long each lasted, and what was done meanwhile, by the instant at which it was."""

from services.reporting.reports.asking import Asking, counts


@counts("work.by_mode")
async def by_mode(ask: Asking):
    rows = await ask.rows(f"""
        with span as (
            select mode, greatest(begins, :since) as begins, least(ends, :end) as ends
            from (
                select 'normal' as mode, '-infinity'::timestamptz as begins,
                    coalesce((select min(at) from mode_switch), 'infinity') as ends
                union all
                select mode, at, coalesce(lead(at) over (order by at), 'infinity') from mode_switch
            ) spans
            where begins < :end and ends > :since
        )
        select mode as service_mode, sum(extract(epoch from ends - begins))::bigint as lasted,
            sum(received)::bigint as received, sum(opened)::bigint as opened, sum(in_person)::bigint as in_person,
            sum(remote)::bigint as remote, sum(contacts)::bigint as contacts
        from span, lateral (
            select count(*) as received from referral r
            where received_at >= begins and received_at < ends and {ask.referrals()}
        ) r, lateral (
            select count(*) as opened from social_case c
            where opened_at >= begins and opened_at < ends and {ask.cases()}
        ) c, lateral (
            select count(*) filter (where mode = 'in_person') as in_person,
                count(*) filter (where mode <> 'in_person') as remote
            from visit v where state = 'completed' and completed_at >= begins and completed_at < ends
                and {ask.of_cases("v.case_id")}
        ) v, lateral (
            select count(*) as contacts from contact n
            where reached and corrected is null and began_at >= begins and began_at < ends
                and {ask.of_cases("n.case_id")}
        ) n
        group by 1 order by 1
        """)
    return {"work.by_mode": rows}


QUERIES = (by_mode,)
