"""The whole path of a referral through intake: what each step costs beside half a million people."""
