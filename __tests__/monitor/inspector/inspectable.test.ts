import { expect, it } from 'vitest';
import { inspectable, opensInspector } from '../../../src/monitor/inspector/inspectable.ts';

it.each([
  [{}, '--inspect=127.0.0.1:0'],
  [{ NODE_OPTIONS: '' }, '--inspect=127.0.0.1:0'],
  [{ NODE_OPTIONS: '--max-old-space-size=100', PATH: '/bin' }, '--max-old-space-size=100 --inspect=127.0.0.1:0'],
  [{ NODE_OPTIONS: '--inspect-port=127.0.0.1:0' }, '--inspect-port=127.0.0.1:0 --inspect=127.0.0.1:0'],
  [{ NODE_OPTIONS: '--import=./my--inspect.js' }, '--import=./my--inspect.js --inspect=127.0.0.1:0'],
  [{ NODE_OPTIONS: '--inspect' }, '--inspect'],
  [{ NODE_OPTIONS: '--title=a --inspect=9230' }, '--title=a --inspect=9230'],
  [{ NODE_OPTIONS: '--inspect-brk=9230 --title=a' }, '--inspect-brk=9230 --title=a'],
])('%j asks for an inspector of its own, or keeps the one it has', (environment, options) => {
  expect(inspectable(environment)).toEqual({ NODE_OPTIONS: options });
});

it.each([
  ['/usr/bin/node\0--inspect\0server.js\0', true],
  ['/usr/bin/node\0--inspect-wait=0\0server.js\0', true],
  ['PATH=/bin\0NODE_OPTIONS=--inspect=127.0.0.1:0\0HOME=/', true],
  ['/usr/bin/node\0--inspect-port=0\0server.js\0', false],
  ['PATH=/bin\0NODE_OPTIONS=--inspector\0', false],
  ['', false],
])('%j opens an inspector: %j', (text, opens) => {
  expect(opensInspector(text)).toBe(opens);
});
