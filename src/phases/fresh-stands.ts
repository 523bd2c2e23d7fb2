import type { PhaseName } from '../model/run.ts';
import type { Rig } from '../rig.ts';
import type { Succession } from './succession.ts';

/** The process that a phase looks at, and others in its place. */
export interface Fresh extends AsyncDisposable {
  rig(): Rig;
  /** Whether a fresh process is to be had at little cost. */
  readonly mayRenew: boolean;
  /** Puts a fresh process in the place of the present one; false where none is to be had, and then the present one may still live. */
  renew(): Promise<boolean>;
  /** Whether the present one lives and answers. */
  isAlive(): boolean;
}

/** A service that takes longer to start is not started again and again. */
const longestStartMs = 2_000;

/** Begins a phase on the present process; what each of its processes uses is entered. */
export function openFresh(phase: PhaseName, line: Succession): Fresh {
  let stand = line.current();
  let page = stand.ledger.open(phase);
  let gone = false;
  const mayRenew = line.canRenew() && stand.rig.service.readyMs <= longestStartMs;
  return {
    rig: () => stand.rig,
    mayRenew,
    renew: async () => {
      if (!mayRenew || gone) return false;
      page.close();
      const next = await line.renew(false);
      gone = next === null;
      if (next !== null) {
        stand = next;
        page = stand.ledger.open(phase);
      }
      return next !== null;
    },
    isAlive: () => !gone && stand.rig.service.ending() === null && stand.rig.hang() === null,
    [Symbol.asyncDispose]: () => {
      if (!gone) page.close();
      return Promise.resolve();
    },
  };
}
