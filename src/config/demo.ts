/** Faults the demo service can be started with. */
export const demoFaults = ['slow', 'errors', 'leak', 'race', 'leak-session', 'hang', 'spin', 'starve', 'flaky'] as const;

export type DemoFault = (typeof demoFaults)[number];

/** The demo's configuration as a user would write it; the paths are the caller's own. */
export function demoConfig(node: string, shop: string, fault: DemoFault | null): string {
  const command = [node, shop, ...(fault === null ? [] : ['--fault', fault])];
  return `
suite: demo
service:
  start: ${JSON.stringify(command)}
  ready: /health
operations:
  list:   { get: /items, weight: 8 }
  add:    { post: /items, json: { sku: "{{uuid}}" }, weight: 2, expect: { status: 201 } }
  stock:  { post: "/stock/{{key}}/add", increments: { key: "{{key}}", value: $.stock }, weight: 2 }
  count:  { get: "/stock/{{key}}", reads: { key: "{{key}}", value: $.stock }, kind: cache }
  whoami: { get: /me, isolates: $.user }
users: 1..20
compare: { with: none }
baseline: { store: none }
budget: 30s
`;
}
