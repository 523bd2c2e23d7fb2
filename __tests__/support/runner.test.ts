import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startActionsServices } from './actions-services.ts';
import { pullRequestEvent } from './events.ts';
import { readCommands, readOutputs } from './runner-files.ts';
import { runStep } from './runner.ts';

let root: string;
let bundle: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'plimsoll-bundle-'));
  bundle = join(root, 'dist', 'action.cjs');
  await mkdir(join(root, 'dist'));
  await writeFile(
    join(root, 'action.yml'),
    'inputs:\n  mode:\n    default: gate\n  check-run:\n    default: true\n  token:\n    default: ${{ github.token }}\n  out:\n    required: false\n',
  );
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

describe('the runner', () => {
  it('gives a step its inputs, event, files and services, and reads what it leaves behind', async () => {
    await writeFile(
      bundle,
      `const { appendFileSync, readFileSync } = require('node:fs');
       const e = process.env;
       const payload = JSON.parse(readFileSync(e.GITHUB_EVENT_PATH, 'utf8'));
       appendFileSync(e.GITHUB_OUTPUT, 'seen<<EOF\\n' + JSON.stringify({ inputs: Object.fromEntries(Object.entries(e).filter(([k]) => k.startsWith('INPUT_'))),
         number: payload.number, sha: e.GITHUB_SHA, results: e.ACTIONS_RESULTS_URL, file: readFileSync('file.txt', 'utf8'), mine: e.VITEST ?? 'nothing' }) + '\\nEOF\\nplain=a=b\\n');
       appendFileSync(e.GITHUB_STEP_SUMMARY, '# hello');
       console.log('::error title=Plimsoll::50%25 slower%0Atwo lines');
       process.exit(3);`,
    );
    await using services = await startActionsServices();
    await using step = await runStep({
      bundle,
      inputs: { mode: 'measure' },
      event: pullRequestEvent({ number: 12 }),
      apiUrl: 'http://127.0.0.1:1',
      services,
      token: 'ghs_x',
      checkOut: (workspace) => writeFile(join(workspace, 'file.txt'), 'content'),
    });
    expect(step).toMatchObject({ status: 3, signal: null, stderr: '', summary: '# hello' });
    expect(JSON.parse(step.outputs['seen'] ?? '')).toEqual({
      inputs: { INPUT_MODE: 'measure', 'INPUT_CHECK-RUN': 'true', INPUT_TOKEN: 'ghs_x', INPUT_OUT: '' },
      number: 12,
      sha: '3'.repeat(40),
      results: `${services.url}/`,
      file: 'content',
      mine: 'nothing',
    });
    expect(step.outputs['plain']).toBe('a=b');
    expect(step.commands).toEqual([{ name: 'error', properties: { title: 'Plimsoll' }, message: '50% slower\ntwo lines' }]);
  });

  it('cancels a step by SIGINT', async () => {
    await writeFile(bundle, `process.on('SIGINT', () => process.exit(130)); console.log('ready'); setInterval(() => {}, 1000);`);
    await using step = await runStep({ bundle, inputs: {}, event: pullRequestEvent(), apiUrl: 'http://127.0.0.1:1', cancelWhen: /ready/ });
    expect(step.status).toBe(130);
  });

  it('kills a step that does not end', async () => {
    await writeFile(bundle, `process.on('SIGINT', () => {}); setInterval(() => {}, 1000);`);
    await using step = await runStep({ bundle, inputs: {}, event: pullRequestEvent(), apiUrl: 'http://127.0.0.1:1', deadlineMs: 300 });
    expect(step.signal).toBe('SIGKILL');
  });

  it('knows commands where the real one does, and nowhere else', () => {
    expect(readCommands('  ::add-path::x\ntext ##[command]y\ntext ::error::z\n# #[command]y\n:: x::')).toMatchObject([
      { name: 'add-path', message: 'x' },
      { name: 'command', message: 'y' },
    ]);
    expect(readCommands('::error file=a.ts,title=a%3Ab::m')).toEqual([
      { name: 'error', properties: { file: 'a.ts', title: 'a:b' }, message: 'm' },
    ]);
  });

  it('refuses an output file that the real one would refuse', () => {
    expect(() => readOutputs('a<<EOF\nx\n')).toThrow('no end');
    expect(() => readOutputs('nonsense\n')).toThrow('not an output');
  });
});
