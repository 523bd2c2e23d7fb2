import { findLeaks } from '../../../src/diagnose/leak/find-leaks.ts';
import { nextStep } from '../../../src/diagnose/leak/next-step.ts';
import type { Batch, Endurance } from '../../../src/model/endurance.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { Chance } from '../../../src/stats/chance.ts';

/** What a service holds: it does an operation at a time, and tells how many bytes it holds then. */
export interface Memory {
  operate(atMs: number): void;
  held(atMs: number): number;
}

export interface Simulated {
  readonly by?: Endurance['by'];
  readonly mode?: Endurance['mode'];
  /** Operations in a millisecond, about. */
  readonly perMs?: number;
  readonly memory: (chance: Chance) => Memory;
  /** Descriptors after so many operations; ten by default. */
  readonly descriptors?: (operations: number) => number;
  readonly sockets?: (operations: number) => number;
  readonly threads?: (operations: number) => number;
}

export interface Told {
  readonly endurances: readonly Endurance[];
  readonly findings: readonly Finding[];
  readonly tookMs: number;
}

const startMs = 400;
const lookMs = 60;

/**
 * Loads a simulated service as the sustained phase would: with a speed that changes from process to process and from batch to batch,
 * with looks that are a little wrong, and with two or three compilations in the first thousands of operations.
 */
export function endure(simulated: Simulated, chance: Chance, firstMs = 10_000, proofMs = 25_000): Told {
  let tookMs = 0;
  let leftMs = firstMs;
  let first: Endurance | null = null;
  let process = begin(simulated, chance, 1);
  for (;;) {
    const step = nextStep(first ?? process.endurance(), first === null ? null : process.endurance(), leftMs);
    if (step.kind === 'enough') break;
    let spentMs = startMs;
    if (step.kind === 'fresh-process') {
      first = process.endurance();
      process = begin(simulated, chance, 2);
      leftMs = proofMs;
    } else {
      spentMs = process.batch(step.kind === 'rest' ? 0 : step.durationMs, step.restMs);
    }
    tookMs += spentMs;
    leftMs -= spentMs;
  }
  const endurances = first === null ? [process.endurance()] : [first, process.endurance()];
  const findings = findLeaks(endurances, { bound: { bytes: 512 * 1_024 ** 2, name: 'the limit of rss', of: 'rss' }, naming: [] });
  return { endurances, findings, tookMs };
}

interface Process {
  batch(durationMs: number, restMs: number): number;
  endurance(): Endurance;
}

function begin(simulated: Simulated, chance: Chance, attempt: number): Process {
  const { by = 'heap', mode = 'answered', perMs = 8, descriptors = ten, sockets = ten, threads = ten } = simulated;
  const speed = perMs * Math.exp(0.3 * normal(chance));
  const memory = simulated.memory(chance);
  const batches: Batch[] = [];
  const compiled = [chance.below(3_000), chance.below(8_000)];
  let operations = 0;
  let nowMs = 0;
  return {
    batch(durationMs, restMs) {
      const requests = Math.round(durationMs * speed * Math.exp(0.15 * normal(chance)));
      for (let one = 0; one < requests; one += 1) memory.operate(nowMs + (one / requests) * durationMs);
      operations += requests;
      const spentMs = durationMs + restMs + lookMs;
      nowMs += spentMs;
      const code = compiled.filter((at) => operations > at).length * 150_000 + 1_000_000 * (1 - Math.exp(-operations / 1_500));
      const sockets64 = chance.unit() < 0.2 ? 65_536 * (1 + chance.below(4)) : 0;
      const bytes = 6_000_000 + memory.held(nowMs) + code + sockets64 + 15_000 * Math.abs(normal(chance));
      batches.push({
        operations,
        abandoned: mode === 'abandoned' ? Math.min(20, requests) : 0,
        requests,
        errors: 0,
        p50Ms: null,
        p95Ms: null,
        cpuMs: null,
        heapBytes: by === 'heap' ? bytes : null,
        rssBytes: by === 'heap' ? 50_000_000 + 1.3 * bytes : Math.ceil(bytes / 262_144) * 262_144,
        descriptors: descriptors(operations) + (chance.unit() < 0.2 ? chance.below(4) : 0),
        threads: threads(operations),
        sockets: sockets(operations),
        processes: 1,
      });
      return spentMs;
    },
    endurance: () => ({ by, mode, attempt, durationMs: nowMs, batches: [...batches] }),
  };
}

function ten(): number {
  return 10;
}

/** A normal deviate. Source: Box and Muller, Annals of Mathematical Statistics 29, 1958. */
function normal(chance: Chance): number {
  return Math.sqrt(-2 * Math.log(1 - chance.unit())) * Math.cos(2 * Math.PI * chance.unit());
}
