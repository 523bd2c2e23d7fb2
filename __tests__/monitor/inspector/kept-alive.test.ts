import { expect, it } from 'vitest';
import { sayResources } from '../../../src/monitor/inspector/kept-alive.ts';

it('resources are counted by kind, the most frequent first', () => {
  const resources = ['TCPServerWrap', ...Array.from({ length: 20 }, () => 'TCPSocketWrap'), 'Timeout', 'Timeout', 'Timeout'];
  expect(sayResources(resources)).toEqual(['keeps alive: 20 × TCPSocketWrap, 3 × Timeout, 1 × TCPServerWrap']);
});

it.each([[undefined], [null], ['Timeout'], [{ length: 3 }], [[]], [[5, null, {}, '\u001b\u0007']]])(
  '%j is nothing to tell',
  (resources) => {
    expect(sayResources(resources)).toEqual([]);
  },
);

it('many kinds with long names are told in one short line', () => {
  const resources = Array.from({ length: 100 }, (_, kind) => `\u001b[31m${kind}${'x'.repeat(1_000)}`);
  const [line = ''] = sayResources(resources);
  expect(line.length).toBeLessThan(300);
  expect(line).not.toMatch(/\p{C}/u);
});
