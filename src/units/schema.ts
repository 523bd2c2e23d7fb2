import * as z from 'zod';

import { parseQuantity, unitsOf, type QuantityKind } from './quantity.ts';
import { writeQuantity } from './write.ts';

// Every piece's error text says what was expected; whoever shows it adds the path and what was found. A text with
// `${NAME}` passes the pattern, so that editors accept it in the file; only what stands there after expansion is decoded.

const examples: Readonly<Record<QuantityKind, string>> = {
  duration: 'a duration, such as 500ms',
  size: 'a size, such as 64MB',
  share: 'a share, such as 5%',
  'size-per-operation': 'a size per operation, such as 200B/op',
  'size-per-hour': 'a size per hour, such as 50MB/h',
};

/** An inclusive range of whole numbers. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** A quantity with its unit, from `min` to `max` (written with units), decoded to the one unit used inside. */
export function quantitySchema(kind: QuantityKind, min: string, max: string): z.ZodType<number, string> {
  const expected = `${examples[kind]}, from ${min} to ${max}`;
  const low = parseQuantity(kind, min) ?? 0;
  const high = parseQuantity(kind, max) ?? Number.POSITIVE_INFINITY;
  const pattern = new RegExp(`^\\s*\\d+(\\.\\d+)?\\s?(${unitsOf(kind).join('|')})\\s*$|\\$\\{`);
  return z.codec(z.string({ error: expected }).regex(pattern, { error: expected }), z.number(), {
    decode: (text, context) => {
      const value = parseQuantity(kind, text);
      if (value !== undefined && value >= low && value <= high) return value;
      context.issues.push({ code: 'custom', message: expected, input: text });
      return low;
    },
    encode: (value) => writeQuantity(kind, value),
  });
}

/** `5..20`, or one number n for `lowest..n`. */
export function rangeSchema(lowest: number, highest: number): z.ZodType<Range, string | number> {
  const expected = `a number or a range from ${lowest} to ${highest}, such as ${lowest}..${Math.min(highest, 20)}, the smaller first`;
  const error = { error: expected };
  const text = z.string(error).regex(/^\s*\d+(\.\.\d+)?\s*$|\$\{/, error);
  const given = z.union([text, z.int(error).min(lowest, error).max(highest, error)], error);
  return z.codec(given, z.object({ min: z.number(), max: z.number() }), {
    decode: (value, context) => {
      const match = /^\s*(?:(\d+)\.\.)?(\d+)\s*$/.exec(String(value));
      const range = { min: Number(match?.[1] ?? lowest), max: Number(match?.[2] ?? Number.NaN) };
      if (range.min >= lowest && range.max >= range.min && range.max <= highest) return range;
      context.issues.push({ code: 'custom', message: expected, input: value });
      return { min: lowest, max: lowest };
    },
    encode: ({ min, max }) => `${min}..${max}`,
  });
}

/** `64B..16KB`, or one size for no other, whole bytes from `lowest` to `highest` (written with units). */
export function sizeRangeSchema(lowest: string, highest: string): z.ZodType<Range, string> {
  const expected = `a size or a range of sizes from ${lowest} to ${highest}, such as 64B..16KB, the smaller first`;
  const error = { error: expected };
  const size = `\\d+(\\.\\d+)?\\s?(${unitsOf('size').join('|')})`;
  const pattern = new RegExp(`^\\s*${size}(\\.\\.${size})?\\s*$|\\$\\{`);
  const [low, high] = [parseQuantity('size', lowest) ?? 0, parseQuantity('size', highest) ?? 0];
  return z.codec(z.string(error).regex(pattern, error), z.object({ min: z.number(), max: z.number() }), {
    decode: (text, context) => {
      const [first = '', second = first] = text.split('..');
      const [min, max] = [parseQuantity('size', first) ?? Number.NaN, parseQuantity('size', second) ?? Number.NaN];
      if (Number.isInteger(min) && Number.isInteger(max) && min >= low && max >= min && max <= high) return { min, max };
      context.issues.push({ code: 'custom', message: expected, input: text });
      return { min: low, max: low };
    },
    encode: ({ min, max }) => (min === max ? writeQuantity('size', min) : `${writeQuantity('size', min)}..${writeQuantity('size', max)}`),
  });
}

/** A whole number from `min` to `max`. */
export function countSchema(min: number, max: number): z.ZodType<number, number> {
  const error = `a whole number from ${min} to ${max}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
}

/** A text of a given form; the whole of it must match. */
export function textSchema(form: RegExp, maxLength: number, expected: string): z.ZodType<string, string> {
  const error = { error: expected };
  const lenient = new RegExp(`${form.source}|\\$\\{`);
  // The pattern is for editors, where a variable is not yet filled in; the refinement is for what stands there then.
  return z
    .string(error)
    .max(maxLength, error)
    .regex(lenient, { ...error, abort: true })
    .refine((text) => form.test(text), error);
}
