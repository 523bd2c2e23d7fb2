import type { ClosedScenario } from '../model/scenario.ts';
import { sayUsers } from '../units/say-load.ts';

/** A load to run again, and what is to be said of it. */
export interface SurerLoad {
  readonly scenario: ClosedScenario;
  readonly told: readonly string[];
}

/** So many times the fewest users that show something show it nearly every time; a single one proves it as well. */
const times = 1.5;

/** The load that whoever runs it again should take, where what shows with the fewest users is a measurement and no proof. */
export function surerLoad(fewest: ClosedScenario, found: ClosedScenario): SurerLoad {
  const users = fewest.users === 1 ? 1 : Math.min(Math.max(found.users, fewest.users), Math.ceil(times * fewest.users));
  return users === fewest.users
    ? { scenario: fewest, told: [] }
    : { scenario: { ...fewest, users }, told: [`the replay takes ${sayUsers(users)}, under which it shows nearly every time`] };
}
