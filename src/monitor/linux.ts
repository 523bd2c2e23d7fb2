import type { Reading, Survey } from '../model/reading.ts';
import type { World } from '../world.ts';
import { openCpuClock } from './cpu-clock.ts';
import { readKernelUnits } from './kernel-units.ts';
import type { Member } from './member.ts';
import type { Monitor } from './monitor.ts';
import { readText } from './read-text.ts';
import { openSurveyor } from './survey.ts';
import { openTree } from './tree.ts';

/** New processes are searched for so often. */
const searchMs = 1_000;
/** A closer look may take this share of the time, as long as that is neither more often nor more seldom than these. */
const surveyShare = 1 / 10_000;
const [soonestSurveyMs, latestSurveyMs] = [1_000, 30_000];

/** Watches process trees through /proc. What is asked of a network or a control group is asked of the first one's, or of ours. */
export function watchLinux(roots: () => readonly number[], world: World, hertz: number): Monitor {
  const { pageBytes, ticksPerSecond } = readKernelUnits();
  const openedAtTicks = uptimeSeconds() * ticksPerSecond;
  const clock = openCpuClock(openedAtTicks, 1_000 / ticksPerSecond);
  const tree = openTree(roots);
  const surveyor = openSurveyor(roots()[0] ?? process.pid);
  const readings: Reading[] = [];
  const surveys: Survey[] = [];
  let open = true;
  let costMs = 0;
  let searchedAt = -Infinity;
  let surveyAt = -Infinity;

  const note = (atMs: number, members: readonly Member[], ranMs?: ReadonlyMap<number, number>): void => {
    const stats = members.map(({ stat }) => stat);
    const cpuMs = clock.tell(stats, ranMs);
    if (members.some(({ lives }) => lives)) readings.push({ atMs, cpuMs, ...sumUp(members, pageBytes) });
  };
  const look = (atMs: number): void => {
    const search = atMs - searchedAt >= searchMs;
    if (search) searchedAt = atMs;
    note(atMs, tree.look(atMs, search ? 'first-threads' : 'nowhere'));
  };
  const survey = (atMs: number, withSockets: boolean): Survey | null => {
    const began = world.threadTimes();
    const members = tree.look(atMs, 'all-threads');
    const living = members.filter(({ lives }) => lives);
    const workers = living.map(({ process: { pid, startTicks } }) => ({ pid, isNew: startTicks >= openedAtTicks }));
    const close = living.length === 0 ? null : surveyor.look(atMs, workers, withSockets);
    note(atMs, members, close?.ranMs ?? undefined);
    if (close !== null) surveys.push(close.survey);
    const [endMs, ended] = [world.now(), world.threadTimes()];
    const tookMs = endMs - atMs - (began === null || ended === null ? 0 : ended.waitedMs - began.waitedMs);
    costMs += tookMs;
    searchedAt = atMs;
    // The first one opens what the others only read.
    surveyAt = endMs + (surveyAt === -Infinity ? soonestSurveyMs : clamp(tookMs / surveyShare, soonestSurveyMs, latestSurveyMs));
    return close?.survey ?? null;
  };
  const beat = (): void => {
    const atMs = world.now();
    if (atMs >= surveyAt) survey(atMs, false);
    else {
      look(atMs);
      costMs += world.now() - atMs;
    }
  };

  beat();
  const timer = world.every(1_000 / hertz, beat);
  return {
    readings: () => readings,
    surveys: () => surveys,
    survey: (how) => (open ? survey(world.now(), how === 'with-sockets') : null),
    refresh: () => Promise.resolve(),
    mark: () => {
      const beganMs = world.now();
      for (const { lives, process } of tree.look(beganMs, 'nowhere')) if (lives) process.resetPeakRss();
      // Once more, because the old marks are known.
      tree.look(world.now(), 'all-threads');
      costMs += world.now() - beganMs;
    },
    pids: () => tree.look(world.now(), 'all-threads').flatMap(({ lives, process }) => (lives ? [process.pid] : [])),
    costMs: () => costMs,
    [Symbol.dispose]: () => {
      open = false;
      timer[Symbol.dispose]();
      tree[Symbol.dispose]();
      surveyor[Symbol.dispose]();
    },
  };
}

function sumUp(members: readonly Member[], pageBytes: number): Omit<Reading, 'atMs' | 'cpuMs'> {
  let [processes, rssBytes, vmsBytes, threads, sharers] = [0, 0, 0, 0, 0];
  // Unknown of one is unknown of all.
  let peakRssBytes: number | null = 0;
  let shmemBytes: number | null = 0;
  let descriptors: number | null = 0;
  for (const member of members) {
    if (!member.lives) continue;
    const { stat } = member;
    const rss = stat.rssPages * pageBytes;
    processes += 1;
    threads += stat.threads;
    rssBytes += rss;
    vmsBytes += stat.vmsBytes;
    peakRssBytes = peakRssBytes === null || member.peakRssBytes === null ? null : peakRssBytes + Math.max(rss, member.peakRssBytes);
    shmemBytes = shmemBytes === null || member.shmemBytes === null ? null : shmemBytes + member.shmemBytes;
    if (member.shmemBytes !== null && member.shmemBytes > 0) sharers += 1;
    descriptors = descriptors === null || member.descriptors === null ? null : descriptors + member.descriptors;
  }
  // What only one holds is its own: some runtimes keep their heaps there.
  const sharedBytes = shmemBytes !== null && sharers < 2 ? 0 : shmemBytes;
  return { processes, rssBytes, sharedBytes, vmsBytes, peakRssBytes, threads, descriptors };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function uptimeSeconds(): number {
  return Number.parseFloat(readText('/proc/uptime') ?? '') || 0;
}
