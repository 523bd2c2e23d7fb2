import type { Stage } from '../narrate.ts';

/** The terminal as a command sees it: results to `out`, everything else to `err`. */
export interface Console {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether `err` can rewrite its last line. */
  readonly isTerminal: boolean;
  /** Colours on `out`, and on `err`. */
  readonly colour: boolean;
  readonly errColour: boolean;
  readonly width: number;
}

/** Options every measuring command takes, as text. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly out?: string;
  readonly seed?: string;
  readonly path?: string;
  readonly budget?: string;
}

/** How progress is told here. In Actions the lines go into a fold of the log. */
export function stageFor({ err, isTerminal, errColour, width }: Console, quiet: boolean, inActions: boolean): Stage {
  if (quiet) return { write: err, mode: 'silent', colour: false, width };
  if (inActions) return { write: err, mode: 'actions', colour: false, width };
  return { write: err, mode: isTerminal ? 'terminal' : 'plain', colour: errColour, width };
}
