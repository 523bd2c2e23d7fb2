import type { Acceptance, KeptAcceptance } from '../model/acceptance.ts';
import type { Memory, RememberedRun } from '../model/memory.ts';
import type { Run } from '../model/run.ts';
import { mostAcceptances } from './acceptance-schema.ts';

/**
 * How long a worsening stays accepted. A level is told by a dozen runs, and whoever measures once a week has these after a quarter of
 * a year; whoever measures more seldom had better look again.
 */
const standsMs = 90 * 86_400_000;

/**
 * What stays accepted after a run of the default branch: what it was let pass by, which three runs in a row may be needed to see, and what
 * stood before and has not expired when this run was made. Names that are no metric of the run are nothing to remember.
 */
export function keepAcceptances(known: readonly KeptAcceptance[], { accepted, createdAt, metrics }: Run): readonly KeptAcceptance[] {
  const nowMs = Date.parse(createdAt);
  const expiresAt = new Date(nowMs + standsMs).toISOString();
  const added = accepted
    .filter(({ metric }) => metrics.some(({ name }) => name === metric))
    .map((each) => ({ ...each, createdAt, expiresAt }));
  const standing = known.filter((each) => Date.parse(each.expiresAt) > nowMs && !added.some(isSameAs(each)));
  return [...standing, ...added].slice(-mostAcceptances);
}

function isSameAs(one: KeptAcceptance): (other: KeptAcceptance) => boolean {
  return (other) => other.metric === one.metric && other.createdAt === one.createdAt;
}

/** What decides which runs may be compared. */
type Class = Pick<RememberedRun, 'runnerClass' | 'configHash'>;

/**
 * Leaves out what an earlier run than the one of `createdAt` that may be compared was let pass by, in the same words: that is part of the level by now, and a commit that
 * is measured every night does not accept something new every night.
 */
export function dropKept(
  accepted: readonly Acceptance[],
  { runs, acceptances }: Memory,
  run: Class,
  createdAt: string,
): readonly Acceptance[] {
  const alike = new Set(runs.filter((each) => isAlike(each, run) && each.createdAt !== createdAt).map((each) => each.createdAt));
  return accepted.filter(
    ({ metric, by }) => !acceptances.some((kept) => kept.metric === metric && kept.by === by && alike.has(kept.createdAt)),
  );
}

export function isAlike(one: Class, other: Class): boolean {
  return one.runnerClass === other.runnerClass && one.configHash === other.configHash;
}
