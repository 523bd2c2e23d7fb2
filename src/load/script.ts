import type { Scenario } from '../model/scenario.ts';
import type { TemplateValues } from '../model/session.ts';
import { openChance } from '../stats/chance.ts';

/** What a user does next. */
export interface Step {
  readonly operation: string;
  readonly values: TemplateValues;
  /** Time between this operation's answer and the next one. */
  readonly thinkMs: number;
}

/** A user's whole behaviour: it depends on the scenario and the user's number alone, never on what others do or how fast answers come. */
export interface Script {
  /** How long the user waits before its first operation, as a share of the think time: users must not move in step. */
  readonly firstThinkMs: number;
  next(): Step;
}

/**
 * Writes the script of user 0, 1, 2, …
 *
 * Think times are uniform from half to one and a half times the mean. Exponential ones would be nearer to real people, but
 * their long tail makes two short runs of the same load differ by more than the service does.
 * `{{n}}` counts 0, 1, 2, … over the users in turn and never repeats; `{{key}}` is one of 1 … `keys`.
 */
export function writeScript(scenario: Scenario, user: number): Script {
  const chance = openChance(scenario.seed, user);
  const names = Object.keys(scenario.mix)
    .filter((name) => (scenario.mix[name] ?? 0) > 0)
    .sort();
  const bounds = cumulate(names.map((name) => scenario.mix[name] ?? 0));
  const total = bounds.at(-1) ?? 0;
  const firstThinkMs = chance.unit() * scenario.thinkMs;
  let done = 0;

  return {
    firstThinkMs,
    next: () => {
      const draw = chance.unit() * total;
      const operation = names[bounds.findIndex((bound) => draw < bound)] ?? names.at(-1) ?? '';
      const key = String(chance.below(scenario.keys) + 1);
      const uuid = chance.uuid();
      const thinkMs = (0.5 + chance.unit()) * scenario.thinkMs;
      const n = done * scenario.users + user;
      done += 1;
      return { operation, values: { uuid, n, key }, thinkMs };
    },
  };
}

function cumulate(weights: readonly number[]): readonly number[] {
  let sum = 0;
  return weights.map((weight) => (sum += weight));
}
