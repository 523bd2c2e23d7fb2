import { expect, it } from 'vitest';
import { ownerOf, sayFrame, toFrame, toPausedFrame, type Frame } from '../../../src/monitor/inspector/frame.ts';

const frame = (url: string, name = 'remember'): Frame => ({ function: name, url, line: 41, column: 3 });

it.each([
  ['/srv/app/server.js', 'remember (server.js:41)'],
  ['file:///srv/app/lib/a%20b.mjs', 'remember (lib/a b.mjs:41)'],
  ['/srv/app/node_modules/pool/index.js', 'remember (node_modules/pool/index.js:41)'],
  ['/usr/lib/node_modules/x/node_modules/pool/lib/index.js', 'remember (node_modules/pool/lib/index.js:41)'],
  ['/srv/other/deep/down/server.js', 'remember (down/server.js:41)'],
  ['/srv/application/server.js', 'remember (application/server.js:41)'],
  ['node:internal/timers', 'remember (node:internal/timers:41)'],
  ['evalmachine.<anonymous>', 'remember (evalmachine.<anonymous>:41)'],
  ['file://%', 'remember (file://%:41)'],
  ['', 'remember (:41)'],
])('%j is named relative to /srv/app, else briefly', (url, text) => {
  expect(sayFrame(frame(url), '/srv/app', 'line')).toBe(text);
});

it('a place may be named with its column, and where the working directory is not known', () => {
  expect(sayFrame(frame('/srv/app/server.js'), '/srv/app', 'column')).toBe('remember (server.js:41:3)');
  expect(sayFrame(frame('/srv/app/server.js'), '', 'line')).toBe('remember (srv/app/server.js:41)');
  expect(sayFrame(frame('/srv/app/server.js', ''), '/srv/app', 'line')).toBe('(anonymous) (server.js:41)');
});

it('names are short and keep nothing that could rewrite their line', () => {
  const text = sayFrame(
    frame(`/srv/app/\u001b[2K\u202e${'x'.repeat(10_000)}\n.js`, `a\r\n\u001b]0;b\u0007${'y'.repeat(10_000)}`),
    '/srv/app',
    'line',
  );
  expect(text.length).toBeLessThan(200);
  expect(text).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
  expect(text).toMatch(/^a\]0;by+ \(…x+\.?/);
});

it('whose code it is follows from the address of the script', () => {
  expect(ownerOf(frame('/srv/app/server.js'))).toBe('service');
  expect(ownerOf(frame('/srv/app/node_modules/pool/index.js'))).toBe('library');
  expect(ownerOf(frame('node:http'))).toBe('node');
  expect(ownerOf(frame(''))).toBe('node');
});

it('lines and columns are counted from one, and whatever is missing is not made up', () => {
  const scripts = new Map([['7', '/srv/app/server.js']]);
  expect(toFrame({ functionName: 'f', url: '/a.js', lineNumber: 4, columnNumber: 0 })).toEqual({
    function: 'f',
    url: '/a.js',
    line: 5,
    column: 1,
  });
  expect(toPausedFrame({ functionName: 'f', url: '', location: { scriptId: '7', lineNumber: 4, columnNumber: 2 } }, scripts)).toEqual({
    function: 'f',
    url: '/srv/app/server.js',
    line: 5,
    column: 3,
  });
  for (const strange of [{}, { functionName: 5, url: null, lineNumber: -1, columnNumber: 1e300, location: [] }]) {
    expect(toFrame(strange)).toEqual({ function: '', url: '', line: 1, column: 1 });
    expect(toPausedFrame(strange, scripts)).toEqual({ function: '', url: '', line: 1, column: 1 });
  }
});
