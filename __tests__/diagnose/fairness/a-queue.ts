import type { ClassSeen } from '../../../src/diagnose/fairness/service.ts';
import type { Chance } from '../../../src/stats/chance.ts';

/** A kind of operation of a made-up service: how long it takes alone, and how often it is asked for. */
export interface Kind {
  readonly name: string;
  readonly takesMs: number;
  readonly weight: number;
}

interface Waiting {
  readonly user: number;
  readonly kind: Kind;
  readonly askedAtMs: number;
}

/**
 * A closed load on a server that does one operation after another. `pick` says which of the waiting comes next, by its index; they stand in
 * the order in which they came.
 */
export function serve(
  kinds: readonly Kind[],
  users: number,
  operations: number,
  chance: Chance,
  pick: (waiting: readonly Waiting[]) => number,
): { readonly classes: readonly ClassSeen[]; readonly perUser: readonly number[] } {
  const total = kinds.reduce((sum, { weight }) => sum + weight, 0);
  const draw = (): Kind => {
    let left = chance.unit() * total;
    const drawn = kinds.find(({ weight }) => (left -= weight) < 0) ?? kinds[0];
    if (drawn === undefined) throw new Error('no kinds');
    return drawn;
  };
  const waiting: Waiting[] = Array.from({ length: users }, (_, user) => ({ user, kind: draw(), askedAtMs: 0 }));
  const tookMs = new Map<string, number[]>(kinds.map(({ name }) => [name, []]));
  const endedAtMs = new Map<string, number>();
  const silenceMs = new Map<string, number>();
  const perUser = Array.from({ length: users }, () => 0);
  let nowMs = 0;
  for (let done = 0; done < operations; done += 1) {
    const [next] = waiting.splice(pick(waiting), 1);
    if (next === undefined) throw new Error('nobody waits');
    const { user, kind, askedAtMs } = next;
    nowMs += kind.takesMs;
    tookMs.get(kind.name)?.push(nowMs - askedAtMs);
    silenceMs.set(kind.name, Math.max(silenceMs.get(kind.name) ?? 0, nowMs - Math.max(askedAtMs, endedAtMs.get(kind.name) ?? 0)));
    endedAtMs.set(kind.name, nowMs);
    perUser[user] = (perUser[user] ?? 0) + 1;
    waiting.push({ user, kind: draw(), askedAtMs: nowMs });
  }
  const classes = kinds.map(({ name, takesMs }) => {
    const took = tookMs.get(name) ?? [];
    const meanMs = took.length === 0 ? null : took.reduce((sum, ms) => sum + ms, 0) / took.length;
    return aClass(name, {
      requests: took.length,
      meanMs,
      meanLowMs: meanMs,
      longestSilenceMs: silenceMs.get(name) ?? nowMs,
      calmMs: takesMs,
    });
  });
  return { classes, perUser };
}

/** What was seen of one kind of operation; all is well where nothing else is said. */
export function aClass(name: string, part: Partial<ClassSeen> & { readonly calmMs?: number } = {}): ClassSeen {
  const { calmMs = 5, ...rest } = part;
  return {
    name,
    requests: 1_000,
    errors: 0,
    meanMs: 40,
    meanLowMs: 38,
    longestSilenceMs: 200,
    calm: { requests: 100, errors: 0, meanMs: calmMs, p99Ms: 3 * calmMs },
    crowded: null,
    ...rest,
  };
}
