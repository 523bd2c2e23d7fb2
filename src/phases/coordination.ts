import type { BudgetShares } from '../load/budget.ts';
import type { Finding } from '../model/finding.ts';
import type { LoadProgress } from '../model/observation.ts';
import type { Operation } from '../model/operation.ts';
import type { PropertySearch } from '../model/run.ts';
import type { ClosedScenario } from '../model/scenario.ts';
import { concerning } from '../property/concerns.ts';
import { judgeConnections } from '../property/connections.ts';
import { databaseFinding, databaseId } from '../property/database.ts';
import type { Story } from '../story.ts';
import { printDuration } from '../units/print.ts';
import { sayUsers } from '../units/say-load.ts';
import type { World } from '../world.ts';
import type { Asked } from './asked.ts';
import { openFresh, type Fresh } from './fresh-stands.ts';
import { shrinkProof, smallLoadMs } from './shrink-proof.ts';
import type { Succession } from './succession.ts';
import { surerLoad } from './surer-load.ts';
import { watchWaits, type WatchedWaits } from './watch-waits.ts';

/** What came of looking how users wait. */
export interface WaitsJudged {
  /** `coordination` and `property.database`; none where no operation is declared to wait for anything. */
  readonly findings: readonly Finding[];
  readonly searches: readonly PropertySearch[];
}

const none: WaitsJudged = { findings: [], searches: [] };
/** Of the phase, for each of its two loads. */
const loadShare = 0.36;
const leastLoadMs = 250;

/**
 * How users wait for something of which there is not enough for all, and what becomes of the connections behind it: all users at once ask for
 * nothing else, twice. What is broken is measured again, in a fresh process where one is to be had, and then with fewer users.
 * `consistency` is what was found of right answers before.
 */
export async function checkCoordination(
  consistency: readonly Finding[],
  asked: Asked,
  { coordinationMs }: BudgetShares,
  line: Succession,
  story: Story,
  world: World,
): Promise<WaitsJudged> {
  const { config, seed } = asked;
  const { enabled, limits } = config.property.database;
  const waiting = config.operations.filter(({ weight, meaning: { kind } }) => weight > 0 && (kind === 'database' || kind === 'pool'));
  if (!enabled || waiting.length === 0) return none;
  const judged = concerning(consistency, namesOfDeeds(waiting));
  if (coordinationMs === 0 || line.fate() !== null) {
    const coordination = unjudged(line.fate() === null ? 'there was too little time. A longer budget tells' : 'the service was gone');
    return { findings: [coordination, databaseFinding({ ...blank, coordination, consistency: judged })], searches: [] };
  }
  const { load } = config;
  const found: ClosedScenario = {
    model: 'closed',
    users: load.users.max,
    mix: Object.fromEntries(waiting.map(({ name, weight }) => [name, weight])),
    thinkMs: load.thinkMs,
    keys: load.keys,
    durationMs: Math.max(leastLoadMs, Math.round(loadShare * coordinationMs)),
    warmupMs: 0,
    seed,
  };
  story.begin('coordination');
  await using fresh = openFresh('coordination', line);
  const watch = (scenario: ClosedScenario, detail: string): Promise<WatchedWaits> =>
    watchWaits(scenario, limits, fresh.rig(), world, (progress: LoadProgress) => story.move(detail, progress));
  const first = await watch(found, '');
  const told = isBroken(first) ? await blame(found, first, watch, fresh, asked, story, world) : { ...blank, ...first, loads: 0 };
  const findings = [told.coordination, databaseFinding({ ...told, consistency: judged })];
  story.end(`${sayUsers(found.users)} in ${sayLoads(first.loads)} · ${findings.map(({ id, kind }) => `${id} ${kind}`).join(', ')}`);
  const spread = [
    `${sayLoads(first.loads)} of ${printDuration(found.durationMs)} by ${sayUsers(found.users)} of ${waiting.map(({ name }) => name).join(', ')}, after one user alone`,
    ...told.evidence,
  ];
  const search = { property: databaseId, scenarios: first.loads + told.loads, seed, path: '', spread };
  return { findings, searches: [search] };
}

type Told = Omit<Parameters<typeof databaseFinding>[0], 'consistency'> & { readonly loads: number };

const blank = { connections: null, replay: null, evidence: [], loads: 0 } satisfies Partial<Told>;

/** What is broken, measured again, and with the fewest users that show it. */
async function blame(
  found: ClosedScenario,
  first: WatchedWaits,
  watch: (scenario: ClosedScenario, detail: string) => Promise<WatchedWaits>,
  fresh: Fresh,
  { replayCommand }: Asked,
  story: Story,
  world: World,
): Promise<Told> {
  const isAlive = (): boolean => fresh.isAlive();
  const unconfirmed = (why: string): Told => ({ ...blank, coordination: doubt(first, why), evidence: [] });
  story.move('measured again', null);
  if (!(await fresh.renew()) && !isAlive()) return unconfirmed('the service was gone before it could be measured again');
  const second = await watch(found, 'broken once, measured again');
  const told = {
    coordination: first.coordination.kind === 'broken' ? second.coordination : first.coordination,
    connections: isLeaking(first) ? second.connections : first.connections,
  };
  const isSure = told.coordination.kind === 'broken' || isLeaking(told);
  if (!isSure) {
    const what = `seen once and not again: ${(isLeaking(first) ? leakSentence : first.coordination.sentence).replace(/\.$/, '')}`;
    const { coordination } = told;
    return {
      ...told,
      coordination: { ...coordination, evidence: [...coordination.evidence, what] },
      replay: null,
      evidence: [what],
      loads: second.loads,
    };
  }
  const isOfWaits = told.coordination.kind === 'broken';
  let loads = second.loads;
  const small = await shrinkProof(
    {
      found,
      small: (users) => ({ ...found, users, durationMs: smallLoadMs(found, second.p50Ms) }),
      least: 1,
      shows: async (scenario) => {
        // What is lost stays lost: fewer users have to lose their own.
        if (!(await fresh.renew()) && !fresh.isAlive()) return false;
        const again = await watch(scenario, `broken, fewer users being tried: ${scenario.users}`);
        loads += again.loads;
        return isOfWaits ? again.coordination.kind === 'broken' : isLeaking(again);
      },
      isAlive: () => fresh.isAlive() || fresh.mayRenew,
    },
    world,
  );
  const again = surerLoad(small.scenario, found);
  const replay = replayCommand(again.scenario, 'coordination');
  const evidence = ['measured twice, broken both times', small.told, ...again.told];
  const { coordination } = told;
  return {
    ...told,
    coordination:
      coordination.kind === 'broken' ? { ...coordination, evidence: [...coordination.evidence, ...evidence], replay } : coordination,
    replay,
    evidence,
    loads,
  };
}

function sayLoads(loads: number): string {
  return loads === 1 ? '1 load' : `${loads} loads`;
}

const leakSentence = 'connections grew from load to load';

function isBroken(seen: WatchedWaits): boolean {
  return seen.coordination.kind === 'broken' || isLeaking(seen);
}

function isLeaking({ connections }: Pick<WatchedWaits, 'connections'>): boolean {
  return connections !== null && judgeConnections(connections).kind === 'leaked';
}

function doubt({ coordination }: WatchedWaits, why: string): Finding {
  const { sentence, measured, limit, unit, evidence } = coordination;
  return {
    id: 'coordination',
    kind: 'inconclusive',
    sentence: `${sentence.replace(/\.$/, '')}, but ${why}`,
    measured,
    limit,
    unit,
    evidence,
  };
}

function namesOfDeeds(operations: readonly Operation[]): readonly string[] {
  return operations.filter(({ meaning: { deed } }) => deed !== undefined).map(({ name }) => name);
}

/** Said aloud, with no number, because it is no doubt about the service. */
function unjudged(why: string): Finding {
  const sentence = `How users wait for what there is not enough of was not judged: ${why}.`;
  return { kind: 'inconclusive', id: 'coordination', sentence, measured: null, limit: null, unit: 'ms', evidence: [] };
}
