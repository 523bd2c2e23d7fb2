import type { Finding } from '../model/finding.ts';
import type { InvariantSeen } from '../model/invariant-seen.ts';
import type { Rig } from '../rig.ts';
import type { World } from '../world.ts';

/** What is declared to hold whenever no load is under way, looked at again and again: what was broken once stays so. */
export interface Invariants {
  /**
   * Looks, now that a load has drained; `after` names it, e.g. `the reference load`, and `replay` drives it again. Nothing is looked at
   * where the service is gone: whoever calls knows.
   */
  look(rig: Pick<Rig, 'lookAtInvariants'>, after: string, replay: string): Promise<void>;
  /** `invariant.NAME`, one each; none where none was looked at. */
  findings(): readonly Finding[];
}

/** What was given up may take effect, or be taken back, a moment later: what looks broken is looked at again. */
const againMs = 1_000;

/** Readies the looks at what the drivers' settings declare. */
export function openInvariants(world: World): Invariants {
  const told = new Map<string, Finding>();
  return {
    look: async (rig, after, replay) => {
      const first = await rig.lookAtInvariants();
      const isSound = first.every((seen) => seen.kind === 'seen' && seen.holds);
      if (!isSound) await world.sleep(againMs, world.interrupted);
      world.interrupted.throwIfAborted();
      const last = isSound ? first : await rig.lookAtInvariants();
      for (const [at, seen] of last.entries()) {
        if (told.get(seen.name)?.kind !== 'broken') told.set(seen.name, tell(seen, first[at], after, replay));
      }
    },
    findings: () => [...told.values()],
  };
}

function tell(seen: InvariantSeen, first: InvariantSeen | undefined, after: string, replay: string): Finding {
  const { name, expected } = seen;
  const base = { id: `invariant.${name}`, unit: 'count', limit: numberOf(expected), evidence: [] };
  if (seen.kind === 'unseen') {
    return {
      ...base,
      kind: 'inconclusive',
      sentence: `Whether ${name} is ${expected} after ${after} could not be seen: ${seen.why}.`,
      measured: null,
    };
  }
  const measured = numberOf(seen.found);
  if (seen.holds) return { ...base, kind: 'held', sentence: `${name} is ${expected} after ${after}`, measured };
  const before = first?.kind === 'seen' && first.found !== seen.found ? `, after ${first.found} when it was looked at first` : '';
  const sentence = `${name} is ${seen.found} after ${after}, and must be ${expected}`;
  return {
    ...base,
    kind: 'broken',
    sentence,
    measured,
    evidence: [`seen when nothing was under way any more, twice within ${againMs / 1_000} s${before}`],
    replay,
  };
}

function numberOf(text: string): number | null {
  return /^[+-]?\d+(\.\d+)?$/.test(text.trim()) && Number.isFinite(Number(text)) ? Number(text) : null;
}
