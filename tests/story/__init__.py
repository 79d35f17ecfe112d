"""A family's story, told over HTTP as the people in it would: from a school's report to a case that is opened again."""
