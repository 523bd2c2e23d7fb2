import type { LoadProgress } from '../model/observation.ts';
import type { Progress } from '../model/progress.ts';
import { printDuration, printPercent } from '../units/print.ts';
import { progressBar } from './bar.ts';
import { oneLine } from './line.ts';
import { type Paint, painter } from './paint.ts';
import { columns, fitColumns, pad } from './width.ts';

export interface ProgressOptions {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

const widest = 100;
const nameColumns = 13;
const barColumns = 20;

/** One line that says where a run is; never wider than the terminal, without a newline. */
export function tellProgress(event: Progress, options: ProgressOptions): string {
  const paint = painter(options.colour);
  const width = Math.max(0, Math.min(options.width, widest));
  switch (event.kind) {
    case 'note':
      return fitColumns(`  ${oneLine(event.text, 400)}`, width);
    case 'phase-began':
      return line('▸', event.phase, clock(event), '', width, paint);
    case 'phase-ended':
      return line(' ', event.phase.name, printDuration(event.phase.durationMs), oneLine(event.phase.summary, 200), width, paint);
    case 'phase-moved': {
      const said = [oneLine(event.detail, 200), live(event.load)].filter((part) => part !== '').join(' · ');
      return line('▸', event.phase, clock(event), `${progressBar(share(event), barColumns)}  ${said}`, width, paint);
    }
    default:
      return event satisfies never;
  }
}

type Timed = Extract<Progress, { readonly elapsedMs: number }>;

function clock({ elapsedMs, budgetMs }: Timed): string {
  return `${(elapsedMs / 1_000).toFixed(1)} s of ${printDuration(budgetMs)}`;
}

/** Of the phase where its detail counts (`31/46 scenarios`), otherwise of the budget. */
function share({ detail, elapsedMs, budgetMs }: Extract<Progress, { readonly kind: 'phase-moved' }>): number {
  const counted = /^(\d{1,9})\/(\d{1,9})\b/.exec(detail);
  return counted === null ? elapsedMs / budgetMs : Number(counted[1]) / Number(counted[2]);
}

function live(load: LoadProgress | null): string {
  if (load === null || load.requests === 0) return '';
  const p95 = load.p95Ms === null ? '' : `p95 ${printDuration(load.p95Ms)} · `;
  return `${p95}${printPercent((100 * load.errors) / load.requests)} errors`;
}

/** `▸ properties   ██████░░░░  31/46 scenarios      28.4 of 120 s`: what is in the middle gives way first. */
function line(sign: string, name: string, time: string, middle: string, width: number, paint: Paint): string {
  const left = `${sign} ${pad(oneLine(name, nameColumns - 1), nameColumns)}`;
  const room = width - columns(left) - columns(time) - 2;
  if (room < 0) return fitColumns(`${left}${time}`, width);
  return `${paint(sign === '▸' ? 'cyan' : 'dim', left)}${pad(fitColumns(middle, room), room)}  ${paint('dim', time)}`;
}
