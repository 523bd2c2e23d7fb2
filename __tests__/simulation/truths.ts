import { decideConfig } from '../../src/config/decide.ts';
import { gate } from '../../src/gate.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { realWorld, type World } from '../../src/world.ts';

/** Something that is true of a service because it was made so, and what a gate on it must say. */
export interface Truth {
  readonly name: string;
  /** The configuration as a file would hold it. */
  readonly given: Readonly<Record<string, unknown>>;
  /** What is wrong with a verdict; empty where it is right. */
  readonly wrong: (verdict: Verdict) => string;
}

/** Of an exponential service time without queueing, p95 is ln 20 times the mean. */
export const p95OfMean: number = Math.log(20);
export const limitMs = 30;

const usual = {
  suite: 'truth',
  users: '1..20',
  limits: { p95: `${limitMs}ms` },
  compare: { with: 'none' },
  baseline: { store: 'none' },
  budget: '60s',
};

/** A service with room for everybody: what an operation takes alone it takes in any crowd. */
export function roomy(
  timeMs: number,
  more: Readonly<Record<string, unknown>> = {},
  service: Readonly<Record<string, unknown>> = {},
): Truth['given'] {
  return {
    ...usual,
    simulated: { servers: 50, ...service },
    operations: { ask: { simulate: { time: `${timeMs.toFixed(4)}ms`, ...more } } },
  };
}

/** A shop with four servers that twenty users keep busy. */
function shop(
  changes: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  service: Readonly<Record<string, unknown>> = {},
): Truth['given'] {
  return {
    ...usual,
    limits: { p95: '100ms' },
    simulated: { servers: 8, contention: '1%', ...service },
    operations: {
      list: { simulate: { time: '2ms', ...changes['list'] }, weight: 8 },
      add: { simulate: { time: '3ms', ...changes['add'] }, weight: 2 },
      stock: { simulate: { time: '2.5ms', ...changes['stock'] }, increments: '{{key}}', weight: 2 },
      count: { simulate: { time: '1ms' }, reads: '{{key}}' },
      whoami: { simulate: { time: '1ms', ...changes['whoami'] }, isolates: '$.user' },
    },
  };
}

function isBroken({ kind }: Finding): boolean {
  return kind === 'broken';
}

/** Passes, and nothing is broken. */
function passes({ kind, findings, reason }: Verdict): string {
  const broken = findings.filter(isBroken).map(({ id, sentence }) => `${id}: ${sentence}`);
  return kind === 'pass' && broken.length === 0 ? '' : [`${kind}: ${reason}`, ...broken].join(' | ');
}

/** Fails by these findings, of which the first is a must, and by no others. */
function failsBy(must: string, ...may: readonly string[]): Truth['wrong'] {
  return ({ kind, findings, reason }) => {
    const broken = findings.filter(isBroken).map(({ id }) => id);
    const others = broken.filter((id) => id !== must && !may.includes(id));
    return kind === 'fail' && broken.includes(must) && others.length === 0 ? '' : `${kind}: ${reason} | broken: ${broken.join(', ')}`;
  };
}

/** Neither surely above nor surely below: not broken, and an interval that holds the limit. */
function leavesOpen({ findings }: Verdict): string {
  const broken = findings.filter(isBroken).map(({ id, sentence }) => `${id}: ${sentence}`);
  const limit = findings.find(({ id }) => id === 'limit.p95');
  const [low, high] = limit?.interval ?? [Number.NaN, Number.NaN];
  if (broken.length > 0) return `broken: ${broken.join(' | ')}`;
  return low <= limitMs && limitMs <= high ? '' : `surely ${high < limitMs ? 'below' : 'above'}: ${limit?.sentence} [${low}, ${high}]`;
}

/** Ten things that may be true of a service, and a few more. */
export const truths: readonly Truth[] = [
  { name: 'healthy', given: shop({}), wrong: passes },
  { name: 'p95 5 % below its limit', given: roomy((0.95 * limitMs) / p95OfMean), wrong: passes },
  { name: 'p95 at its limit', given: roomy(limitMs / p95OfMean), wrong: leavesOpen },
  { name: 'p95 5 % above its limit', given: roomy((1.05 * limitMs) / p95OfMean), wrong: failsBy('limit.p95', 'property.stability') },
  { name: 'errors 4 % of 5 %', given: roomy(5, { errors: '4%' }), wrong: passes },
  { name: 'errors 6 % of 5 %', given: roomy(5, { errors: '6%' }), wrong: failsBy('limit.errors', 'property.stability') },
  { name: 'leak of 1 KB an operation', given: shop({}, { leak: '1KB/op' }), wrong: failsBy('leak.memory', 'property.sustained') },
  { name: 'degradation', given: shop({}, { drift: '1000%' }), wrong: failsBy('property.sustained', 'steadiness') },
  { name: 'starvation', given: shop({ add: { yields: true } }), wrong: failsBy('fairness.starvation', 'property.mixed') },
  { name: 'lost updates', given: shop({ stock: { racy: true } }), wrong: failsBy('consistency.lost-update') },
  { name: 'answers of another user', given: shop({ whoami: { 'mix-up': '1%' } }), wrong: failsBy('isolation') },
  { name: 'freeze', given: shop({}, { freeze: { at: '6s' } }), wrong: failsBy('hang.deadlock') },
  { name: 'endless loop', given: shop({}, { freeze: { at: '6s', busy: true } }), wrong: failsBy('hang.spin') },
  { name: 'killed for its memory', given: shop({}, { leak: '1KB/op', 'memory-limit': '70MB' }), wrong: failsBy('crash') },
];

const world: World = realWorld('', new AbortController().signal);

/** The gate's verdict on a truth. */
export async function judgeTruth({ given }: Truth, seed: number): Promise<Verdict> {
  const file = { path: 'a truth', text: JSON.stringify(given) };
  const config = decideConfig({ file, flags: {}, environment: {}, directory: '/', inActions: false });
  const { verdict } = await gate(
    {
      config,
      seed,
      path: '',
      source: { repository: '', commit: '', ref: '' },
      runner: { os: 'linux', arch: 'x64', cpuModel: '', cores: 64, memoryBytes: 64e9, node: '', image: '' },
      place: { suite: 'truth', repository: '', runKey: '', directory: '/' },
      permission: 'nothing',
      again: { options: [] },
      standing: { pullRequest: null, defaultBranch: 'main', overlook: [] },
      findFurther: async () => ({ accepted: [], notes: [] }),
    },
    world,
    () => undefined,
  );
  return verdict;
}
