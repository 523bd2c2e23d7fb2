import type { DemoFault } from './demo.ts';

/** What each fault of the demo is in a service that does not exist. */
const planted: Readonly<
  Record<
    DemoFault,
    { readonly service?: string; readonly list?: string; readonly add?: string; readonly stock?: string; readonly whoami?: string }
  >
> = {
  slow: { list: 'time: 200ms' },
  errors: { list: 'errors: 20%' },
  leak: { service: 'leak: 2KB/op' },
  race: { stock: 'racy: true' },
  'leak-session': { whoami: 'mix-up: 2%' },
  hang: { service: 'freeze: { at: 6s }' },
  spin: { service: 'freeze: { at: 6s, busy: true }' },
  starve: { add: 'yields: true' },
  flaky: { service: 'room: { for: 9, turns-away: 50% }' },
};

/** The demo's configuration for a shop that does not exist, as a user would write it. */
export function simulatedDemoConfig(fault: DemoFault | null): string {
  const { service, list, add, stock, whoami } = fault === null ? {} : planted[fault];
  const simulate = (usual: string, own?: string): string => {
    const without = own?.startsWith('time') === true ? '' : usual;
    return `{ ${[own, without].filter((part) => part !== undefined && part !== '').join(', ')} }`;
  };
  return `
suite: demo
simulated: { ${['servers: 8, contention: 1%, startup: 80ms', ...(service === undefined ? [] : [service])].join(', ')} }
operations:
  list:   { simulate: ${simulate('time: 2ms', list)}, weight: 8 }
  add:    { simulate: ${simulate('time: 3ms', add)}, weight: 2 }
  stock:  { simulate: ${simulate('time: 2.5ms', stock)}, increments: { key: "{{key}}", value: $.stock }, weight: 2 }
  count:  { simulate: 1ms, reads: { key: "{{key}}", value: $.stock }, kind: cache }
  whoami: { simulate: ${simulate('time: 1ms', whoami)}, isolates: $.user }
users: 1..20
compare: { with: none }
baseline: { store: none }
budget: 30s
`;
}
