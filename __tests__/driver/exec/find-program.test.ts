import { chmod } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { isProgram } from '../../../src/driver/exec/find-program.ts';
import { temporaryFolder } from '../../support/cli.ts';

const path = process.env['PATH'] ?? '';

describe('a program', () => {
  it('is looked for in the folders of PATH, or where its name says, and must be one', async () => {
    await using folder = await temporaryFolder();
    const file = await folder.write('count', '#!/bin/sh\n');
    expect(await isProgram('sh', '/', path)).toBe(true);
    expect(await isProgram('no-such-program', '/', path)).toBe(false);
    expect(await isProgram('./count', folder.path, path)).toBe(false);
    await chmod(file, 0o755);
    expect(await isProgram('./count', folder.path, path)).toBe(true);
    expect(await isProgram('count', folder.path, path)).toBe(false);
    expect(await isProgram('count', '/', `/nowhere:${folder.path}`)).toBe(true);
    expect(await isProgram(folder.path, '/', path)).toBe(false);
  });
});
