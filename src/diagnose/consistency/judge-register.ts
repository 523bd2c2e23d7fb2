import { checkRegister } from './check-register.ts';
import type { KeyHistory } from './key-history.ts';
import { nameUser, quote } from './name.ts';
import { proveStale, valueOf } from './prove-stale.ts';
import { sayStaleRead, sayStaleSession, sayValue } from './say-stale.ts';
import { findStaleSession, type StaleSession } from './session-values.ts';
import type { KeyVerdict, Violation } from './violation.ts';

/**
 * Judges a key that was only written and read; `open` where a value was written twice. Where one user's acts alone show that what it read
 * was old, it is told so.
 */
export function judgeRegister({ key, effects }: KeyHistory): KeyVerdict {
  const fault = checkRegister(effects);
  if (fault === null) return { kind: 'legal' };
  if (fault.kind === 'rewritten') return { kind: 'open' };
  const rest = { of: 'linearizability', count: fault.count, notes: [] } as const;
  const name = quote(key);
  switch (fault.kind) {
    case 'unwritten': {
      const [one, other] = fault.reads;
      const sentence = `${sayValue(one)} and ${sayValue(other)} were read of ${name}, and nobody wrote either: one at most can have been there before`;
      return { kind: 'violated', violation: { ...rest, sentence, proof: fault.reads } };
    }
    case 'early': {
      const { read, write } = fault;
      const sentence = `${nameUser(read)} read ${sayValue(read)} of ${name} before it was written`;
      return { kind: 'violated', violation: { ...rest, sentence, proof: [read, write] } };
    }
    case 'stale': {
      // All users' reads of all values would take longer than the whole judgement, and a fault of these two is enough.
      const values = new Set([valueOf(fault.older.first), valueOf(fault.newer.first)]);
      const session = findStaleSession(
        effects.filter((effect) => values.has(valueOf(effect))),
        true,
      );
      if (session !== null) return { kind: 'violated', violation: violationOf(key, session, Math.max(session.count, fault.count)) };
      const stale = proveStale(effects, fault.older, fault.newer);
      const sentence = sayStaleRead(key, stale);
      return { kind: 'violated', violation: { ...rest, of: 'stale-read', sentence, proof: stale.proof } };
    }
    default:
      return fault satisfies never;
  }
}

/** What a user saw that it must not have seen. */
export function violationOf(key: string, session: StaleSession, count: number): Violation {
  const { known, newer, read, older } = session;
  const proof = [...new Set([...(older === null ? [] : [older]), newer, known, read])];
  return { of: 'stale-read', sentence: sayStaleSession(key, session), count, proof, notes: [] };
}
