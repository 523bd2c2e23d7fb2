import { Fault } from '../fault.ts';
import type { ConfigFault } from './config-fault.ts';
import { examineConfig } from './examine.ts';
import { givenFlags } from './flags.ts';
import type { Given } from './given.ts';
import type { Config } from './schema.ts';
import { clean, showPath } from './show.ts';

export type { Flags } from './flags.ts';
export type { Given } from './given.ts';

const maxFaults = 100;

/** Decides what the user asked for. Throws Fault `config.invalid` with every fault, `usage` when nothing was asked for at all. */
export function decideConfig(given: Given): Config {
  if (given.file === null && !givenFlags(given.flags).some(({ flag }) => flag === 'start' || flag === 'url')) {
    throw new Fault('usage', { what: sayNothingGiven(given.inActions) });
  }
  const examined = examineConfig(given);
  if (examined.kind === 'decided') return examined.config;
  const { faults } = examined;
  const more = faults.length > maxFaults ? [`  … and ${faults.length - maxFaults} more`] : [];
  throw new Fault('config.invalid', {
    file: given.file === null ? (given.inActions ? "The action's inputs" : 'The command line') : clean(given.file.path, 200),
    count: faults.length === 1 ? 'one fault' : `${faults.length} faults`,
    faults: [...faults.slice(0, maxFaults).map(sayFault), ...more].join('\n'),
  });
}

/** One line: path, expected, found, and the name that was probably meant. */
export function sayFault(fault: ConfigFault): string {
  const where = fault.origin ?? showPath(fault.path);
  const line = fault.line === undefined ? '' : ` (line ${fault.line})`;
  const meant = fault.meant === undefined ? '' : `; did you mean ${fault.meant}?`;
  return `  ${where}${line}: expected ${clean(fault.expected, 300)}, found ${clean(fault.found, 100)}${meant}`;
}

function sayNothingGiven(inActions: boolean): string {
  return inActions
    ? 'There is nothing to measure: no plimsoll.yml, and neither input `start` nor input `url`. Add the file, or say `start: node server.js` under `with:`.'
    : 'There is nothing to measure: no plimsoll.yml here, and neither --start nor --url. Write the file with `plimsoll init`, or run `plimsoll run --start "node server.js"`.';
}
