import { differencesOf } from './differences.ts';
import type { Member } from './member.ts';

/** The runs of both sides that may be held against each other, and what was left out. */
export interface Sides {
  /** The newest after: it says of which kind all must be, and the report shows it. */
  readonly shown: Member;
  /** Oldest first. */
  readonly before: readonly Member[];
  readonly after: readonly Member[];
  /** All of its kind after, also those that measure nothing: what broke in them broke. */
  readonly judged: readonly Member[];
  readonly aside: readonly Aside[];
}

/** Runs that were left out for one reason. */
export interface Aside {
  readonly side: 'before' | 'after';
  readonly count: number;
  /** A few words, perhaps hostile ones. */
  readonly why: string;
}

type Part = readonly [side: Aside['side'], member: Member, why: string | null];

/** More tell little that these do not. */
const mostRuns = 60;

/** Sorts out two groups; null for nothing after. Each run counts once, and none is a measure of itself. */
export function sortSides(before: readonly Member[], after: readonly Member[]): Sides | null {
  const [earlier, later] = [inTime(before), inTime(after)];
  const shown = later.at(-1);
  if (shown === undefined) return null;
  const known = new Set(later.map(nameOf));
  const isAfter = (member: Member): string | null => (known.has(nameOf(member)) ? 'also among those after' : null);
  const likeness = unlikenessTo(shown);
  const judged = pass('after', later, [copyAmong(later), likeness]);
  const early = pass('before', earlier, [isAfter, copyAmong(earlier), likeness, weakness]);
  const late = pass('after', judged.kept, [weakness]);
  const [keptBefore, keptAfter] = [capped('before', early.kept), capped('after', late.kept)];
  return {
    shown,
    before: keptBefore.kept,
    after: keptAfter.kept,
    judged: judged.kept,
    aside: gather([early, keptBefore, judged, late, keptAfter].flatMap(({ left }) => left)),
  };
}

/** Members without those that one of the checks has a word against. */
function pass(
  side: Aside['side'],
  members: readonly Member[],
  checks: readonly ((member: Member) => string | null)[],
): { readonly kept: readonly Member[]; readonly left: readonly Part[] } {
  const parts = members.map((member): Part => [side, member, checks.reduce<string | null>((why, check) => why ?? check(member), null)]);
  return { kept: parts.flatMap(([, member, why]) => (why === null ? [member] : [])), left: parts.filter(([, , why]) => why !== null) };
}

function capped(side: Aside['side'], members: readonly Member[]): ReturnType<typeof pass> {
  const newest = new Set(members.slice(-mostRuns));
  return pass(side, members, [(member) => (newest.has(member) ? null : `older than the newest ${mostRuns}`)]);
}

function inTime(members: readonly Member[]): readonly Member[] {
  return members.toSorted((a, b) => Date.parse(a.run.createdAt) - Date.parse(b.run.createdAt));
}

/** Two documents with the same numbers of the same moment are one run. */
function nameOf({ run: { createdAt, source, metrics } }: Member): string {
  return JSON.stringify([createdAt, source.commit, metrics]);
}

function copyAmong(members: readonly Member[]): (member: Member) => string | null {
  const last = new Map(members.map((member) => [nameOf(member), member]));
  return (member) => (last.get(nameOf(member)) === member ? null : 'a copy of another');
}

function unlikenessTo(shown: Member): (member: Member) => string | null {
  return (member) => {
    const differences = differencesOf(member, shown);
    return differences.length === 0 ? null : differences.join('; ');
  };
}

/** Why a run is no measure of the service, whatever its numbers. */
function weakness({ run }: Member): string | null {
  if (run.steady.ended === 'stopped') return 'the load was not carried to its end';
  const spoiled = [run.self.generator, run.self.runner].some((check) => check.kind === 'spoiled' && check.mostShare === undefined);
  return spoiled ? 'our own measuring was spoiled' : null;
}

function gather(parts: readonly Part[]): readonly Aside[] {
  const counts = new Map<string, Aside>();
  for (const [side, , why] of parts) {
    if (why === null) continue;
    const name = `${side} ${why}`;
    counts.set(name, { side, why, count: (counts.get(name)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}
