import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Config } from './config/schema.ts';
import type { RunAlone } from './model/run.ts';
import { noAddress } from './model/target.ts';
import type { BaseAsked } from './phases/asked.ts';
import { checkOutBase, type BaseWish } from './service/base/check-out.ts';
import { wantsPort } from './service/port.ts';
import type { ServiceSettings } from './service/settings.ts';
import type { World } from './world.ts';

/** What is known of where a run stands, for its base to be found. */
export type Standing = Pick<BaseWish, 'pullRequest' | 'defaultBranch' | 'overlook'>;

/** The base as it is asked for, and its checkout until it is disposed of. */
export type OpenBase = BaseAsked & AsyncDisposable;

/**
 * Makes ready what the service is to be compared with, side by side: a checkout of the base, or one that is built or runs elsewhere. What
 * cannot be had is told, never thrown; what was named wrongly is a Fault.
 */
export async function openBase(config: Config, standing: Standing, isNeeded: (run: RunAlone) => boolean, world: World): Promise<OpenBase> {
  const { base, service, policy } = config;
  const asked = policy.compare.with;
  if (asked === 'none' || asked === 'history') return nothingOpen({ kind: 'unasked' });
  const always = asked === 'base' || base.against !== null || base.start !== null || base.url !== null;
  const ready = (settings: ServiceSettings, commit: string, name: string, notes: readonly string[] = []): BaseAsked => ({
    kind: 'ready',
    against: { sides: { base: settings, head: service }, commit, name, notes },
    isNeeded: always ? () => true : isNeeded,
  });
  if (service.simulated !== undefined && !always) return nothingOpen({ kind: 'unasked' });
  const obstacle = findObstacle(config);
  if (obstacle !== null) return nothingOpen({ kind: 'absent', why: obstacle, missed: always });
  if (base.url !== null)
    return nothingOpen(ready({ ...service, setup: null, start: null, url: base.url }, '', `what answers at ${base.url}`));
  if (base.start !== null)
    return nothingOpen(ready({ ...service, setup: null, start: base.start }, '', 'the base that compare.base starts'));

  const based = await checkOutBase({ ...standing, ...(await readAgainst(base.against, world)) }, service, world);
  if (based.kind === 'none') {
    if (based.isHead === true) return nothingOpen({ kind: 'unasked' });
    return nothingOpen({
      kind: 'absent',
      why: based.why,
      missed: always || (standing.pullRequest !== null && based.isWithoutGit !== true),
    });
  }
  if (based.kind === 'same') return nothingOpen(based);
  const { settings, commit, name, notes } = based.base;
  return { ...ready(settings, commit, name, notes), [Symbol.asyncDispose]: () => based.base[Symbol.asyncDispose]() };
}

/** Why the two cannot stand side by side; null when they can. */
function findObstacle({ service, base }: Config): string | null {
  if (service.simulated !== undefined)
    return 'The service is simulated: what is true of it is said in the configuration, and its base would be the same.';
  // Where operations are processes of their own, each version's run in its own folder.
  if (base.url !== null || service.url === noAddress) return null;
  if (service.start === null) {
    return 'The service is started by somebody else, so its base cannot be: name one that already runs in compare.base.url.';
  }
  if (!wantsPort(service.url)) {
    return 'Both versions must run at once, each on a port of its own: say ${PORT} in service.url and listen on the variable PORT.';
  }
  return null;
}

/** A directory when there is one of that name, else a revision. */
async function readAgainst(against: string | null, { directory }: World): Promise<Pick<BaseWish, 'ref' | 'directory'>> {
  if (against === null) return { ref: null, directory: null };
  const path = resolve(directory, against);
  const isDirectory = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isDirectory ? { ref: null, directory: against } : { ref: against, directory: null };
}

function nothingOpen(asked: BaseAsked): OpenBase {
  return { ...asked, [Symbol.asyncDispose]: () => Promise.resolve() };
}
