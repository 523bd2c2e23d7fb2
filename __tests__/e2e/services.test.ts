import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plimsoll, root, temporaryFolder } from '../support/cli.ts';

const require = createRequire(import.meta.url);

function binaryOf(name: string): string {
  const manifest = require.resolve(`${name}/package.json`);
  const { bin } = require(manifest) as { bin: string | Record<string, string> };
  return join(dirname(manifest), typeof bin === 'string' ? bin : (Object.values(bin)[0] ?? ''));
}

describe('services nobody here wrote', () => {
  it('json-server carries its users', async () => {
    await using folder = await temporaryFolder();
    const posts = Array.from({ length: 30 }, (_, index) => ({ id: index + 1, title: index === 0 ? 'first' : `post ${index}` }));
    await folder.write('db.json', JSON.stringify({ posts }));
    const { status, stdout, stderr } = await plimsoll(
      ['run', '-c', join(root, 'fixtures/configs/json-server.yml'), '--json', '--out', 'out'],
      {
        cwd: folder.path,
        env: { JSON_SERVER: binaryOf('json-server') },
      },
    );
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'not-comparable', suite: 'json-server' });
  });

  it('sirv carries its users', async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, 'public'));
    await folder.write('public/index.html', '<!doctype html><title>sirv</title>'.repeat(50));
    await folder.write('public/style.css', 'body { margin: 0 }');
    const { status, stdout, stderr } = await plimsoll(['run', '-c', join(root, 'fixtures/configs/sirv.yml'), '--json'], {
      cwd: folder.path,
      env: { SIRV: binaryOf('sirv-cli') },
    });
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'not-comparable', suite: 'sirv' });
  });
});
