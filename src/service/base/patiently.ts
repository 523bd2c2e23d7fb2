import { git, type GitAnswer, type GitCall } from '../../git.ts';
import type { World } from '../../world.ts';

/** What git says when another is at work in the same repository: a lock is taken, or a registration only half written. */
const clash =
  /shallow file has changed|\.lock'?: File exists|Unable to create '[^']*\.lock'|failed to read \S*worktrees\/|could not create (?:leading )?director/;

/** Asks git until the time is up, again and again where it failed only because another was in its way. */
export async function gitPatiently(call: GitCall, untilMs: number, world: World): Promise<GitAnswer> {
  for (;;) {
    const leftMs = untilMs - world.now();
    if (leftMs <= 0) return { kind: 'late' };
    const answer = await git({ ...call, timeoutMs: leftMs }, world);
    if (answer.kind !== 'failed' || !clash.test(answer.stderr)) return answer;
    await world.sleep(Math.min(100, leftMs), world.interrupted);
  }
}
