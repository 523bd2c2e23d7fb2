import { expect, it } from 'vitest';

import { compileKeyText } from '../../src/load/key-text.ts';

it.each([
  ['visits', 'visits'],
  ['{{key}}', 'k1'],
  ['stock-{{ key }}/{{user}}-{{user}}', 'stock-k1/7-7'],
  ['{{keys}} {{}} {key}', '{{keys}} {{}} {key}'],
])('the name %s is %s for key k1 and user 7', (source, name) => {
  expect(compileKeyText(source)('k1', 7)).toBe(name);
});
