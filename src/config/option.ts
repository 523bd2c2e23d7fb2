import type * as z from 'zod';

import { showFound } from './show.ts';

/** Collects what is wrong with a command's options, a sentence each, so that all of it is told at once. */
export interface OptionFaults {
  readonly sentences: readonly string[];
  add(option: string, expected: string, found: string): void;
  say(sentence: string): void;
  /** The option's value by the schema of its setting; a stand-in and a sentence when it is none. */
  take<T>(option: string, given: unknown, schema: z.ZodType<T>, standIn: T): T;
}

/** Begins with none. */
export function collectOptionFaults(): OptionFaults {
  const sentences: string[] = [];
  const add = (option: string, expected: string, found: string): void => void sentences.push(`${option} takes ${expected}, not ${found}.`);
  return {
    sentences,
    add,
    say: (sentence) => void sentences.push(sentence),
    take: (option, given, schema, standIn) => {
      const read = schema.safeParse(given);
      if (read.success) return read.data;
      add(option, read.error.issues[0]?.message ?? 'another value', showFound(given, []));
      return standIn;
    },
  };
}

/** A text of digits as its number, for a schema of numbers; anything else as it is. */
export function asCount(text: string): unknown {
  return /^\d{1,15}$/.test(text) ? Number(text) : text;
}
