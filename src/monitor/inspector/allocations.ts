import { printBytes } from '../../units/print.ts';
import { toAmount, toFields, toList, type Fields } from './fields.ts';
import { ownerOf, sayFrame, toFrame, type Frame } from './frame.ts';

const mostPlaces = 5;
/** A place that holds less than this share of what was found explains nothing. */
const leastShare = 0.05;
/** What a hostile profile may cost us. */
const mostNodes = 1_000_000;

/** Bytes of live objects by the place in the program that made them. */
export type Allocations = ReadonlyMap<string, number>;

/**
 * Reads a sampling heap profile: a tree of calls with the bytes allocated in each and still alive. What Node or a library has allocated is
 * put down to the nearest caller in the service's own code; else to the library's place; else to nobody.
 */
export function readAllocations(profile: Fields, directory: string): Allocations {
  const held = new Map<string, number>();
  // Not by recursion: the tree is as deep as the service likes.
  const open: { readonly node: Fields; readonly service: Frame | null; readonly library: Frame | null }[] = [
    { node: toFields(profile['head']), service: null, library: null },
  ];
  for (let count = 0; count < mostNodes; count++) {
    const next = open.pop();
    if (next === undefined) break;
    const frame = toFrame(toFields(next.node['callFrame']));
    const owner = ownerOf(frame);
    const service = owner === 'service' ? frame : next.service;
    const library = owner === 'library' ? frame : next.library;
    const place = service ?? library;
    const bytes = toAmount(next.node['selfSize']) ?? 0;
    if (place !== null && bytes > 0) {
      const name = sayFrame(place, directory, 'line');
      held.set(name, (held.get(name) ?? 0) + bytes);
    }
    for (const node of toList(next.node['children'])) open.push({ node, service, library });
  }
  return held;
}

/** The places that hold most, largest first: `remember (server.js:41) holds 1.2 MB of objects`. Contents of buffers lie outside and are not in it. */
export function sayAllocations(all: readonly Allocations[]): readonly string[] {
  const held = new Map<string, number>();
  for (const [name, bytes] of all.flatMap((one) => [...one])) held.set(name, (held.get(name) ?? 0) + bytes);
  const total = [...held.values()].reduce((sum, bytes) => sum + bytes, 0);
  return [...held]
    .filter(([, bytes]) => bytes >= total * leastShare)
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostPlaces)
    .map(([name, bytes]) => `${name} holds ${printBytes(bytes)} of objects`);
}
