import { expect, it } from 'vitest';

import { writeQuantity } from '../../src/units/write.ts';

it.each([
  ['duration', 0, '0ms'],
  ['duration', 1_500, '1500ms'],
  ['duration', 120_000, '2m'],
  ['duration', 1e-7, '0.0000001ms'],
  ['size', 0, '0B'],
  ['size', 8 * 1_024 ** 2, '8MB'],
  ['size', 1_536, '1536B'],
  ['size', 1_024, '1KB'],
  ['size-per-operation', 200, '200B/op'],
  ['size-per-operation', 2_048, '2KB/op'],
  ['size-per-hour', 0.5, '0.5B/h'],
  ['size-per-hour', 50 * 1_024 ** 2, '50MB/h'],
  ['share', 5, '5%'],
  ['share', 0.25, '0.25%'],
] as const)('a %s of %d is written as %s', (kind, value, text) => {
  expect(writeQuantity(kind, value)).toBe(text);
});
