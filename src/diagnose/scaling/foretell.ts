import type { Capacity } from '../../model/scaling.ts';
import type { Chance } from '../../stats/chance.ts';
import { levelMeans, middleOf, redrawMeans } from '../../stats/redraw-levels.ts';
import { timeAt } from '../../stats/scalability.ts';
import { printAmount, printBytes, printDuration, printPercent } from '../../units/print.ts';
import { sayUsers } from '../../units/say-load.ts';
import { memoryBeyond, timeBeyond } from './extrapolate.ts';
import { growthOf, intervalOf, largestOf, type Shape } from './growth.ts';
import { secondsPerTurn, valuesOf, type Level } from './levels.ts';
import { furthest, neededLevels, predict, type HeldOut, type Prediction } from './predict.ts';
import { sayInterval } from './say-scaling.ts';

/** What predictions are made for. */
export interface Foretold {
  /** More users than were tried. */
  readonly higherUsers: number;
  /** Cores the service may use; null where nobody knows. */
  readonly cores: number | null;
  /** Memory the service may use; null where there is no bound. */
  readonly memoryLimitBytes: number | null;
  readonly limitP95Ms: number;
  readonly capacity: Capacity | null;
}

/** What is to be expected beyond the levels that were tried, a line each; a prediction that missed a level itself is withheld. */
export function foretell(levels: readonly Level[], asked: Foretold, chance: Chance): readonly string[] {
  const saturation = tellSaturation(levels, asked.cores, chance);
  if (levels.length < neededLevels)
    return [`nothing is predicted beyond ${levels.length} levels: they are too few to leave one out`, ...saturation];
  return [
    ...foretellRate(levels, asked.higherUsers, chance),
    ...foretellMemory(levels, asked, chance),
    ...foretellCapacity(levels, asked, chance),
    ...saturation,
  ];
}

function foretellRate(levels: readonly Level[], users: number, chance: Chance): readonly string[] {
  const print = (perSecond: number): string => `${printAmount(perSecond)}/s`;
  return tellPrediction('throughput', asRates(predict(valuesOf(levels, secondsPerTurn), users, timeBeyond, chance)), print);
}

/** The time of a turn, N/X, as the rate X. */
function asRates(prediction: Prediction): Prediction {
  if (prediction.kind === 'unknown') return prediction;
  const turned = (users: number, [low, high]: readonly [number, number]): readonly [number, number] => [users / high, users / low];
  const { users, check } = prediction;
  const told: HeldOut = {
    users: check.users,
    predicted: check.users / check.predicted,
    interval: turned(check.users, check.interval),
    measured: check.users / check.measured,
  };
  if (prediction.kind === 'withheld') return { ...prediction, check: told };
  return { ...prediction, value: users / prediction.value, interval: turned(users, prediction.interval), check: told };
}

function foretellMemory(levels: readonly Level[], { higherUsers, memoryLimitBytes }: Foretold, chance: Chance): readonly string[] {
  const values = valuesOf(levels, ({ rssBytes }) => rssBytes);
  if (values.length === 0) return [];
  const prediction = predict(values, higherUsers, memoryBeyond, chance);
  const lines = tellPrediction('memory', prediction, printBytes);
  if (prediction.kind !== 'predicted' || memoryLimitBytes === null) return lines;
  const spare = 100 * (1 - prediction.value / memoryLimitBytes);
  const room = spare >= 0 ? `${printPercent(spare)} to spare` : `${printPercent(-spare)} too much`;
  return lines.map((line, index) => (index === 0 ? `${line}, of ${printBytes(memoryLimitBytes)}: ${room}` : line));
}

function tellPrediction(name: string, prediction: Prediction, print: (value: number) => string): readonly string[] {
  const at = sayUsers(prediction.users);
  switch (prediction.kind) {
    case 'predicted': {
      const told = `${name} at ${at}: ${print(prediction.value)}${sayInterval(prediction.interval, print)}, predicted`;
      return [told, `as a check ${name} ${sayCheck(prediction.check, print)}`];
    }
    case 'withheld':
      return [`${name} at ${at} is not predicted: the same way ${name} ${sayCheck(prediction.check, print)}`];
    case 'unknown':
      return [`${name} at ${at} is not predicted: ${prediction.why}`];
    default:
      return prediction satisfies never;
  }
}

/** `at 20 users is predicted from the levels below as 12.4/s [11.8/s, 13.1/s]; measured 12.9/s`. */
function sayCheck({ users, predicted, interval, measured }: HeldOut, print: (value: number) => string): string {
  return `at ${sayUsers(users)} is predicted from the levels below as ${print(predicted)}${sayInterval(interval, print)}; measured ${print(measured)}`;
}

/** Where all that was tried was carried: how far p95 would let it go on. */
function foretellCapacity(levels: readonly Level[], { capacity, limitP95Ms }: Foretold, chance: Chance): readonly string[] {
  const values = valuesOf(levels, ({ p95Ms }) => p95Ms);
  const growth = capacity?.kind === 'beyond' ? growthOf(values, chance) : null;
  if (growth === null) return [];
  const largest = largestOf(growth);
  const most = Math.floor(furthest * largest);
  const within = `p95 < ${printDuration(limitP95Ms)}`;
  const prediction = predict(values, most, timeBeyond, chance);
  if (prediction.kind !== 'predicted') return tellPrediction('p95', prediction, printDuration);
  const carried = ({ curve }: Shape): number => {
    let users = largest;
    while (users < most && timeAt(curve, users + 1) <= limitP95Ms) users += 1;
    return users;
  };
  const print = (users: number): string => (users < most ? `${users}` : `${most} or more`);
  const told = `${print(carried(growth))} users${sayInterval(intervalOf(growth, carried), print)}`;
  return [`capacity at ${within} as predicted: ${told}`, `as a check p95 ${sayCheck(prediction.check, printDuration)}`];
}

/** The rate at which the cores would be full, by the utilisation law U = X·S; what the largest level's operations cost is nearest to it. */
function tellSaturation(levels: readonly Level[], cores: number | null, chance: Chance): readonly string[] {
  const values = valuesOf(levels, ({ cpuMsPerOperation }) => cpuMsPerOperation);
  const cpuMs = levelMeans(values).at(-1)?.mean;
  if (cores === null || cpuMs === undefined) return [];
  const interval = middleOf(redrawMeans(values, 999, chance).map((means) => means.at(-1)?.mean ?? Number.NaN));
  const rates = interval === null ? null : ([(1_000 * cores) / interval[1], (1_000 * cores) / interval[0]] as const);
  const most = `${printAmount((1_000 * cores) / cpuMs)}/s${sayInterval(rates, printAmount)}`;
  return [
    `CPU time per operation ${printDuration(cpuMs)}${sayInterval(interval, printDuration)}: ${cores === 1 ? '1 core carries' : `${cores} cores carry`} ${most} at the most`,
  ];
}
