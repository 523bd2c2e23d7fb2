import { columns, pad } from './width.ts';

/** Lines of cells set in columns as wide as their widest cell, numbers on the right. */
export function setColumns(lines: readonly (readonly string[])[], isNumber: (column: number) => boolean, gap: string): readonly string[] {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => columns(line[column] ?? ''))));
  return lines.map((line) =>
    line
      .map((text, column) => pad(text, widths[column] ?? 0, isNumber(column) ? 'left' : 'right'))
      .join(gap)
      .trimEnd(),
  );
}
