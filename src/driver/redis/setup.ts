import type { Address } from './address.ts';
import type { Words } from './compile.ts';
import { rejected, type RedisFailure } from './failure.ts';
import { Link } from './link.ts';

/** Nobody waits longer for commands that only set something up. */
export interface SetUpBounds {
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly late: RedisFailure;
  readonly tooLarge: RedisFailure;
}

/**
 * Runs the commands on a connection of their own, between MULTI and EXEC: several engines may do so at once, and what is then there is what one
 * of them leaves, as long as the commands begin with deleting. Why they failed, or null.
 */
export function setUp(
  address: Address,
  commands: readonly Words[],
  { timeoutMs, maxBytes, late, tooLarge }: SetUpBounds,
): Promise<RedisFailure | null> {
  if (commands.length === 0) return Promise.resolve(null);
  return new Promise((resolve) => {
    let outcome: RedisFailure | null = null;
    const end = (failure: RedisFailure | null): void => {
      outcome = failure === null ? null : { ...failure, detail: `the setup failed: ${failure.detail}` };
      clearTimeout(timer);
      link.drop();
    };
    const timer = setTimeout(() => end(late), timeoutMs);
    const link: Link = new Link(address, maxBytes, tooLarge, {
      opened: () => link.send([['MULTI'], ...commands, ['EXEC']]),
      answered: (replies) => end(faultOf(replies)),
      failed: end,
      gone: () => resolve(outcome),
    });
  });
}

function faultOf(replies: readonly unknown[]): RedisFailure | null {
  const done = replies.at(-1);
  const all: readonly unknown[] = [...replies.slice(1, -1), ...(Array.isArray(done) ? done : [])];
  const at = all.findIndex((reply) => reply instanceof Error);
  const error = all[at] ?? done;
  if (!(error instanceof Error)) return null;
  const commands = replies.length - 2;
  return rejected(error, at < 0 ? '' : `command ${(at % commands) + 1} of ${commands}`, false);
}
