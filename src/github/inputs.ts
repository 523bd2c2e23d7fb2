import { getBooleanInput, getInput } from '@actions/core';
import { Fault } from '../fault.ts';

const flagNames = ['start', 'url', 'users', 'budget', 'suite'] as const;
type Flag = (typeof flagNames)[number];

/** What the workflow asks of the action, as given. */
export interface Inputs {
  readonly mode: 'gate' | 'measure' | 'report';
  readonly config: string | undefined;
  /** The small case without a file: `start`, `url`, `users`, `budget`, `suite`, where they are given. */
  readonly flags: Readonly<Partial<Record<Flag, string>>>;
  readonly out: string;
  readonly token: string;
  readonly checkRun: boolean;
  readonly comment: boolean;
  readonly artifact: boolean;
}

/** Reads the action's inputs; an empty one counts as absent. Throws Fault `usage`. */
export function readInputs(): Inputs {
  const text = (name: string): string | undefined => getInput(name) || undefined;
  const mode = text('mode') ?? 'gate';
  if (mode !== 'gate' && mode !== 'measure' && mode !== 'report') {
    throw new Fault('usage', { what: `Input mode takes gate, measure or report, not \`${mode.slice(0, 40)}\`.` });
  }
  const flags = flagNames.flatMap((name) => (text(name) === undefined ? [] : [[name, text(name)]]));
  return {
    mode,
    config: text('config'),
    flags: Object.fromEntries(flags),
    out: text('out') ?? '.plimsoll/out',
    token: text('token') ?? '',
    checkRun: readSwitch('check-run'),
    comment: readSwitch('comment'),
    artifact: readSwitch('artifact'),
  };
}

function readSwitch(name: string): boolean {
  if (getInput(name) === '') return true;
  try {
    return getBooleanInput(name);
  } catch (cause) {
    throw new Fault('usage', { what: `Input ${name} takes true or false.` }, cause);
  }
}
