import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readAllocations, sayAllocations } from '../../../src/monitor/inspector/allocations.ts';
import type { Fields } from '../../../src/monitor/inspector/fields.ts';

const frame = (functionName: string, url: string): Fields => ({ callFrame: { functionName, url, lineNumber: 9 } });
const own = frame('handle', '/srv/app/server.js');
const library = frame('parse', '/srv/app/node_modules/parser/index.js');
const node = frame('push', 'node:internal/streams');

const places = [own, frame('other', '/srv/app/other.js'), library, node, frame('', '')];
const treeOf = (below: fc.Arbitrary<readonly Fields[]>): fc.Arbitrary<Fields> =>
  fc
    .tuple(fc.constantFrom(...places), fc.nat({ max: 10_000 }), below)
    .map(([place, selfSize, children]) => ({ ...place, selfSize, children }));
const leaf = treeOf(fc.constant([]));
const branch = treeOf(fc.array(leaf, { maxLength: 3 }));
const tree = treeOf(fc.array(fc.oneof(leaf, branch), { maxLength: 3 }));

const total = (allocations: ReadonlyMap<string, number>): number => [...allocations.values()].reduce((sum, bytes) => sum + bytes, 0);
const sizeOf = (one: Fields): number =>
  Number(one['selfSize']) + (one['children'] as readonly Fields[]).reduce((sum, child) => sum + sizeOf(child), 0);

it('below code of the service every byte is put down to a place of the service, once', () => {
  fc.assert(
    fc.property(fc.array(tree, { maxLength: 4 }), (children) => {
      const allocations = readAllocations({ head: { ...own, selfSize: 3, children } }, '/srv/app');
      expect(total(allocations)).toBe(3 + children.reduce((sum, child) => sum + sizeOf(child), 0));
      for (const name of allocations.keys()) expect(name).toMatch(/^(?:handle \(server\.js:10\)|other \(other\.js:10\))$/);
    }),
  );
});

it('whatever comes is read without an error, and what is said of it is short', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.object(),
        tree.map((head) => ({ head })),
      ),
      (profile) => {
        const lines = sayAllocations([readAllocations(profile, '/srv/app'), readAllocations(profile, '')]);
        expect(lines.length).toBeLessThanOrEqual(5);
        for (const line of lines) expect(line.length).toBeLessThan(250);
      },
    ),
  );
});

it('a library stands for itself only where nothing of the service has called it; Node stands for nobody', () => {
  const head = {
    ...frame('(root)', ''),
    selfSize: 100,
    children: [
      { ...node, selfSize: 1_000, children: [{ ...library, selfSize: 10, children: [{ ...node, selfSize: 5 }] }] },
      {
        ...library,
        selfSize: 0,
        children: [{ ...own, selfSize: 0, children: [{ ...library, selfSize: 1, children: [{ ...node, selfSize: 2 }] }] }],
      },
    ],
  };
  expect([...readAllocations({ head }, '/srv/app')]).toEqual(
    expect.arrayContaining([
      ['parse (node_modules/parser/index.js:10)', 15],
      ['handle (server.js:10)', 3],
    ]),
  );
  expect(total(readAllocations({ head }, '/srv/app'))).toBe(18);
});

it('a tree as deep as it likes is read', () => {
  let head: Fields = { ...own, selfSize: 1 };
  for (let depth = 0; depth < 100_000; depth++) head = { ...node, selfSize: 0, children: [head] };
  expect(total(readAllocations({ head }, '/srv/app'))).toBe(1);
});

it('the largest come first, threads are added up, and what explains nothing is left out', () => {
  const kilobytes = (...sizes: readonly (readonly [string, number])[]): ReadonlyMap<string, number> =>
    new Map(sizes.map(([name, size]) => [name, size * 1_024]));
  expect(sayAllocations([kilobytes(['a', 300], ['b', 500], ['c', 1]), kilobytes(['a', 400])])).toEqual([
    'a holds 700 KB of objects',
    'b holds 500 KB of objects',
  ]);
  expect(sayAllocations([kilobytes(['a', 1], ['b', 2], ['c', 3], ['d', 4], ['e', 5], ['f', 6])]).map((line) => line[0])).toEqual([
    'f',
    'e',
    'd',
    'c',
    'b',
  ]);
  expect(sayAllocations([])).toEqual([]);
});
