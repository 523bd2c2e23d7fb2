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
  const line = (event: Progress): string => tellProgress(event, { colour, width });
  if (mode === 'silent') return { tell: () => undefined, [Symbol.dispose]: () => undefined };
  if (mode === 'terminal') {
    write(`${title}\n\n`);
    const tell: Tell = (event) => write(isLasting(event) ? `${eraseLine}${line(event)}\n` : `${eraseLine}${line(event)}`);
    return { tell, [Symbol.dispose]: () => write(eraseLine) };
  }
  write(mode === 'actions' ? `::group::${title}\n` : `${title}\n`);
  return {
    tell: (event) => {
      if (isLasting(event)) write(`${line(event)}\n`);
    },
    [Symbol.dispose]: () => {
      if (mode === 'actions') write('::endgroup::\n');
    },
  };
}

function isLasting(event: Progress): boolean {
  return event.kind === 'phase-ended' || event.kind === 'note';
}
