import type { Bar } from '../model/bar.ts';
import { printCount, printPercent } from '../units/print.ts';
import type { Paint } from './paint.ts';
import { setColumns } from './terminal-columns.ts';
import { columns, pad } from './width.ts';

const indent = '  ';
const widestBar = 50;
const leastBar = 4;
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/**
 * Bars drawn sideways, one a line, none wider than the terminal:
 *
 *     1…2.2 ms  ███████████████████▎  61 %  29 353
 *   2.2…4.6 ms  ████████              25 %  12 030
 *
 * Whoever is in a bar is seen, however few: the smallest sign is an eighth.
 */
export function histogram(bars: readonly Bar[], width: number, paint: Paint): readonly string[] {
  const total = bars.reduce((sum, { count }) => sum + count, 0);
  const most = Math.max(...bars.map(({ count }) => count));
  if (!(total > 0) || !Number.isFinite(total)) return [];
  const labels = setColumns(
    bars.map(({ fromMs, toMs }) => [`${fromMs}…${toMs} ms`]),
    () => true,
    '',
  );
  const numbers = setColumns(
    bars.map(({ count }) => [count === 0 ? '' : printPercent((100 * count) / total), printCount(count)]),
    () => true,
    indent,
  );
  const taken = 3 * indent.length + columns(labels[0] ?? '') + columns(numbers[0] ?? '');
  const room = Math.min(widestBar, width - taken);
  if (room < leastBar) return [];
  return bars.map(({ count }, row) => {
    const drawn = pad(bar((count / most) * room), room);
    return `${indent}${labels[row] ?? ''}${indent}${paint('cyan', drawn)}${indent}${numbers[row] ?? ''}`;
  });
}

/** So many columns, to an eighth; something above zero is never nothing. */
function bar(length: number): string {
  const parts = length > 0 ? Math.max(1, Math.round(length * 8)) : 0;
  return '█'.repeat(Math.floor(parts / 8)) + (eighths[parts % 8] ?? '');
}
