import type { Finding } from '../../model/finding.ts';
import type { SessionLevel, SessionLimits, SessionsSeen } from '../../model/sessions.ts';
import { printAmount, printBytes, printPercent, printValue } from '../../units/print.ts';
import { mainLevel, saySessions } from './seen.ts';
import { unlooked } from './unlooked.ts';

const id = 'sessions.resources';

/** One thing that a session holds or uses. */
interface Share {
  readonly value: number;
  readonly limit: number;
  readonly unit: string;
  readonly told: string;
  /** Descriptors and threads have to be fewer than their limit, the others no more. */
  readonly isAbove: boolean;
}

/**
 * What a session takes up, of all that live at once: held while they stand, CPU while they are asked at a quarter of what they carry. One that
 * wants a core all the time at rest has no limit of CPU to stay in, however few cores there are to share.
 */
export function findSessionResources(seen: SessionsSeen, limits: SessionLimits): Finding {
  const level = mainLevel(seen, limits);
  if (level === null) return unlooked(id, 'What a session takes up was not looked at: there was too little time.');
  const shares = sharesOf(level, limits);
  const [first] = shares;
  if (first === undefined) return unlooked(id, 'What a session takes up was not looked at: this system does not tell.');
  const worst = shares.reduce((one, other) => (other.value / other.limit > one.value / one.limit ? other : one));
  const facts = { id, measured: worst.value, limit: worst.limit, unit: worst.unit };
  const told = shares.map((share) => share.told).join(', ');
  const evidence = [
    `of ${saySessions(level.sessions)}, each in the mean; memory that processes share is counted for each`,
    ...shares.map(({ told: text, limit, unit }) => `${text}; limit ${printValue(limit, unit)}`),
  ];
  const above = shares.filter((share) => share.isAbove);
  if (above.length > 0)
    return { ...facts, kind: 'broken', sentence: `A session takes up too much: ${above.map((share) => share.told).join(', ')}`, evidence };
  return { ...facts, kind: 'held', sentence: `A session takes up ${told}`, evidence };
}

function sharesOf(level: SessionLevel, limits: SessionLimits): readonly Share[] {
  const { before, during, sessions } = level;
  const held = (now: number | null | undefined, then: number | null | undefined): number | null =>
    typeof now === 'number' && typeof then === 'number' ? Math.max(0, now - then) / sessions : null;
  const count = (value: number | null, limit: number, what: string): readonly Share[] =>
    value === null ? [] : [{ value, limit, unit: 'count', told: `${printAmount(value)} ${what}`, isAbove: value >= limit }];
  const memory = held(during?.rssBytes, before?.rssBytes);
  return [
    ...(memory === null
      ? []
      : [
          {
            value: memory,
            limit: limits.memoryBytes,
            unit: 'bytes',
            told: `${printBytes(memory)} of memory`,
            isAbove: memory > limits.memoryBytes,
          },
        ]),
    ...count(held(during?.descriptors, before?.descriptors), limits.descriptors, 'descriptors'),
    ...count(held(during?.threads, before?.threads), limits.threads, 'threads'),
    ...cpuOf(level, limits),
  ];
}

function cpuOf({ resting, patterns, sessions }: SessionLevel, { cpuPercent }: SessionLimits): readonly Share[] {
  const paced = patterns.find(({ pattern }) => pattern === 'think times')?.effort ?? null;
  if (paced === null && resting === null) return [];
  const used = (100 * (paced ?? resting ?? { ran: 0 }).ran) / sessions;
  const wanted = resting === null || resting.wanted === null ? null : (100 * resting.wanted) / sessions;
  if (wanted !== null && wanted > cpuPercent) {
    return [{ value: wanted, limit: cpuPercent, unit: '%', told: `${printPercent(wanted)} of a core wanted at rest`, isAbove: true }];
  }
  return [{ value: used, limit: cpuPercent, unit: '%', told: `${printPercent(used)} of a core`, isAbove: used > cpuPercent }];
}
