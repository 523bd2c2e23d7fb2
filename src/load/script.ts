import type { Scenario } from '../model/scenario.ts';
import type { TemplateValues } from '../model/session.ts';
import { openChance, type Chance } from '../stats/chance.ts';
import { openZipf, type Ranks } from '../stats/zipf.ts';
import { asSeeded, type Fresh } from './fresh.ts';
import { payloadOf, usualPayloadBytes } from './payload.ts';

/** A stream of chance of its own for the templates' values, so that a script that needs none draws none. */
const valuesSalt = 0x5bd1e995;

/**
 * What one user does, step by step; `next` moves on. It depends on the scenario and the user's number alone, never on what
 * others do or how fast answers come. The step's values are drawn when they are asked for: most requests have none.
 *
 * Think times are uniform from half to one and a half times the mean. Exponential ones would be nearer to real people, but
 * their long tail makes two short runs of the same load differ by more than the service does.
 */
export class Script implements TemplateValues {
  readonly #chance: Chance;
  readonly #seed: number;
  readonly #drawKey: Ranks;
  readonly #payloadBytes: number;
  readonly #meanThinkMs: number;
  readonly #bounds: readonly number[];
  readonly #indices: readonly number[];
  readonly #users: number;
  readonly #fresh: Fresh;
  /** How long the user waits before its first operation: users must not move in step. */
  readonly firstThinkMs: number;
  /** `{{n}}` counts up over the users in turn and never repeats; from 0, unless it has to be fresh. */
  n: number;
  /** What fills `{{last}}` in this step. */
  last: string = '';
  /** The operation's index in the driver's list. */
  operation: number = -1;
  /** Time between this operation's answer and the next one. */
  thinkMs: number = 0;

  /** `users` is how many scripts are played side by side, `thinkMs` their mean think time; `fresh` where values must be others. */
  constructor(scenario: Scenario, operations: readonly string[], user: number, users: number, fresh: Fresh = asSeeded) {
    const weighed = Object.entries(scenario.mix)
      .filter(([, weight]) => weight > 0)
      .sort(([one], [other]) => (one < other ? -1 : 1));
    let sum = 0;
    this.#bounds = weighed.map(([, weight]) => (sum += weight));
    this.#indices = weighed.map(([name]) => operations.indexOf(name));
    this.#chance = openChance(scenario.seed, user);
    this.#seed = (scenario.seed ^ valuesSalt) >>> 0;
    const { keys, skew = 0 } = scenario;
    this.#drawKey = skew > 0 ? openZipf(keys, skew) : (chance) => chance.below(keys) + 1;
    this.#payloadBytes = scenario.payloadBytes ?? usualPayloadBytes;
    this.#meanThinkMs = scenario.model === 'closed' ? scenario.thinkMs : 0;
    this.#users = users;
    this.firstThinkMs = this.#chance.unit() * this.#meanThinkMs;
    this.#fresh = fresh;
    this.n = fresh.firstN + user - users;
  }

  /** The next step, told by this object itself until the step after it. */
  next(): this {
    this.n += this.#users;
    this.operation = this.#draw();
    this.thinkMs = this.#meanThinkMs === 0 ? 0 : (0.5 + this.#chance.unit()) * this.#meanThinkMs;
    return this;
  }

  /** One of 1 … `keys`, the first the hottest where they are not asked for alike. */
  get key(): string {
    return String(this.#drawKey(openChance(this.#seed, 2 * (this.n - this.#fresh.firstN))));
  }

  get payload(): string {
    return payloadOf(this.#payloadBytes, this.n - this.#fresh.firstN);
  }

  get uuid(): string {
    const { salt, firstN } = this.#fresh;
    return openChance((this.#seed ^ salt) >>> 0, 2 * (this.n - firstN) + 1).uuid();
  }

  #draw(): number {
    if (this.#bounds.length === 1) return this.#indices[0] ?? -1;
    const draw = this.#chance.unit() * (this.#bounds.at(-1) ?? 0);
    const at = this.#bounds.findIndex((bound) => draw < bound);
    return (at < 0 ? this.#indices.at(-1) : this.#indices[at]) ?? -1;
  }
}
