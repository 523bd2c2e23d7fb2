import type { Address } from './address.ts';
import type { Words } from './compile.ts';
import { codeOfReply, rejected, stillLoading, type RedisFailure } from './failure.ts';
import { Link } from './link.ts';

/** How long anybody waits for commands beside a load, and for how much. */
export interface Bounds {
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly late: RedisFailure;
  readonly tooLarge: RedisFailure;
}

/**
 * Runs the commands on a connection of their own, between MULTI and EXEC: several engines may do so at once, and what is then there is what one
 * of them leaves, as long as the commands begin with deleting. Why they failed, or null.
 */
export async function setUp(address: Address, commands: readonly Words[], bounds: Bounds): Promise<RedisFailure | null> {
  return commands.length === 0 ? null : await askOnce(address, [['MULTI'], ...commands, ['EXEC']], faultOf, bounds);
}

/** Logs in and asks for something trivial; why that failed, or null. Whoever may not even do that was let in all the same. */
export function logIn(address: Address, bounds: Bounds): Promise<RedisFailure | null> {
  return askOnce(address, [['PING']], ([reply]) => (reply instanceof Error ? judgePing(reply) : null), bounds);
}

/** Sends commands on a connection of their own, which is gone afterwards. */
function askOnce(
  address: Address,
  commands: readonly Words[],
  judge: (replies: readonly unknown[]) => RedisFailure | null,
  { timeoutMs, maxBytes, late, tooLarge }: Bounds,
): Promise<RedisFailure | null> {
  return new Promise((resolve) => {
    let outcome: RedisFailure | null = null;
    const end = (failure: RedisFailure | null): void => {
      outcome = failure;
      clearTimeout(timer);
      link.drop();
    };
    const timer = setTimeout(() => end(late), timeoutMs);
    const link: Link = new Link(address, maxBytes, tooLarge, {
      opened: () => link.send(commands),
      answered: (replies) => end(judge(replies)),
      failed: end,
      gone: () => resolve(outcome),
    });
  });
}

function judgePing(reply: Error): RedisFailure | null {
  if (codeOfReply(reply) === 'LOADING') return stillLoading;
  const failure = rejected(reply, '', true);
  return failure.error === 'refused' ? failure : null;
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
