import { Fault } from '../fault.ts';
import type { Scenario } from '../model/scenario.ts';
import { writeDuration } from '../units/print.ts';
import { decodeName, encodeName } from './name.ts';

/** What a text may ask for at most: it may come from a pull request's comment or a tampered baseline. */
const most = { characters: 100_000, users: 1_000, milliseconds: 600_000, keys: 1_000_000, weight: 1e9, seed: 2 ** 32 - 1 };

const decimal = '(?:0|[1-9]\\d{0,15})(?:\\.\\d{1,30})?(?:e-\\d{1,3})?';
const factors: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000 };
const labels: readonly string[] = ['mix', 'think', 'keys', 'd', 'warm', 'seed', 'on'];

/**
 * Writes a scenario as one line that is safe inside a shell's quotes, e.g.
 * `u3 closed mix=stock:1,list:8 think=20ms keys=100 d=2s warm=300ms seed=1180428`. `on` names what it is meant for (`on=demo`).
 */
export function writeScenario(scenario: Scenario, on?: string): string {
  const mix = Object.entries(scenario.mix).map(([name, weight]) => `${encodeName(name)}:${weight}`);
  return [
    `u${scenario.users}`,
    scenario.model,
    `mix=${mix.join(',')}`,
    `think=${writeDuration(scenario.thinkMs)}`,
    `keys=${scenario.keys}`,
    `d=${writeDuration(scenario.durationMs)}`,
    `warm=${writeDuration(scenario.warmupMs)}`,
    `seed=${scenario.seed}`,
    ...(on === undefined ? [] : [`on=${encodeName(on)}`]),
  ].join(' ');
}

/** Reads a scenario back, exactly. Throws Fault `scenario.unreadable`; what `on` says is passed over. */
export function readScenario(text: string): Scenario {
  const words = split(text);
  const [users = '', model = ''] = words;
  const tokens = readTokens(words.slice(2));
  if (!/^u[1-9]\d{0,3}$/.test(users) || Number(users.slice(1)) > most.users) refuse(users, `users as u1 to u${most.users}`);
  if (model !== 'closed') refuse(model, 'the model `closed`');
  return {
    model: 'closed',
    users: Number(users.slice(1)),
    mix: readMix(tokens),
    thinkMs: readDuration(tokens, 'think', 0),
    keys: readWhole(tokens, 'keys', 1, most.keys),
    durationMs: readDuration(tokens, 'd', 1),
    warmupMs: readDuration(tokens, 'warm', 0),
    seed: readWhole(tokens, 'seed', 0, most.seed),
  };
}

/** What the scenario says it is meant for (`on=demo` → `demo`); null when it does not say. */
export function readTarget(text: string): string | null {
  const word = readTokens(split(text).slice(2)).get('on');
  return word === undefined ? null : (decodeName(word) ?? null);
}

function split(text: string): readonly string[] {
  if (text.length > most.characters) refuse(text, `at most ${most.characters} characters`);
  return text.trim().split(/ +/);
}

function readTokens(words: readonly string[]): ReadonlyMap<string, string> {
  const tokens = new Map<string, string>();
  for (const word of words) {
    const cut = word.indexOf('=');
    const label = word.slice(0, Math.max(0, cut));
    if (!labels.includes(label)) refuse(word, `one of ${labels.map((known) => `${known}=`).join(' ')}`);
    if (tokens.has(label)) refuse(word, `${label}= only once`);
    tokens.set(label, word.slice(cut + 1));
  }
  const on = tokens.get('on');
  if (on !== undefined && (on === '' || decodeName(on) === undefined)) refuse(`on=${on}`, 'on=<word>');
  return tokens;
}

function readMix(tokens: ReadonlyMap<string, string>): Scenario['mix'] {
  const weights = new Map<string, number>();
  for (const part of need(tokens, 'mix').split(',')) {
    const [, written = '', number = ''] = new RegExp(`^([^:]*):(${decimal})$`).exec(part) ?? [];
    const name = decodeName(written);
    const weight = Number(number);
    if (name === undefined || !(weight > 0 && weight <= most.weight)) refuse(part, 'operations with weights above 0, as mix=list:8,add:2');
    if (weights.has(name)) refuse(part, 'each operation only once');
    weights.set(name, weight);
  }
  // Own properties by definition, so that an operation may even be called __proto__.
  return Object.fromEntries(weights);
}

function readDuration(tokens: ReadonlyMap<string, string>, label: string, atLeastMs: number): number {
  const text = need(tokens, label);
  const [, number, unit = ''] = new RegExp(`^(${decimal})(ms|s|m)$`).exec(text) ?? [];
  const ms = Number(number ?? Number.NaN) * (factors[unit] ?? Number.NaN);
  return ms >= atLeastMs && ms <= most.milliseconds
    ? ms
    : refuse(`${label}=${text}`, `a duration of ${writeDuration(atLeastMs)} to ${writeDuration(most.milliseconds)}`);
}

function readWhole(tokens: ReadonlyMap<string, string>, label: string, min: number, max: number): number {
  const text = need(tokens, label);
  const value = /^(?:0|[1-9]\d{0,9})$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : refuse(`${label}=${text}`, `a whole number of ${min} to ${max}`);
}

function need(tokens: ReadonlyMap<string, string>, label: string): string {
  return tokens.get(label) ?? refuse('its end', `${label}= as well`);
}

/** The place is hostile text: cut short, and nothing in it that a terminal or Markdown would act on. */
function refuse(at: string, expected: string): never {
  const place = at.length > 60 ? `${at.slice(0, 60)}…` : at;
  throw new Fault('scenario.unreadable', { at: place.replace(/[^\x20-\x5f\x61-\x7e…]/g, '?'), expected });
}
