/** Exit statuses a fault can end in: 2 usage or configuration, 3 it could not be measured. */
type FaultStatus = 2 | 3;

interface Entry {
  readonly status: FaultStatus;
  readonly say: (fields: Readonly<Record<string, string>>) => string;
}

export type FaultCode =
  | 'usage'
  | 'config.unreadable'
  | 'config.invalid'
  | 'service.setup-failed'
  | 'service.start-missing'
  | 'service.port-taken'
  | 'service.exited-early'
  | 'service.not-ready'
  | 'service.died'
  | 'service.unreachable'
  | 'server.unreached'
  | 'run.unreadable'
  | 'runs.missing'
  | 'scenario.unreadable'
  | 'engine.lost'
  | 'base.unknown'
  | 'base.directory';

/** Every error we mean to raise: what happened, where, and what to do next. */
const catalogue: Readonly<Record<FaultCode, Entry>> = {
  usage: { status: 2, say: (f) => `${f['what']}` },
  'config.unreadable': {
    status: 2,
    say: (f) => `Cannot read ${f['file']}: ${f['why']}. Give another file with -c, or write one with \`plimsoll init\`.`,
  },
  'config.invalid': { status: 2, say: (f) => `${f['file']} has ${f['count']}:\n${f['faults']}` },
  'service.setup-failed': {
    status: 3,
    say: (f) => `setup \`${f['command']}\` ${f['ending']}. Run it by hand in ${f['directory']}.${f['tail']}`,
  },
  'service.start-missing': {
    status: 3,
    say: (f) => `Cannot start \`${f['command']}\`: ${f['why']}. Check service.start and that its program is installed.`,
  },
  'service.port-taken': {
    status: 3,
    say: (f) =>
      `Something already listens on ${f['url']}, and the load would hit it instead of the service. Stop it, or write \${PORT} in service.url to have a free port picked.`,
  },
  'service.exited-early': { status: 3, say: (f) => `The service \`${f['command']}\` ${f['ending']} before it was ready.${f['tail']}` },
  'service.not-ready': {
    status: 3,
    say: (f) =>
      `The service was not ready within ${f['deadline']}: ${f['waitedFor']} (last: ${f['last']}). Raise service.deadline, or check ${f['check']}.${f['tail']}`,
  },
  'service.died': { status: 3, say: (f) => `The service ${f['ending']} before any load.${f['tail']}` },
  'service.unreachable': {
    status: 3,
    say: (f) => `Nothing listens on ${f['url']}. Start the service first: \`plimsoll load\` starts none.`,
  },
  'server.unreached': { status: 3, say: (f) => `Could not ${f['what']}: ${f['why']}. ${f['next']}` },
  'run.unreadable': {
    status: 2,
    say: (f) => `Cannot use ${f['file']}: ${f['why']}. It must be a run.json that this version of plimsoll wrote.`,
  },
  'runs.missing': {
    status: 2,
    say: (f) =>
      `Found no runs to compare in ${f['path']}: ${f['why']}. Give a run.json, a folder that --out wrote, or a folder of several such.`,
  },
  'scenario.unreadable': {
    status: 2,
    say: (f) => `Cannot read the scenario at \`${f['at']}\`: expected ${f['expected']}. Copy it whole from the report, in quotes.`,
  },
  'base.unknown': {
    status: 2,
    say: (f) =>
      `There is no commit \`${f['ref']}\` to compare with, neither in this repository nor at its remote. Check --against or compare.against: a branch, a tag, a commit or a folder.`,
  },
  'base.directory': {
    status: 2,
    say: (f) => `Cannot compare with the checkout in ${f['directory']}: ${f['why']}. Check --against or compare.against.`,
  },
  'engine.lost': { status: 3, say: (f) => `The load engine stopped: ${f['why']}. This is our fault, not the service's; run it again.` },
};

/** An expected error. Its message can be shown as it is; an unexpected error keeps its stack instead. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly status: FaultStatus;

  constructor(code: FaultCode, fields: Readonly<Record<string, string>>, cause?: unknown) {
    super(catalogue[code].say(fields), cause === undefined ? {} : { cause });
    this.name = 'Fault';
    this.code = code;
    this.status = catalogue[code].status;
  }
}
