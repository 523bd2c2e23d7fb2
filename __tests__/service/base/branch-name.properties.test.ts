import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBranchName } from '../../../src/service/base/branch-name.ts';
import { tidy, tellGit } from '../../../src/service/base/tidy.ts';

const letters = fc.constantFrom(
  ...Array.from('abz/.-@{}~^:*?[\\ \n\t+#$()\'"`;|&%=!'),
  'ü',
  '🚢',
  '.lock',
  '..',
  '\u007F',
  '\u0000',
  '\uD800',
);
const name = fc.array(letters, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));

describe('the name of a branch', () => {
  it('is one for git too, and one word in a refspec', () => {
    fc.assert(
      fc.property(name, (text) => {
        fc.pre(isBranchName(text));
        const answer = spawnSync('git', ['check-ref-format', `refs/heads/${text}`], { env: { PATH: process.env['PATH'] } });
        expect(answer.status).toBe(0);
        expect(text).not.toMatch(/[\s:*?[^~]|^\+\w*:/);
      }),
      { numRuns: 300 },
    );
  });

  it('is not refused where git allows it', () => {
    fc.assert(
      fc.property(name, (text) => {
        fc.pre(!isBranchName(text) && !/[\0\uD800]/.test(text) && text !== '@');
        const answer = spawnSync('git', ['check-ref-format', `refs/heads/${text}`], { env: { PATH: process.env['PATH'] } });
        expect({ text, status: answer.status }).toEqual({ text, status: 1 });
      }),
      { numRuns: 300 },
    );
  });
});

describe('text from outside', () => {
  it('is one short line that commands nothing and gives no password away', () => {
    const piece = fc.constantFrom(
      '##[error]',
      '::error::',
      '\n',
      '\u001B[2J',
      '\u202E',
      'https://user:pa55@host/',
      'http://pa55@host',
      'word',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'binary' })), { maxLength: 60 }), (pieces) => {
        for (const told of [tidy(pieces.join('')), tellGit(pieces.join(''))]) {
          expect(Array.from(told).length).toBeLessThanOrEqual(200);
          expect(told).not.toMatch(/##\[|[\p{C}\p{Zl}\p{Zp}]/u);
          expect(told).not.toContain('pa55@');
        }
      }),
    );
  });
});
