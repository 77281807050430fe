-- What an answer changed can be told only where it is known how the two records stood when it was given.

alter table libraries.answer add column was_one boolean;
