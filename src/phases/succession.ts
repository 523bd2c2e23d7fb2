import type { Config } from '../config/schema.ts';
import { addDeaths, type ProcessDeaths } from '../diagnose/process-deaths.ts';
import { keepsProcesses } from '../driver/traits.ts';
import { Fault } from '../fault.ts';
import { standFirstRig } from '../first-rig.ts';
import type { DrainTest } from '../model/drain-test.ts';
import type { Ending } from '../model/ending.ts';
import type { PhaseName, PhaseResources } from '../model/run.ts';
import { noAddress } from '../model/target.ts';
import { inspectable } from '../monitor/inspector/inspectable.ts';
import { openPressure } from '../monitor/pressure.ts';
import { standRig, type Rig } from '../rig.ts';
import { mayLinger } from '../service/lingering.ts';
import { portOf, wantsPort } from '../service/port.ts';
import { startService, type RunningService } from '../service/start.ts';
import type { Story } from '../story.ts';
import type { World } from '../world.ts';
import { openLedger, type Ledger } from './ledger.ts';

/** A process of the service with all that is on it, and the account of what it uses. */
export interface Stand {
  readonly rig: Rig;
  readonly ledger: Ledger;
  /** Whether it was started so that its heap can be asked about. */
  readonly inspected: boolean;
}

/** Why there is no process any more that could be measured. */
export type Fate =
  | { readonly kind: 'died'; readonly ending: Ending; readonly during: PhaseName; readonly oomKills: number | null }
  | { readonly kind: 'hung'; readonly test: DrainTest; readonly during: PhaseName }
  /** It was ended by us, and none started in its place: `failures` tell why. */
  | { readonly kind: 'gone'; readonly during: PhaseName };

/** One process of the service after another: never two at once, because they may share a port, a file, a database. */
export interface Succession extends AsyncDisposable {
  current(): Stand;
  /** Whether a fresh process is to be had: the service is ours, and no connection of its past holds its port. */
  canRenew(): boolean;
  /**
   * Stops the present process and starts a fresh one; `inspect` lets a Node be asked about its heap. What does not start is tried once
   * more, without that; null when it fails again, and then there is no process any more.
   */
  renew(inspect: boolean): Promise<Stand | null>;
  /**
   * From here on it is no fate of the present process that it dies or gets stuck: something is done to it that it need not live through
   * unharmed, and whoever does it tells what came of it. The next process is none the wiser.
   */
  excuse(): void;
  /** The longest it took to ready the sessions of a load. */
  readyingMs(): number;
  /** Why fresh processes did not start; a line each. */
  failures(): readonly string[];
  /** What became of the processes that perform operations, as far as nothing was done to the service meanwhile. */
  deaths(): ProcessDeaths;
  /** What the first process that did not live through its measurement ended in, or that none took its place; null while there is one. */
  fate(): Fate | null;
  /** What the process that is measured, or that ended first, printed last; hostile text. */
  output(): readonly string[];
  /** What each process used, phase by phase. */
  resources(): readonly PhaseResources[];
  /** What all monitors together took so far. */
  watchingMs(): number;
  /** How often they looked. */
  looks(): number;
}

/** Puts engine and monitor on a started service; it is stopped with the last of its successors. */
export async function succeed(first: RunningService, config: Config, story: Story, world: World): Promise<Succession> {
  const stands: Stand[] = [];
  let countOomKills: () => number | null = () => null;
  const failures: string[] = [];
  let stopped = false;
  let excused = false;
  const beforeExcuse = new Map<Rig, ProcessDeaths>();
  let fate: Fate | null = null;
  let diedIn: () => PhaseName = () => story.current();
  let lastWords: readonly string[] | null = null;

  const stand = async (service: RunningService, inspected: boolean, make: typeof standRig = standRig): Promise<Stand> => {
    countOomKills = openOomCount(service.pid);
    const rig = await make(service, config, world);
    const born = { during: story.current() };
    void service.ended.then(() => (born.during = story.current()));
    diedIn = () => born.during;
    const made = { rig, ledger: openLedger(rig.monitor, world), inspected };
    stands.push(made);
    return made;
  };
  let present = await stand(first, false, standFirstRig);
  const lookAtFate = (): void => {
    const ending = present.rig.service.ending();
    const hang = present.rig.hang();
    if (stopped || excused || fate !== null || (ending === null && hang === null)) return;
    const during = story.current();
    fate =
      ending === null
        ? hang === null
          ? null
          : { kind: 'hung', test: hang, during }
        : { kind: 'died', ending, during: diedIn(), oomKills: countOomKills() };
    lastWords = present.rig.service.output();
  };
  const start = async (inspect: boolean): Promise<Stand | null> => {
    const { service } = config;
    const environment = inspect ? { ...service.environment, ...inspectable(service.environment) } : service.environment;
    try {
      return await stand(await startService({ ...service, environment }, world), inspect);
    } catch (error) {
      // What was measured so far stands, whatever a further start does; that we are asked to stop is another matter.
      world.interrupted.throwIfAborted();
      if (!(error instanceof Fault)) throw error;
      failures.push(error.message);
      return null;
    }
  };
  return {
    current: () => present,
    canRenew: () => {
      const { url } = config.service;
      if (url === noAddress) return first.simulated !== undefined || keepsProcesses(config.operations);
      return first.pid !== null && (wantsPort(url) || !mayLinger(portOf(url)));
    },
    renew: async (inspect) => {
      lookAtFate();
      stopped = true;
      await present.rig[Symbol.asyncDispose]();
      const started = (await start(inspect)) ?? (await start(false));
      if (started === null) {
        fate ??= { kind: 'gone', during: story.current() };
        return null;
      }
      present = started;
      stopped = false;
      excused = false;
      return present;
    },
    excuse: () => {
      lookAtFate();
      // What it was excused for before is no less excused now.
      if (!excused) beforeExcuse.set(present.rig, present.rig.deaths());
      excused = true;
    },
    readyingMs: () => Math.max(0, ...stands.map(({ rig }) => rig.readyingMs())),
    failures: () => failures,
    deaths: () => addDeaths(stands.map(({ rig }) => beforeExcuse.get(rig) ?? rig.deaths())),
    fate: () => {
      lookAtFate();
      return fate;
    },
    output: () => lastWords ?? present.rig.service.output(),
    resources: () => stands.flatMap(({ ledger }) => ledger.phases()),
    watchingMs: () => stands.reduce((sum, { rig }) => sum + (rig.monitor?.costMs() ?? 0), 0),
    looks: () => stands.reduce((sum, { rig }) => sum + (rig.monitor?.readings().length ?? 0), 0),
    [Symbol.asyncDispose]: () => present.rig[Symbol.asyncDispose](),
  };
}

/** Counts what the kernel has killed in the service's control group from now on; the group is still there when the service is gone. */
function openOomCount(pid: number | null): () => number | null {
  const read = pid === null ? null : openPressure(pid);
  const before = read?.().oomKills ?? null;
  return () => {
    const now = read?.().oomKills ?? null;
    return before === null || now === null ? null : now - before;
  };
}
