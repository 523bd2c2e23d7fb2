import type { Act, History } from '../model/history.ts';

/**
 * Loads of one engine, one after the other, as one history. The users of a later one go on under other numbers, because nobody knows what
 * became of the last operation of some.
 */
export function joinHistories(histories: readonly History[]): History {
  let taken = 0;
  const acts: Act[] = [];
  for (const history of histories) {
    const before = taken;
    for (const act of history.acts) {
      const user = before + act.user;
      taken = Math.max(taken, user + 1);
      acts.push(before === 0 ? act : { ...act, user });
    }
  }
  return { acts, dropped: histories.reduce((sum, { dropped }) => sum + dropped, 0) };
}
