import type { ClosedScenario } from '../model/scenario.ts';
import { sayUsers } from '../units/say-load.ts';
import type { World } from '../world.ts';
import { findFewestUsers } from './fewest-users.ts';

/** A load that proved something, and how it may be made smaller. */
export interface ProofAsked {
  readonly found: ClosedScenario;
  /** The same for so many users, short, and of nothing but what matters. */
  readonly small: (users: number) => ClosedScenario;
  readonly least: 1 | 2;
  /** Whether a load proves it again. */
  readonly shows: (scenario: ClosedScenario) => Promise<boolean>;
  /** Whether the service still answers. */
  readonly isAlive: () => boolean;
  /** No load is begun later; ten seconds when left out. */
  readonly longestMs?: number;
}

/** The smallest load that proved it again, and a line on how it was found. */
export interface SmallestProof {
  readonly scenario: ClosedScenario;
  readonly told: string;
}

/** A merge is about to be blocked: its author gets the time to be shown where to look. */
const usualMs = 10_000;

/** Makes a load smaller that proved something; where no smaller one proves it load after load, it stays as it is. */
export async function shrinkProof(
  { found, small, least, shows, isAlive, longestMs = usualMs }: ProofAsked,
  world: World,
): Promise<SmallestProof> {
  const untilMs = world.now() + longestMs;
  const { users, loads } = await findFewestUsers({
    most: found.users,
    least,
    shows: (some) => shows(small(some)),
    mayGoOn: () => isAlive() && world.now() < untilMs,
  });
  const scenario = users === null ? found : small(users);
  const hasFewerKeys = small(found.users).keys < found.keys;
  const say = (load: ClosedScenario): string => `${sayUsers(load.users)}${hasFewerKeys ? ` on ${sayKeys(load.keys)}` : ''}`;
  const first = `found by ${say(found)}`;
  if (users === null) return { scenario, told: `${first}; in ${sayLoads(loads)} of fewer it did not show each time` };
  return { scenario, told: `${first}; ${say(scenario)} ${users === 1 ? 'is' : 'are'} enough, found in ${sayLoads(loads)} more` };
}

/** How long a small load lasts: as many answers for each user as show a race that shows at all, and never longer than the load it is made of. */
export function smallLoadMs({ durationMs }: ClosedScenario, p50Ms: number | null): number {
  return Math.min(durationMs, Math.max(shortMs, stepMs * Math.ceil((enoughAnswers * (p50Ms ?? 0)) / stepMs)));
}

const [shortMs, stepMs] = [500, 100];
const enoughAnswers = 30;

function sayKeys(keys: number): string {
  return keys === 1 ? '1 key' : `${keys} keys`;
}

function sayLoads(loads: number): string {
  return loads === 1 ? '1 load' : `${loads} loads`;
}
