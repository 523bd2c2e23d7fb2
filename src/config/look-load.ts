import type { Arrivals } from '../model/arrivals.ts';
import type { Scenario } from '../model/scenario.ts';
import { readArrivals } from '../units/arrivals.ts';
import { countSchema, quantitySchema } from '../units/schema.ts';
import { asCount, type OptionFaults } from './option.ts';
import { showFound } from './show.ts';

/** How the load of `plimsoll load` is shaped, as typed. */
export interface LookLoadOptions {
  readonly users?: string;
  readonly rate?: string;
  readonly pace?: string;
  readonly duration: string;
  readonly warmup: string;
  readonly connections?: string;
}

const defaultUsers = 10;
/** A service that stands still for half a second at 1 000/s needs five hundred of them. */
const defaultConnections = '1000';

const usersSchema = countSchema(1, 10_000);
const connectionsSchema = countSchema(1, 10_000);
const durationSchema = quantitySchema('duration', '100ms', '24h');
const warmupSchema = quantitySchema('duration', '0ms', '10m');

/** The load that was asked for, of one operation. */
export function decideLookLoad(options: LookLoadOptions, operation: string, seed: number, faults: OptionFaults): Scenario {
  const { users, rate, pace, connections } = options;
  const load = {
    mix: { [operation]: 1 },
    keys: 100,
    durationMs: faults.take('--duration', options.duration, durationSchema, 1),
    warmupMs: faults.take('--warmup', options.warmup, warmupSchema, 0),
    seed,
  };
  if ([users, rate, pace].filter((given) => given !== undefined).length > 1) {
    faults.say('--users, --rate and --pace exclude each other: users wait for their answers, a rate or a pace does not wait for anybody.');
  }
  if (rate === undefined && pace === undefined) {
    if (connections !== undefined)
      faults.say('--connections goes with --rate or --pace: each of the --users has one connection of its own.');
    const count = users === undefined ? defaultUsers : faults.take('--users', asCount(users), usersSchema, defaultUsers);
    return { model: 'closed', users: count, thinkMs: 0, ...load };
  }
  const open = faults.take('--connections', asCount(connections ?? defaultConnections), connectionsSchema, 1);
  return { model: 'open', arrivals: arrivalsOf(rate, pace, faults), connections: open, ...load };
}

function arrivalsOf(rate: string | undefined, pace: string | undefined, faults: OptionFaults): Arrivals {
  const given = rate ?? pace ?? '';
  const read = readArrivals(given);
  // A rate alone is a constant one; a pattern has an option of its own.
  if (rate !== undefined && !/^[\d.]+(\/[sm])?$/.test(rate.trim())) {
    faults.add('--rate', 'requests per second or minute, such as 1000/s or 60/m', showFound(rate, []));
  } else if (read.kind === 'refused') {
    faults.add(rate === undefined ? '--pace' : '--rate', read.expected, showFound(given, []));
  }
  return read.kind === 'arrivals' ? read.arrivals : { pattern: 'constant', ratePerSecond: 1 };
}
