import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plimsoll, root, temporaryFolder } from '../support/cli.ts';
import { findingOf, readVerdict } from '../support/verdict.ts';

const require = createRequire(import.meta.url);

function binaryOf(name: string): string {
  const manifest = require.resolve(`${name}/package.json`);
  const { bin } = require(manifest) as { bin: string | Record<string, string> };
  return join(dirname(manifest), typeof bin === 'string' ? bin : (Object.values(bin)[0] ?? ''));
}

describe('services nobody here wrote', () => {
  it('json-server loses updates of users who read, add one and write, with the operations that prove it', async () => {
    await using folder = await temporaryFolder();
    const counters = Array.from({ length: 10 }, (_, index) => ({ id: index + 1, count: 0 }));
    await folder.write('db.json', JSON.stringify({ counters }));
    const config = join(root, 'fixtures/configs/json-server-counters.yml');
    const options = { cwd: folder.path, env: { JSON_SERVER: binaryOf('json-server') } };
    const { status, stdout } = await plimsoll(['run', '-c', config, '--json'], options);
    const lost = findingOf(readVerdict(stdout), 'consistency.lost-update');
    expect({ status, lost }).toMatchObject({ status: 1, lost: { kind: 'broken' } });
    expect(lost?.evidence.join('\n')).toMatch(/operations prove it.*on 1 of 4 keys/);
    expect(lost?.evidence.join('\n')).toMatch(/user \d+ add: added 1/);
    const scenario = /replay '([^']+)'/.exec(lost?.replay ?? '')?.[1] ?? '';
    expect(scenario).toMatch(/^u[23] /);
    expect(await plimsoll(['replay', scenario, '-c', config], options)).toMatchObject({ status: 1 });
  });
});
