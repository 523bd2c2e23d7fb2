import type { Progress } from './model/progress.ts';
import { tellProgress } from './report/progress.ts';
import type { Tell } from './story.ts';

/** Where progress goes, and how: rewritten lines on a terminal, plain lines elsewhere, a fold in the Actions log. */
export interface Stage {
  readonly write: (text: string) => void;
  readonly mode: 'terminal' | 'plain' | 'actions' | 'silent';
  readonly colour: boolean;
  readonly width: number;
}

/** Tells a run while it goes on. Disposing it clears the live line or closes the fold. */
export interface Narrator extends Disposable {
  readonly tell: Tell;
}

const eraseLine = '\r\u001b[2K';

/** Opens a narrator on a stage. */
export function narrate(title: string, stage: Stage): Narrator {
  const { write, mode, colour, width } = stage;
  const [opening, erase, closing] = framesOf(mode, title);
  let open = true;
  write(opening);
  return {
    tell: (event) => {
      if (mode === 'silent' || (mode !== 'terminal' && !isLasting(event))) return;
      write(`${erase}${tellProgress(event, { colour, width })}${isLasting(event) ? '\n' : ''}`);
    },
    [Symbol.dispose]: () => {
      if (open) write(closing);
      open = false;
    },
  };
}

/** What is written before everything, before each line, and after everything. */
function framesOf(mode: Stage['mode'], title: string): readonly [opening: string, erase: string, closing: string] {
  switch (mode) {
    case 'terminal':
      return [`${title}\n\n`, eraseLine, eraseLine];
    case 'plain':
      return [`${title}\n`, '', ''];
    case 'actions':
      return [`::group::${title}\n`, '', '::endgroup::\n'];
    case 'silent':
      return ['', '', ''];
    default:
      return mode satisfies never;
  }
}

function isLasting(event: Progress): boolean {
  return event.kind === 'phase-ended' || event.kind === 'note';
}
