import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { tellingLine } from '../../src/driver/one-line.ts';

const errorsOf = (script: string): string => spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' }).stderr;

describe('the line that tells most', () => {
  it.each([
    ['nothing', '', ''],
    ['blank lines', '\n\r\n  \n', ''],
    ['one line', 'no such file\n', 'no such file'],
    ['several', 'trying\nno such file\n\n', 'no such file'],
    ['one without its end', 'trying\nno such', 'no such'],
    ['nothing but a stack', '    at one\n    at two\n', 'at two'],
    [
      'Python',
      'Traceback (most recent call last):\n  File "x.py", line 1, in <module>\nValueError: not a number\n',
      'ValueError: not a number',
    ],
    ['Java', 'Exception in thread "main" java.lang.IllegalStateException: closed\n\tat Main.main(Main.java:3)\n', /: closed$/],
    ['colours, and what moves a cursor', '\u001b[31mfailed\u001b[0m\u001b[2K\n', 'failed'],
  ])('of %s', (_, printed, line) => {
    expect(tellingLine(printed)).toEqual(typeof line === 'string' ? line : expect.stringMatching(line));
  });

  it.each([
    ['an error', 'throw new TypeError("no such thing")', 'TypeError: no such thing'],
    ['an error with more to it', 'require("fs").readFileSync("/no/such")', /^Error: ENOENT: no such file or directory, open '\/no\/such'$/],
    ['an error with a cause', 'throw new Error("whole", { cause: new Error("part") })', 'Error: whole'],
    ['a rejection', 'Promise.reject(new RangeError("too far"))', 'RangeError: too far'],
  ])('of what Node prints of %s', (_, script, line) => {
    expect(tellingLine(errorsOf(script))).toEqual(typeof line === 'string' ? line : expect.stringMatching(line));
  });
});
