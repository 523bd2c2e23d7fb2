import * as z from 'zod';

/** Text of at most `max` characters. */
export const text = (max: number): z.ZodString => z.string().max(max);

/** A unit is printed beside its number as it is: nothing in it that a terminal, a log or Markdown would act on. */
export const unit: z.ZodString = z.string().regex(/^[A-Za-z%/·µ -]{0,30}$/);

/** A number something measured can have: finite, and not beyond all reason. */
export const plausible: z.ZodNumber = z.number().min(-1e15).max(1e15);

/** A number of things or milliseconds: plausible and not negative. */
export const amount: z.ZodNumber = z.number().min(0).max(1e15);

/** A point in time as ISO 8601 in UTC. */
export const isoTime: z.ZodType<string> = z.iso.datetime();
