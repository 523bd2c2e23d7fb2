import type { Config } from '../config/schema.ts';
import { heapBound } from '../diagnose/leak/bounds.ts';
import { judgeMemory } from '../diagnose/leak/judge-memory.ts';
import type { LeakLook } from '../diagnose/leak/look.ts';
import { nextStep, type Step } from '../diagnose/leak/next-step.ts';
import { seemsWorse } from '../diagnose/sustained.ts';
import { leastSustainedMs, type BudgetShares } from '../load/budget.ts';
import type { Batch, Endurance } from '../model/endurance.ts';
import type { MemoryBounds } from '../model/memory-bounds.ts';
import { noAddress } from '../model/target.ts';
import { isNode } from '../monitor/inspector/node-process.ts';
import { openHeap, type NodeHeap } from '../monitor/inspector/open-heap.ts';
import { readMemoryLimit } from '../monitor/memory-limit.ts';
import { ownersOf } from '../monitor/owners.ts';
import { portOf } from '../service/port.ts';
import type { Story } from '../story.ts';
import { printBytes, printCount } from '../units/print.ts';
import type { World } from '../world.ts';
import { runBatch, type Subject } from './batch.ts';
import type { Stand, Succession } from './succession.ts';

/** What was seen while operations were piled up. */
export interface Endured {
  /** At most two for each mode: the first process, and the fresh one that had to show it again. */
  readonly endurances: readonly Endurance[];
  /** What the leaking process' memory is bound by, beside the machine's own. */
  readonly bounds: MemoryBounds;
  /** The places of a Node program that hold most of what came to stay; hostile text. */
  readonly naming: readonly string[];
}

/** Nothing was looked at. */
export const unendured: Endured = { endurances: [], bounds: { heapBytes: null, groupBytes: null }, naming: [] };

const modes = ['answered', 'abandoned'] as const;
/** For clients that hang up, on top of the time for those that wait. */
const abandonedShare = 0.35;
/** What grows is looked at for this long, though the budget gave less: better late than unsure. */
const longestDoubtMs = 10_000;
/** A confirmation may overrun the budget: a merge is about to be blocked on it. Who gives more time wants slow services proven as well. */
const longestProof = { ms: 45_000, shares: 2 };
/** The same for what got worse without a leak: to show it again takes as long as it did at first, and half as long again. */
const worseShares = 1.5;
/** A process that takes longer to start, in shares of the phase, is looked at as it stands, from outside. */
const longestStartShare = 0.5;

/** Piles up operations in a process of their own, and looks what does not come back or gets worse; suspicions are shown again by another process. */
export async function sustain(
  config: Config,
  { sustainedMs }: BudgetShares,
  seed: number,
  line: Succession,
  story: Story,
  world: World,
): Promise<Endured> {
  const { service, monitor } = line.current().rig;
  const shareMs = Math.min(sustainedMs, story.leftMs());
  if (!config.endurance.enabled || shareMs < leastSustainedMs || monitor === null) return unendured;
  const canRenew = line.canRenew() && service.readyMs <= longestStartShare * shareMs;
  const piles: Piled[] = [];
  let { bounds } = unendured;
  let naming: readonly string[] = [];
  story.begin('sustained');
  let subject = canRenew ? await renew(line, world) : take(line.current(), null);
  if (subject === null) {
    story.end('no fresh process started');
    return unendured;
  }
  const pile = async (on: LoadedSubject, mode: Endurance['mode'], first: Endurance | null, longestMs: number): Promise<Piled> => {
    const piled = await pileUp(mode, first, longestMs, { config, seed, line, subject: on, story, world });
    piles.push(piled);
    return piled;
  };
  try {
    for (const mode of modes) {
      const { endurance, step } = await pile(subject, mode, null, mode === 'answered' ? shareMs : abandonedShare * shareMs);
      const isWorse = config.property.sustained.enabled && seemsWorse(endurance, config.property.sustained.limits);
      if ((step !== 'fresh-process' && !isWorse) || !canRenew || !line.canRenew()) continue;
      await subject[Symbol.asyncDispose]();
      const fresh = await renew(line, world);
      if (fresh === null) break;
      subject = fresh;
      if (step !== 'fresh-process') {
        await pile(subject, mode, endurance, worseShares * shareMs);
        continue;
      }
      await subject.heap?.beginNaming();
      const before = (await subject.heap?.room()) ?? null;
      const proof = await pile(subject, mode, endurance, Math.max(longestProof.ms, longestProof.shares * shareMs));
      const { pid } = subject.rig.service;
      bounds = {
        heapBytes: heapBound(proof.endurance, before, (await subject.heap?.room()) ?? null),
        groupBytes: pid === null ? null : readMemoryLimit(pid),
      };
      naming = (await subject.heap?.endNaming()) ?? [];
      break;
    }
  } finally {
    await subject[Symbol.asyncDispose]();
  }
  story.end(piles.map(({ endurance, look }) => tell(endurance, look)).join(' · '));
  return { endurances: piles.map(({ endurance }) => endurance), bounds, naming };
}

interface Pile {
  readonly config: Config;
  readonly seed: number;
  readonly line: Succession;
  readonly subject: LoadedSubject;
  readonly story: Story;
  readonly world: World;
}

interface Piled {
  readonly endurance: Endurance;
  readonly look: LeakLook;
  readonly step: Step['kind'];
}

/** Batch after batch in one process, until its looks tell or the time is up. `first` is the process that made it necessary to look again. */
async function pileUp(
  mode: Endurance['mode'],
  first: Endurance | null,
  longestMs: number,
  { config, seed, line, subject, story, world }: Pile,
): Promise<Piled> {
  const beganMs = world.now();
  const by = subject.heap === null ? 'rss' : 'heap';
  let endurance: Endurance = { by, mode, attempt: first === null ? 1 : 2, durationMs: 0, batches: [] };
  let look = judgeMemory(endurance);
  while (line.fate() === null) {
    const leftMs = beganMs + allowedMs(look, longestMs) - world.now();
    const step = nextStep(first ?? endurance, first === null ? null : endurance, leftMs);
    if (step.kind === 'enough' || step.kind === 'fresh-process') return { endurance, look, step: step.kind };
    const { batches } = endurance;
    const wish = { mode, restMs: step.restMs, seed: (seed + batches.length) >>> 0, before: batches.at(-1)?.operations ?? 0 };
    const batch = await runBatch({ ...wish, durationMs: step.kind === 'rest' ? 0 : step.durationMs }, config, subject, world);
    if (batch === null) break;
    endurance = { ...endurance, durationMs: world.now() - beganMs, batches: [...batches, batch] };
    look = judgeMemory(endurance);
    story.move(tell(endurance, look), null);
  }
  return { endurance, look, step: 'enough' };
}

function allowedMs({ soFar }: LeakLook, longestMs: number): number {
  const grows = soFar !== null && soFar !== 'no-leak' && soFar !== 'filling-up';
  return grows ? Math.max(longestMs, longestDoubtMs) : longestMs;
}

/** A process whose operations are piled up, until it is disposed of: then nobody asks it any more, and it can be stopped. */
type LoadedSubject = Subject & AsyncDisposable;

/** A fresh process, and its heap if it is a Node that lets itself be asked. */
async function renew(line: Succession, world: World): Promise<LoadedSubject | null> {
  const stand = await line.renew(true);
  if (stand === null) return null;
  const { service, monitor } = stand.rig;
  // Sessions that are processes are looked at from outside: there may be many, in any language.
  if (service.target.url === noAddress) return take(stand, null);
  const port = portOf(service.target.url);
  // A Node may only be the one that started it, as npm does: its heap tells nothing of a service in another language.
  const isNodes = ownersOf(port).every((pid) => isNode(pid));
  return take(stand, isNodes ? await openHeap(monitor?.pids() ?? [], world, [port]) : null);
}

function take({ rig, ledger }: Stand, heap: NodeHeap | null): LoadedSubject {
  const page = ledger.open('sustained');
  return {
    rig,
    heap,
    [Symbol.asyncDispose]: async () => {
      page.close();
      // Whoever is attached keeps the process from ending.
      await heap?.[Symbol.asyncDispose]();
    },
  };
}

function tell(endurance: Endurance, { decision }: LeakLook): string {
  const last: Batch | undefined = endurance.batches.at(-1);
  const bytes = last?.heapBytes ?? last?.rssBytes ?? null;
  const memory = bytes === null ? '' : `, ${printBytes(bytes)} ${endurance.by === 'heap' ? 'live' : 'resident'}`;
  const what = endurance.mode === 'answered' ? 'operations' : 'operations, many abandoned';
  return `${printCount(last?.operations ?? 0)} ${what}${memory}: ${decision}`;
}
