import type { Config } from '../config/schema.ts';
import { judgeMemory } from '../diagnose/leak/judge-memory.ts';
import { nextStep } from '../diagnose/leak/next-step.ts';
import type { BudgetShares } from '../load/budget.ts';
import type { Batch, Endurance } from '../model/endurance.ts';
import { openHeap } from '../monitor/inspector/open-heap.ts';
import type { Story } from '../story.ts';
import { printBytes, printCount } from '../units/print.ts';
import type { World } from '../world.ts';
import { runBatch, type Watched } from './batch.ts';
import type { Succession } from './succession.ts';

/** What was seen while operations were piled up. */
export interface Endured {
  /** At most two for each mode: the first process, and the fresh one that had to show it again. */
  readonly endurances: readonly Endurance[];
  /** The places of a Node program that hold most of what came to stay; hostile text. */
  readonly naming: readonly string[];
}

const modes = ['answered', 'abandoned'] as const;
/** Of the time for operations; what is left of it goes to clients that hang up. */
const answeredShare = 0.7;
/** A confirmation may overrun the budget: a merge is about to be blocked on it. */
const longestProofMs = 25_000;
/** A process that takes longer to start, in shares of the phase, is looked at as it stands, from outside. */
const longestStartShare = 0.5;

/** Piles up operations in a process of their own, and looks what does not come back; suspicions are shown again by another process. */
export async function sustain(
  config: Config,
  { sustainedMs }: BudgetShares,
  seed: number,
  line: Succession,
  story: Story,
  world: World,
): Promise<Endured> {
  const { service, monitor } = line.current().rig;
  if (!config.endurance.enabled || sustainedMs === 0 || monitor === null) return { endurances: [], naming: [] };
  const canRenew = service.pid !== null && service.readyMs <= longestStartShare * sustainedMs;
  const beganMs = world.now();
  const endurances: Endurance[] = [];
  const naming: string[] = [];
  story.begin('sustained');
  let process = canRenew ? await renew(line, world) : { ...line.current(), heap: null };
  let page = process.ledger.open('sustained');

  for (const mode of modes) {
    let endurance = beginEndurance(process, mode, 1);
    let first: Endurance | null = null;
    let untilMs = mode === 'answered' ? beganMs + answeredShare * sustainedMs : beganMs + sustainedMs;
    let processBeganMs = world.now();
    while (line.fate() === null) {
      const step = nextStep(first ?? endurance, first === null ? null : endurance, untilMs - world.now());
      if (step.kind === 'enough' || (step.kind === 'fresh-process' && !canRenew)) break;
      if (step.kind === 'fresh-process') {
        page.close();
        await process.heap?.[Symbol.asyncDispose]();
        process = await renew(line, world);
        page = process.ledger.open('sustained');
        await process.heap?.beginNaming();
        first = endurance;
        endurance = beginEndurance(process, mode, 2);
        processBeganMs = world.now();
        untilMs = processBeganMs + longestProofMs;
        continue;
      }
      const before = endurance.batches.at(-1)?.operations ?? 0;
      const durationMs = step.kind === 'rest' ? 0 : step.durationMs;
      const wish = { mode, durationMs, restMs: step.restMs, seed: (seed + endurance.batches.length) >>> 0, before };
      const batch = await runBatch(wish, config, process, world);
      if (batch === null) break;
      endurance = { ...endurance, durationMs: world.now() - processBeganMs, batches: [...endurance.batches, batch] };
      story.move(tell(endurance), null);
    }
    endurances.push(...(first === null ? [endurance] : [first, endurance]));
    if (first === null) continue;
    naming.push(...((await process.heap?.endNaming()) ?? []));
    break;
  }
  page.close();
  await process.heap?.[Symbol.asyncDispose]();
  const last = endurances.at(-1);
  story.end(last === undefined ? 'nothing was seen' : endurances.map(tell).join(' · '));
  return { endurances, naming };
}

type Process = Watched & ReturnType<Succession['current']>;

/** A fresh process, and its heap if it is a Node that lets itself be asked. */
async function renew(line: Succession, world: World): Promise<Process> {
  const stand = await line.renew(true);
  return { ...stand, heap: await openHeap(stand.rig.monitor?.pids() ?? [], world) };
}

function beginEndurance({ heap }: Watched, mode: Endurance['mode'], attempt: number): Endurance {
  return { by: heap === null ? 'rss' : 'heap', mode, attempt, durationMs: 0, batches: [] };
}

function tell(endurance: Endurance): string {
  const last: Batch | undefined = endurance.batches.at(-1);
  const bytes = last?.heapBytes ?? last?.rssBytes ?? null;
  const memory = bytes === null ? '' : `, ${printBytes(bytes)} ${endurance.by === 'heap' ? 'live' : 'resident'}`;
  const what = endurance.mode === 'answered' ? 'operations' : 'operations, many abandoned';
  return `${printCount(last?.operations ?? 0)} ${what}${memory}: ${judgeMemory(endurance).decision}`;
}
