import type { Look } from '../model/look.ts';
import type { Observation } from '../model/observation.ts';
import { printCount, printDuration, printPercent } from '../units/print.ts';
import { histogram } from './histogram.ts';
import { lookFacts } from './look-facts.ts';
import { type Paint, painter } from './paint.ts';
import { plain, read } from './phrase.ts';
import { quantileTable } from './quantiles.ts';
import { counted, rate } from './value.ts';
import { pad, wrap } from './width.ts';

export interface LookOptions {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

const widest = 100;
const narrowest = 40;
const labelColumns = 12;
const indent = '  ';

/** A look at a service for a terminal: trouble of our own first, then the load in a line, its latencies, and what else is known. */
export function tellLook(look: Look, options: LookOptions): string {
  const { observation } = look;
  const paint = painter(options.colour);
  const width = Math.min(widest, Math.max(narrowest, options.width));
  const { responseMs, serviceMs } = observation.total;
  const lines = [
    { name: 'response', latency: responseMs },
    { name: 'service', latency: serviceMs },
    { name: 'lag', latency: observation.generator.lagMs },
  ];
  const note = 'response: from when it was due; service: from when it was sent; lag: between the two';
  const blocks = [
    trouble(look).flatMap((sentence) => wrap(sentence, width).map((line) => paint('yellow', line))),
    wrap(headline(observation), width).map((line) => paint('bold', line)),
    [...quantileTable(lines, width, paint), ...wrap(note, width - indent.length).map((line) => paint('dim', `${indent}${line}`))],
    histogram(look.bars, width, paint),
    lookFacts(look).flatMap(({ label, value }) => fact(label.toLowerCase(), plain(value), width, paint)),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

/** What was our own doing, said so that nobody takes it for the service's. */
function trouble({ self }: Look): readonly string[] {
  return [self.generator, self.runner]
    .filter(({ kind }) => kind === 'spoiled')
    .map(({ sentence }) => `⚪ These numbers are not the service's: ${plain(read(sentence))}`);
}

/** `48 120 requests in 10 s · 4 812/s · 0 errors · 10 users`; of an open load also what was planned. */
function headline({ scenario, total, durationMs, averageRatePerSecond, arrivals, ended }: Observation): string {
  const failed = printPercent((100 * total.errors) / total.requests);
  const early =
    durationMs < scenario.durationMs ? `stopped, ${printDuration(scenario.durationMs)} were asked for` : 'some answers never came';
  return [
    `${printCount(total.requests)} requests in ${printDuration(durationMs)}${ended === 'stopped' ? ` (${early})` : ''}`,
    arrivals === null
      ? rate(averageRatePerSecond)
      : `${rate(arrivals.achievedRatePerSecond)} sent of ${rate(arrivals.plannedRatePerSecond)} planned`,
    total.errors > 0 ? `${printCount(total.errors)} errors (${failed})` : '0 errors',
    scenario.model === 'closed' ? counted(scenario.users, 'user') : `${scenario.arrivals.pattern} arrivals`,
  ].join(' · ');
}

function fact(label: string, text: string, width: number, paint: Paint): readonly string[] {
  return wrap(text, width - labelColumns - indent.length).map(
    (line, index) => `${indent}${paint('dim', pad(index === 0 ? label : '', labelColumns))}${line}`,
  );
}
