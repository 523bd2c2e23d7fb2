import type { Address } from './address.ts';
import type { Words } from './compile.ts';
import { codeOfReply, refused, rejected, stillLoading, type RedisFailure } from './failure.ts';

/** What a connection says first: who it is, and which database it wants. */
export function greetingsOf({ user, password, database }: Address): readonly Words[] {
  return [
    ...(password === null ? [] : [user === null ? ['AUTH', password] : ['AUTH', user, password]]),
    ...(database === 0 ? [] : [['SELECT', String(database)]]),
  ];
}

/** What is wrong with the replies to that; null for nothing. A server that asks for no password takes any. Of what it says its code alone is told: the rest may repeat the password. */
export function judgeGreetings(greetings: readonly Words[], replies: readonly unknown[]): RedisFailure | null {
  for (const [at, reply] of replies.entries()) {
    if (!(reply instanceof Error) || /without any password configured|no password is set/.test(reply.message)) continue;
    const limit = rejected(reply, '', false);
    if (limit.error === 'refused') return limit;
    const code = codeOfReply(reply);
    if (code === 'LOADING') return stillLoading;
    return greetings[at]?.[0] === 'AUTH'
      ? refused(`the server did not accept user and password (${code})`, 'login')
      : refused(`the server has no such database (${code})`, 'database');
  }
  return null;
}
