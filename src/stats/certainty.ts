/**
 * Confidence of the intervals that a single number is judged by where a merge may be blocked on it: a service exactly at its limit is
 * blamed once in 2 000 runs. Where a second look confirms what the first has shown, 95 % each is as sure.
 */
export const certainty = 0.999;
