import type { ExecOperation } from '../../model/exec.ts';
import type { Driver } from '../../model/session.ts';
import type { Unreached } from '../../model/unreached.ts';
import { printDuration } from '../../units/print.ts';
import { Deadlines } from '../deadlines.ts';
import type { DriverParts } from '../parts.ts';
import { Roster } from '../roster.ts';
import { compileCommand } from './command.ts';
import { isProgram } from './find-program.ts';
import { launcherNumbers } from './launcher-script.ts';
import { launchersOrPlain, Runners, type OpenRunner } from './runners.ts';
import { ExecSession, type Around } from './session.ts';

/** How long news of who lives may wait for more: to tell each beginning and end would cost more than most commands. */
const tellMs = 50;

/** Runs command lines: each operation is a process, of which wall, user and system time and the peak of memory are measured. */
export function openExec(parts: DriverParts<ExecOperation>): Driver {
  const { settings, surroundings } = parts;
  const environment = { ...surroundings.environment, ...settings.exec?.environment };
  const place = { directory: surroundings.directory, environment, maxBodyBytes: settings.maxBodyBytes };
  const driver = openOn(launchersOrPlain(place, launcherNumbers(process.platform, process.arch)), parts);
  const path = environment['PATH'] ?? process.env['PATH'] ?? '';
  return {
    ...driver,
    reach: async (_, isFirst) => (isFirst ? await findMissing(parts.operations, surroundings.directory, path) : null),
  };
}

/** The first program that is not there; a shell says so itself, and what holds a template is known only when it is run. */
async function findMissing(
  operations: DriverParts<ExecOperation>['operations'],
  directory: string,
  path: string,
): Promise<Unreached | null> {
  for (const { name, spec } of operations) {
    const [program = ''] = spec.command.kind === 'argv' ? spec.command.argv : [];
    if (program === '' || program.includes('{{') || (await isProgram(program, directory, path))) continue;
    return { what: `run ${name}`, why: `there is no program ${JSON.stringify(program)}`, next: `Check run in operations.${name}.` };
  }
  return null;
}

/** The same with runners of a given kind. */
export function openOn(openRunner: OpenRunner, { operations, settings, now, onProcesses }: DriverParts<ExecOperation>): Driver {
  const { timeoutMs, maxBodyBytes } = settings;
  const sessions = new Set<ExecSession>();
  const around: Around = {
    commands: operations.map((operation) => compileCommand(operation, maxBodyBytes)),
    runners: new Runners(openRunner),
    roster: new Roster(onProcesses, tellMs),
    deadlines: new Deadlines(timeoutMs, now),
    late: { error: 'timeout', detail: `it had not ended after ${printDuration(timeoutMs)} and was killed` },
    maxBodyBytes,
    now,
    forget: (session) => void sessions.delete(session),
  };
  return {
    measures: [
      { name: 'user', unit: 'ms' },
      { name: 'system', unit: 'ms' },
      { name: 'peak-rss', unit: 'MB' },
    ],
    prepare: (users) => around.runners.ready(users.length),
    openSession: (user) => {
      const session = new ExecSession(around, user);
      sessions.add(session);
      return session;
    },
    close: async () => {
      await Promise.all([...sessions].map((session) => session.close()));
      await around.runners.close();
      around.roster.flush();
      around.deadlines.close();
    },
  };
}
