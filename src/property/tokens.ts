import { Fault } from '../fault.ts';
import type { Scenario } from '../model/scenario.ts';
import { decimal, readDuration, readWhole } from '../units/exact.ts';
import { writeDuration } from '../units/print.ts';
import { parseQuantity } from '../units/quantity.ts';
import { writeQuantity } from '../units/write.ts';
import { decodeName } from './name.ts';

/** What a text may ask for at most: it may come from a pull request's comment or a tampered baseline. */
const most = { characters: 100_000, milliseconds: 600_000, weight: 1e9 };

/** The words of a scenario, in order. */
export function split(text: string): readonly string[] {
  if (text.length > most.characters) refuse(text, `at most ${most.characters} characters`);
  return text.trim().split(/ +/);
}

/** The `label=value` words of a scenario, each with a known label and at most once. */
export class Tokens {
  readonly #values: Map<string, string> = new Map();

  constructor(words: readonly string[], labels: readonly string[]) {
    for (const word of words) {
      const cut = word.indexOf('=');
      const label = word.slice(0, Math.max(0, cut));
      if (!labels.includes(label)) refuse(word, `one of ${labels.map((known) => `${known}=`).join(' ')}`);
      if (this.#values.has(label)) refuse(word, `${label}= only once`);
      this.#values.set(label, word.slice(cut + 1));
    }
  }

  /** What stands there, not yet read; null where nothing does. */
  text(label: string): string | null {
    return this.#values.get(label) ?? null;
  }

  /** A name where there may be none; null then. */
  name(label: string): string | null {
    const text = this.#values.get(label);
    if (text === undefined) return null;
    return (text === '' ? undefined : decodeName(text)) ?? refuse(`${label}=${text}`, `${label}=<word>`);
  }

  /** Milliseconds from `atLeastMs` to ten minutes. */
  duration(label: string, atLeastMs: number): number {
    const text = this.#need(label);
    const ms = readDuration(text);
    return ms >= atLeastMs && ms <= most.milliseconds
      ? ms
      : refuse(`${label}=${text}`, `a duration of ${writeDuration(atLeastMs)} to ${writeDuration(most.milliseconds)}`);
  }

  whole(label: string, min: number, max: number): number {
    const text = this.#need(label);
    const value = readWhole(text);
    return value >= min && value <= max ? value : refuse(`${label}=${text}`, `a whole number of ${min} to ${max}`);
  }

  has(label: string): boolean {
    return this.#values.has(label);
  }

  number(label: string, min: number, max: number): number {
    const text = this.#need(label);
    const value = new RegExp(`^${decimal}$`).test(text) ? Number(text) : Number.NaN;
    return value >= min && value <= max ? value : refuse(`${label}=${text}`, `a number of ${min} to ${max}`);
  }

  /** Whole bytes. */
  bytes(label: string, min: number, max: number): number {
    const text = this.#need(label);
    const bytes = /^\d{1,9}(?:B|KB|MB)$/.test(text) ? (parseQuantity('size', text) ?? Number.NaN) : Number.NaN;
    return bytes >= min && bytes <= max
      ? bytes
      : refuse(`${label}=${text}`, `a size of ${writeQuantity('size', min)} to ${writeQuantity('size', max)}`);
  }

  mix(label: string): Scenario['mix'] {
    const weights = new Map<string, number>();
    for (const part of this.#need(label).split(',')) {
      const [, written = '', number = ''] = new RegExp(`^([^:]*):(${decimal})$`).exec(part) ?? [];
      const name = decodeName(written);
      const weight = Number(number);
      if (name === undefined || !(weight > 0 && weight <= most.weight))
        refuse(part, 'operations with weights above 0, as mix=list:8,add:2');
      if (weights.has(name)) refuse(part, 'each operation only once');
      weights.set(name, weight);
    }
    // Own properties by definition, so that an operation may even be called __proto__.
    return Object.fromEntries(weights);
  }

  #need(label: string): string {
    return this.#values.get(label) ?? refuse('its end', `${label}= as well`);
  }
}

/** Throws Fault `scenario.unreadable`. The place is hostile text: cut short, and nothing in it that a terminal or Markdown would act on. */
export function refuse(at: string, expected: string): never {
  const place = at.length > 60 ? `${at.slice(0, 60)}…` : at;
  throw new Fault('scenario.unreadable', { at: place.replace(/[^\x20-\x5f\x61-\x7e…]/g, '?'), expected });
}
