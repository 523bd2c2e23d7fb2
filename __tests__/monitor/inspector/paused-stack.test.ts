import { expect, it } from 'vitest';
import type { Frame } from '../../../src/monitor/inspector/frame.ts';
import { sayStack } from '../../../src/monitor/inspector/paused-stack.ts';

const at = (name: string, url: string): Frame => ({ function: name, url, line: 12, column: 5 });

it('a stack is told innermost first, with the modules that programs import and without what is inside of Node', () => {
  const frames = [
    at('hrtime', 'node:internal/process'),
    at('readFileSync', 'node:fs'),
    at('spin', '/srv/app/server.js'),
    at('', ''),
    at('next', '/srv/app/node_modules/x/index.js'),
    at('listOnTimeout', 'node:internal/timers'),
  ];
  expect(sayStack(frames, '/srv/app')).toEqual([
    'readFileSync (node:fs:12:5)',
    'spin (server.js:12:5)',
    'next (node_modules/x/index.js:12:5)',
  ]);
});

it('a stack that is all inside of Node is told as it is; a deep one by its innermost calls', () => {
  expect(sayStack([at('processImmediate', 'node:internal/timers')], '')).toEqual(['processImmediate (node:internal/timers:12:5)']);
  expect(sayStack([], '')).toEqual([]);
  const deep = Array.from({ length: 1_000 }, (_, depth) => at(`f${depth}`, '/srv/app/a.js'));
  expect(sayStack(deep, '/srv/app').map((line) => line.split(' ')[0])).toEqual(['f0', 'f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7']);
});
