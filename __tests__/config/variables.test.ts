import { describe, expect, it } from 'vitest';

import { decideConfig } from '../../src/config/decide.ts';
import { isWithheld } from '../../src/service/withheld.ts';
import { faultOf, givenFile } from './a-given.ts';

const environment = {
  PLACE: 'items',
  MY_TOKEN: 's3cr3t',
  EVIL: '$(touch x); echo',
  GITHUB_TOKEN: 'ghs_1',
  ACTIONS_RUNTIME_TOKEN: 'run',
  GH_ENTERPRISE_TOKEN: 'ghs_2',
  GITHUB_PAT: 'ghp_3',
  RUNNER_ADMIN_TOKEN: 'run2',
  NODE_CHANNEL_FD: '3',
  LIMIT: '80ms',
};
const read = (text: string): ReturnType<typeof decideConfig> => decideConfig(givenFile(text, { environment }));

describe('variables', () => {
  it('are put into every text of the file, the words of a command and the text of quantities included', () => {
    const config = read(`
service: { start: [node, "\${PLACE}.js"], environment: { A: "\${PLACE}/\${PLACE}" }, url: "http://127.0.0.1:\${PORT}/\${PLACE}" }
operations: { a: { post: "/\${PLACE}", headers: { authorization: "Bearer \${MY_TOKEN}" }, json: { deep: ["\${PLACE}"] } } }
limits: { p95: "\${LIMIT}" }
`);
    expect(config.service).toMatchObject({
      start: { argv: ['node', 'items.js'] },
      environment: { A: 'items/items' },
      url: 'http://127.0.0.1:${PORT}/items',
    });
    expect(config.operations[0]?.spec).toMatchObject({
      path: '/items',
      headers: { authorization: 'Bearer s3cr3t' },
      body: '{"deep":["items"]}',
    });
    expect(config.policy.limits[0]?.max).toBe(80);
  });

  it('are left to the shell in a line of shell, where a pasted value would become code', () => {
    const line = 'FOO=1; node ${EVIL} $PORT ${FOO} ${BAR:-x} ${OWN}';
    const config = read(`service: { start: '${line}', environment: { OWN: 1 } }`);
    expect(config.service.start).toEqual({ kind: 'shell', line });
  });

  it('are put in once: a value that looks like a variable stays as it is', () => {
    const config = decideConfig(givenFile('service: { start: [x, "${A}"] }', { environment: { A: '${B} $${C}' } }));
    expect(config.service.start).toEqual({ kind: 'argv', argv: ['x', '${B} $${C}'] });
  });

  it('are written off with a second dollar', () => {
    expect(read('service: { start: [x, "$${PLACE}", "$5", "{a}"] }').service.start).toEqual({
      kind: 'argv',
      argv: ['x', '${PLACE}', '$5', '{a}'],
    });
  });

  it("that are missing, the runner's, or no names are faults, each at its path", () => {
    const faults = faultOf(() =>
      read(`service:
  start: node \${NOT_THERE} $GITHUB_TOKEN
  setup: echo \${PORT}
  environment:
    A: "\${GITHUB_TOKEN}"
    B: "\${ACTIONS_RUNTIME_TOKEN}"
    C: "\${INPUT_TOKEN}"
    D: "\${a-b}"
    E: "\${PLACE"
operations: { a: { get: "/\${PORT}" } }
`),
    ).split('\n');
    expect(faults.map((line) => /^ {2}(\S+) \(line \d+\)/.exec(line)?.[1] ?? line)).toEqual([
      'plimsoll.yml has 9 faults:',
      'service.start',
      'service.start',
      'service.setup',
      'service.environment.A',
      'service.environment.B',
      'service.environment.C',
      'service.environment.D',
      'service.environment.E',
      'operations.a.get',
    ]);
  });

  it.each(['GITHUB_TOKEN', 'GH_ENTERPRISE_TOKEN', 'GITHUB_PAT', 'RUNNER_ADMIN_TOKEN', 'NODE_CHANNEL_FD', 'github_pat'])(
    'withheld from the service are withheld from the load: %s expands nowhere',
    (name) => {
      expect(isWithheld(name)).toBe(true);
      const faults = faultOf(() => read(`service: { start: x }\noperations: { a: { get: /, headers: { a: "\${${name}}" } } }`));
      expect(faults).toContain("this one is the runner's");
    },
  );

  it('never show their value in a fault', () => {
    const faults = faultOf(() =>
      read(`service: { start: [x], ready: "\${MY_TOKEN}", url: "\${MY_TOKEN}", environment: { "\${MY_TOKEN}": {} } }
operations: { "\${MY_TOKEN}": { get: "\${MY_TOKEN}" } }
users: "\${MY_TOKEN}"
limits: { p95: "\${MY_TOKEN}" }
suite: "\${MY_TOKEN} "
fail-on: "\${MY_TOKEN}"
`),
    );
    expect(faults.split('\n').length).toBeGreaterThan(7);
    expect(faults).not.toContain('s3cr3t');
  });

  it('and what is named like a secret is never repeated, even when it stands in the file', () => {
    const faults = faultOf(() => read('service: { start: x }\noperations: { a: { get: /, headers: { Authorization: "Bearer abc\\n" } } }'));
    expect(faults).toContain('found a text of 11 characters');
    expect(faults).not.toContain('abc');
  });
});

describe('templates', () => {
  it('of the three known names stay as they are', () => {
    expect(
      read('service: { start: x }\noperations: { a: { post: "/{{key}}/{{ n }}", json: { "{{uuid}}": "{{uuid}}" } } }').operations[0]?.spec,
    ).toMatchObject({
      path: '/{{key}}/{{ n }}',
      body: '{"{{uuid}}":"{{uuid}}"}',
    });
  });

  it('of another name are faults with the nearest known one', () => {
    const faults = faultOf(() =>
      read('service: { start: x }\noperations: { a: { post: "/{{uid}}", json: [{ b: "{{keys}}" }], headers: { x: "{{time}}" } } }'),
    );
    expect(faults).toContain(
      'operations.a.post (line 2): expected only {{uuid}}, {{n}}, {{key}}, {{user}}, {{last}}, {{last+1}} and {{payload}}, found {{uid}}; did you mean {{uuid}}?',
    );
    expect(faults).toContain(
      'operations.a.json[0].b (line 2): expected only {{uuid}}, {{n}}, {{key}}, {{user}}, {{last}}, {{last+1}} and {{payload}}, found {{keys}}; did you mean {{key}}?',
    );
    expect(faults).toMatch(/operations\.a\.headers\.x .* found \{\{time\}\}$/m);
  });
});
