import type { Finding } from '../../model/finding.ts';
import type { SessionsSeen, StageSeen } from '../../model/sessions.ts';
import { printCount } from '../../units/print.ts';
import { findIsolation } from '../isolation.ts';
import { saySessions } from './seen.ts';
import { unlooked } from './unlooked.ts';

const id = 'sessions.isolation';

/**
 * Whether what one session was told came to another: a secret that goes with its requests is searched for in the answers to all others.
 * `carriesSecrets`: whether any request has a place for one.
 */
export function findSessionIsolation(seen: SessionsSeen, carriesSecrets: boolean): Finding {
  const stages = [
    ...seen.levels.flatMap(({ begun, used, ended, patterns }) => [begun, used, ended, ...patterns.map(({ stage }) => stage)]),
    ...(seen.queue === null ? [] : [seen.queue.stage]),
  ];
  const all = stages.flatMap(({ sessions }) => sessions);
  const searched = all.reduce((sum, each) => sum + each.searched, 0);
  const most = Math.max(0, ...stages.map(({ sessions }) => sessions.filter((each) => each.searched > 0).length));
  const leaks = stages.reduce((sum, stage) => sum + stage.leaks, 0);
  const facts = { id, measured: leaks, limit: 0, unit: 'count' } as const;
  if (leaks > 0) {
    const sentence = `Sessions were answered with what belongs to another: ${leaks === 1 ? 'once' : `${printCount(leaks)} times`} in ${printCount(searched)} answers`;
    return { ...facts, kind: 'broken', sentence, evidence: tellSecrets(stages) };
  }
  const declared = findIsolation(
    stages.flatMap(({ identities }) => identities ?? []),
    null,
  );
  if (declared?.kind === 'broken') return { ...declared, id };
  if (searched === 0 || most < 2)
    return unlooked(id, 'Whether sessions keep apart was not looked at: no two of them answered side by side.');
  if (!carriesSecrets && declared === null) {
    return unlooked(
      id,
      'Whether sessions keep apart cannot be told: no request carries anything of its own, such as {{uuid}} or {{payload}}',
    );
  }
  const own = new Set(all.filter((each) => each.ownSecrets > 0).map(({ session }) => session)).size;
  const sentence = `${saySessions(most)} at once were shown nothing of one another, in ${printCount(searched)} answers`;
  const evidence = [
    ...(carriesSecrets
      ? [
          own === 0
            ? 'no answer repeats what its own session sent, so only what is kept and shown elsewhere would have been seen'
            : `${saySessions(own)} got back the secret they had sent, and no other's`,
        ]
      : []),
    ...(declared === null ? [] : [declared.sentence]),
  ];
  return { ...facts, kind: 'held', sentence, evidence };
}

function tellSecrets(stages: readonly StageSeen[]): readonly string[] {
  return stages
    .flatMap(({ secrets }) => secrets)
    .toSorted((one, other) => other.count - one.count)
    .slice(0, 5)
    .map(
      ({ operation, asker, owner, count }) =>
        `${operation}: session ${asker} was shown the secret of session ${owner}, ${count === 1 ? 'once' : `${printCount(count)} times`}`,
    );
}
