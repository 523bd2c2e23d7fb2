import type { DescriptorKinds } from '../model/reading.ts';
import type { Held, HeldThrough } from './held.ts';

type Counted = 'descriptors' | 'threads' | 'processes';

/** What became of what a load needed: `38 descriptors under load, back to 21 (21 before)`. */
export function sayReturn(name: Counted, { before, under, after, again }: HeldThrough, isBack: boolean): string {
  const [was, most, is] = [before?.[name], under?.[name] ?? null, (again ?? after)?.[name]];
  const course = most === null ? `${is} ${name} after the load` : `${most} ${name} under load, ${isBack ? 'back to' : 'then'} ${is}`;
  const pool = again === null ? 'as many as a pool may keep' : 'as a pool keeps them: they hardly grew with another load';
  return `${course} (${was} before)${isBack ? '' : `, ${pool}`}`;
}

/** Everything that was counted, a line each: `threads: 11 before, 15 under load, 11 after, 11 after another`. */
export function tellHeld(seen: HeldThrough): readonly string[] {
  const rows: readonly (readonly [name: string, of: (held: Held) => number | null])[] = [
    ['descriptors', ({ descriptors }) => descriptors],
    ['threads', ({ threads }) => threads],
    ['processes', ({ processes }) => processes],
    ['open connections', ({ sockets }) => sockets?.established ?? null],
    ['sockets in CLOSE_WAIT', ({ sockets }) => sockets?.closeWait ?? null],
  ];
  return [...rows.flatMap(([name, of]) => tellRow(name, seen, of)), ...tellKinds(seen)];
}

function tellRow(name: string, { before, under, after, again }: HeldThrough, of: (held: Held) => number | null): readonly string[] {
  const looks = [
    [before, 'before'],
    [under, 'under load'],
    [after, 'after'],
    [again, 'after another'],
  ] as const;
  const told = looks.flatMap(([held, when]) => {
    const count = held === null ? null : of(held);
    return count === null ? [] : [`${count} ${when}`];
  });
  return told.length === 0 ? [] : [`${name}: ${told.join(', ')}`];
}

function tellKinds({ before, after, again }: HeldThrough): readonly string[] {
  const [was, is] = [before?.kinds ?? null, (again ?? after)?.kinds ?? null];
  return was === null || is === null ? [] : [`descriptors before: ${sayKinds(was)}; at the end: ${sayKinds(is)}`];
}

function sayKinds({ files, sockets, pipes, others }: DescriptorKinds): string {
  return `files ${files}, sockets ${sockets}, pipes ${pipes}, others ${others}`;
}
