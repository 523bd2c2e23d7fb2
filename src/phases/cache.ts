import type { BudgetShares } from '../load/budget.ts';
import type { Finding } from '../model/finding.ts';
import type { LoadProgress } from '../model/observation.ts';
import type { Operation } from '../model/operation.ts';
import type { PropertySearch } from '../model/run.ts';
import type { ClosedScenario } from '../model/scenario.ts';
import { cacheId, judgeCache, type CacheTurn } from '../property/cache.ts';
import type { CacheLimits } from '../property/cache-settings.ts';
import { concerning } from '../property/concerns.ts';
import type { Story } from '../story.ts';
import { printDuration } from '../units/print.ts';
import { sayUsers } from '../units/say-load.ts';
import type { World } from '../world.ts';
import type { Asked } from './asked.ts';
import { goByKey, takeTurns } from './cache-turns.ts';
import { letExpire, withStorm } from './expiry.ts';
import { shrinkProof, smallLoadMs } from './shrink-proof.ts';
import type { Stand, Succession } from './succession.ts';
import { surerLoad } from './surer-load.ts';

/** What came of looking at a cache. */
export interface CacheJudged {
  /** `property.cache`; none where no operation is declared to be answered by a cache. */
  readonly findings: readonly Finding[];
  readonly searches: readonly PropertySearch[];
}

/** Four turns, and half of one before them to fill the cache. */
const turnsInAll = 4.5;
const leastTurnMs = 100;
/** Of a turn, for its users to begin one after another. */
const warmShare = 0.15;

/**
 * Whether a cache is quick, whether one key that all users want is not much slower than many, and what was found of how old its answers are:
 * `consistency`. What is broken is measured again, and then with fewer users.
 */
export async function checkCache(
  consistency: readonly Finding[],
  asked: Asked,
  { cacheMs }: BudgetShares,
  line: Succession,
  story: Story,
  world: World,
): Promise<CacheJudged> {
  const { config, seed } = asked;
  const { enabled, limits } = config.property.cache;
  const cached = config.operations.filter(({ weight, meaning }) => weight > 0 && meaning.kind === 'cache');
  if (!enabled || cached.length === 0) return { findings: [], searches: [] };
  const ages = agesOf(consistency, cached);
  if (cacheMs === 0 || line.fate() !== null) {
    const why = line.fate() === null ? 'there was too little time. A longer budget tells' : 'the service was gone';
    return { findings: [withAges(unjudged(why), ages)], searches: [] };
  }
  const turnMs = Math.max(leastTurnMs, cacheMs / turnsInAll);
  const found: ClosedScenario = {
    model: 'closed',
    users: config.load.users.max,
    mix: Object.fromEntries(cached.map(({ name, weight }) => [name, weight])),
    thinkMs: config.load.thinkMs,
    keys: config.load.keys,
    durationMs: Math.round((1 - warmShare) * turnMs),
    warmupMs: Math.round(warmShare * turnMs),
    seed,
  };
  const hasKeys = goByKey(found, cached);
  story.begin('cache');
  const stand = line.current();
  const page = stand.ledger.open('cache');
  const turns = await takeTurns(found, cached, stand.rig, (progress) => story.move('', progress));
  const first = judgeCache(turns, limits);
  const told: Told =
    first.kind === 'broken' ? await blame(found, cached, first, asked, stand, story, world) : { finding: first, evidence: [], loads: 0 };
  const lines = hasKeys ? told.evidence : [noKeys, ...told.evidence];
  const stormed = await letExpire(found, cached, turns, limits, cacheMs, stand.rig, world, (progress) => story.move('expiring', progress));
  const finding = withAges(withStorm({ ...told.finding, evidence: [...told.finding.evidence, ...lines] }, stormed), ages);
  page.close();
  const where = hasKeys ? `on 1 key and on ${found.keys} by turns` : 'on the keys they have';
  story.end(`${sayUsers(found.users)} ${where} · ${finding.kind}`);
  const spread = [
    `${turns.length} loads of ${printDuration(found.durationMs)} by ${sayUsers(found.users)} of ${cached.map(({ name }) => name).join(', ')}, ${where}`,
    ...told.evidence,
  ];
  return {
    findings: [finding],
    searches: [{ property: cacheId, scenarios: turns.length + told.loads + stormed.loads, seed, path: '', spread }],
  };
}

const noKeys = 'one key against many was not looked at: the operations do not all hold {{key}}, or there is only one';

interface Told {
  readonly finding: Finding;
  readonly evidence: readonly string[];
  readonly loads: number;
}

/** What is broken, measured again, and with the fewest users that show it. */
async function blame(
  found: ClosedScenario,
  cached: readonly Operation[],
  first: Finding,
  { config, replayCommand }: Asked,
  { rig }: Stand,
  story: Story,
  world: World,
): Promise<Told> {
  const { limits } = config.property.cache;
  let loads = 0;
  const measure = async (scenario: ClosedScenario, detail: string): Promise<readonly CacheTurn[]> => {
    const turns = await takeTurns(scenario, cached, rig, (progress: LoadProgress) => story.move(detail, progress));
    loads += turns.length;
    return turns;
  };
  const turns = await measure(found, 'broken once, measured again');
  const second = judgeCache(turns, limits);
  if (second.kind !== 'broken') {
    return { finding: second, evidence: [`seen once and not again: ${first.sentence.replace(/\.$/, '')}`], loads };
  }
  const p50Ms = Math.max(...turns.map(({ responseMs }) => responseMs.p50 ?? 0));
  const { scenario, told } = await shrinkProof(
    {
      found,
      small: (users) => ({ ...found, users, durationMs: smallLoadMs(found, p50Ms) }),
      least: 1,
      shows: async (smaller) => shows(await measure(smaller, `broken, fewer users being tried: ${smaller.users}`), limits),
      isAlive: () => rig.service.ending() === null && rig.hang() === null,
    },
    world,
  );
  const again = surerLoad(scenario, found);
  const evidence = ['measured twice, broken both times', told, ...again.told];
  return { finding: { ...second, replay: replayCommand(again.scenario, 'cache') }, evidence, loads };
}

function shows(turns: readonly CacheTurn[], limits: CacheLimits): boolean {
  return judgeCache(turns, limits).kind === 'broken';
}

/** What was found of how old the answers of a cache are; null where nothing tells it. */
function agesOf(consistency: readonly Finding[], cached: readonly Operation[]): Finding | null {
  const reading = cached.filter(({ meaning: { deed } }) => deed?.kind === 'read').map(({ name }) => name);
  if (reading.length === 0) return null;
  return concerning(consistency, reading).find(({ id }) => id === 'consistency.stale-read') ?? null;
}

/** A cache whose answers are older than declared is broken, however quick it is. */
function withAges(finding: Finding, ages: Finding | null): Finding {
  if (ages === null) return { ...finding, evidence: [...finding.evidence, 'whether it answers what was written was not judged'] };
  const evidence = [...finding.evidence, `${ages.id} ${ages.kind}: ${ages.sentence}`];
  if (finding.kind === 'broken' || ages.kind !== 'broken') return { ...finding, evidence };
  const { measured, limit, unit } = ages;
  const sentence = ages.sentence.replace(/\.$/, '');
  return {
    id: cacheId,
    kind: 'broken',
    sentence,
    measured,
    limit,
    unit,
    evidence,
    ...(ages.replay === undefined ? {} : { replay: ages.replay }),
    toldBy: ages.id,
  };
}

/** Said aloud, with no number, because it is no doubt about the service. */
function unjudged(why: string): Finding {
  const sentence = `The cache was not judged: ${why}.`;
  return { kind: 'inconclusive', id: cacheId, sentence, measured: null, limit: null, unit: 'ms', evidence: [] };
}
