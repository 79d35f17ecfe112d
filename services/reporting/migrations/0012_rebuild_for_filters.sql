-- What 0006 added is known of rows from now on only.
select to_be_rebuilt('referral'), to_be_rebuilt('social_case'), to_be_rebuilt('unit'), to_be_rebuilt('mode_switch');
