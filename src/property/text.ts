import type { ClosedScenario, OpenScenario, Scenario } from '../model/scenario.ts';
import { readArrivals, writeArrivals } from '../units/arrivals.ts';
import { writeDuration } from '../units/print.ts';
import { writeQuantity } from '../units/write.ts';
import { encodeName } from './name.ts';
import { refuse, split, Tokens } from './tokens.ts';
import { readAbandon, readUnder, writeAbandon, writeUnder } from './under.ts';

/** What a text may ask for at most. */
const most = { users: 1_000, connections: 10_000, keys: 1_000_000, skew: 10, payloadBytes: 1_024 ** 2, seed: 2 ** 32 - 1 };

const closedLabels: readonly string[] = ['mix', 'think', 'keys', 'skew', 'body', 'd', 'warm', 'seed', 'abandon', 'under', 'seek', 'on'];
const openLabels: readonly string[] = ['mix', 'keys', 'skew', 'body', 'd', 'warm', 'seed', 'conns', 'on'];

const seeks = ['leak', 'sustained', 'consistency', 'isolation', 'coordination', 'cache', 'fairness', 'invariants', 'sessions'] as const;

/** What a replay looks for beside stability. */
export type Seek = (typeof seeks)[number];

/**
 * Writes a scenario as one line that is safe inside a shell's quotes, e.g.
 * `u3 closed mix=stock:1,list:8 think=20ms keys=100 d=2s warm=300ms seed=1180428 abandon=50/s@1ms` or
 * `open poisson:1000/s mix=list:1 keys=100 skew=1.2 body=4KB d=2s warm=300ms seed=1180428 conns=1000`. `on` names what it is meant for
 * (`on=demo`), `seek` what is looked for.
 */
export function writeScenario(scenario: Scenario, on?: string, seek?: Seek): string {
  const mix = Object.entries(scenario.mix).map(([name, weight]) => `${encodeName(name)}:${weight}`);
  const isClosed = scenario.model === 'closed';
  return [
    ...(isClosed ? [`u${scenario.users}`, scenario.model] : [scenario.model, writeArrivals(scenario.arrivals)]),
    `mix=${mix.join(',')}`,
    ...(isClosed ? [`think=${writeDuration(scenario.thinkMs)}`] : []),
    `keys=${scenario.keys}`,
    ...(scenario.skew === undefined ? [] : [`skew=${scenario.skew}`]),
    ...(scenario.payloadBytes === undefined ? [] : [`body=${writeQuantity('size', scenario.payloadBytes)}`]),
    `d=${writeDuration(scenario.durationMs)}`,
    `warm=${writeDuration(scenario.warmupMs)}`,
    `seed=${scenario.seed}`,
    ...(isClosed ? [] : [`conns=${scenario.connections}`]),
    ...(isClosed ? writeAbandon(scenario) : []),
    ...(isClosed ? writeUnder(scenario) : []),
    ...(seek === undefined ? [] : [`seek=${seek}`]),
    ...(on === undefined ? [] : [`on=${encodeName(on)}`]),
  ].join(' ');
}

/** Reads a scenario back, exactly. Throws Fault `scenario.unreadable`; what `on` says is passed over. */
export function readScenario(text: string): Scenario {
  return understand(text).scenario;
}

/** What the scenario says it is meant for (`on=demo` → `demo`); null when it does not say. Throws Fault `scenario.unreadable`. */
export function readTarget(text: string): string | null {
  return understand(text).on;
}

/** What is looked for when it is run again; null for stability. Throws Fault `scenario.unreadable`. */
export function readSeek(text: string): Seek | null {
  return understand(text).seek;
}

interface Understood {
  readonly scenario: Scenario;
  readonly on: string | null;
  readonly seek: Seek | null;
}

function understand(text: string): Understood {
  const [first = '', second = '', ...words] = split(text);
  const isOpen = first === 'open';
  const tokens = new Tokens(words, isOpen ? openLabels : closedLabels);
  const sought = tokens.name('seek');
  const seek = seeks.find((known) => known === sought) ?? null;
  if (sought !== seek) refuse(`seek=${sought}`, seeks.map((known) => `seek=${known}`).join(', '));
  if (seek !== null && tokens.has('under')) refuse(`seek=${seek}`, 'no seek= beside under=');
  return { scenario: isOpen ? readOpen(second, tokens) : readClosed(first, second, tokens), on: tokens.name('on'), seek };
}

function readClosed(users: string, model: string, tokens: Tokens): ClosedScenario {
  if (!/^u[1-9]\d{0,3}$/.test(users) || Number(users.slice(1)) > most.users) refuse(users, `users as u1 to u${most.users}, or \`open\``);
  if (model !== 'closed') refuse(model, 'the model `closed`');
  return {
    model,
    users: Number(users.slice(1)),
    thinkMs: tokens.duration('think', 0),
    ...readLoad(tokens),
    ...readAbandon(tokens),
    ...readUnder(tokens),
  };
}

function readOpen(written: string, tokens: Tokens): OpenScenario {
  const read = readArrivals(written);
  if (read.kind === 'refused') return refuse(written, read.expected);
  return { model: 'open', arrivals: read.arrivals, connections: tokens.whole('conns', 1, most.connections), ...readLoad(tokens) };
}

function readLoad(tokens: Tokens): Omit<ClosedScenario, 'model' | 'users' | 'thinkMs'> {
  return {
    mix: tokens.mix('mix'),
    keys: tokens.whole('keys', 1, most.keys),
    ...(tokens.has('skew') ? { skew: tokens.number('skew', 0, most.skew) } : {}),
    ...(tokens.has('body') ? { payloadBytes: tokens.bytes('body', 1, most.payloadBytes) } : {}),
    durationMs: tokens.duration('d', 1),
    warmupMs: tokens.duration('warm', 0),
    seed: tokens.whole('seed', 0, most.seed),
  };
}
