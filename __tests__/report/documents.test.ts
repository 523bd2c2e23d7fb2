import { describe, expect, it } from 'vitest';
import { tellJson } from '../../src/report/json.ts';
import { documents } from './documents.ts';

describe.each(Object.entries(documents))('fixtures/runs/%s', (name, { run, verdict }) => {
  it('holds the documents that the model types', async () => {
    await expect(`${JSON.stringify(run, null, 2)}\n`).toMatchFileSnapshot(`../../fixtures/runs/${name}/run.json`);
    await expect(tellJson(verdict)).toMatchFileSnapshot(`../../fixtures/runs/${name}/verdict.json`);
  });
});
