import type { World } from '../../world.ts';
import { toList, toText } from './fields.ts';
import { ownerOf, sayFrame, toPausedFrame, type Frame } from './frame.ts';
import { inTime } from './in-time.ts';
import type { Session } from './session.ts';

const mostFrames = 8;
const mostScripts = 50_000;
/** What an idle program is given to run something after all; the inspector's socket alone can hold the news of it back for 40 ms. */
const idleMs = 300;
const againMs = 100;
/** A loop of timers or promises is often met where Node works for it. */
const mostLooks = 4;

/**
 * Where a thread stands, innermost call first, as lines such as "spin (server.js:12:5)"; empty when nothing runs there. Leaves it paused.
 * `burns` says that it surely runs.
 */
export async function readPausedStack(
  session: Session,
  directory: string,
  burns: boolean,
  ms: number,
  world: World,
): Promise<readonly string[]> {
  const untilMs = world.now() + ms;
  const scripts = new Map<string, string>();
  session.on('Debugger.scriptParsed', ({ scriptId, url }) => {
    if (scripts.size < mostScripts) scripts.set(toText(scriptId), toText(url).slice(0, 4_096));
  });
  if ((await session.call('Debugger.enable', {}, ms)) === null) return [];
  /** Asks for a pause and waits for it; the calls it finds, null when nothing runs. */
  const look = async (atMostMs: number): Promise<readonly Frame[] | null> => {
    const paused = new Promise<readonly Frame[]>((resolve) => {
      session.on('Debugger.paused', ({ callFrames }) => resolve(toList(callFrames).map((frame) => toPausedFrame(frame, scripts))));
    });
    void session.call('Debugger.pause', {}, atMostMs);
    return inTime(atMostMs, paused, world);
  };
  const leftMs = Math.max(1, untilMs - world.now());
  const first = await look(burns ? leftMs : Math.min(idleMs, leftMs));
  // A timer that has just fired pauses as well, at its first step inside of Node: nothing stands there.
  if (first === null || !(burns || showsCode(first))) return [];
  const looks = [first];
  while (looks.length < mostLooks && !looks.some(showsCode) && world.now() < untilMs) {
    // Not only until it has heard of it: a pause that is asked for before it has gone on is taken for the one that is.
    const resumed = new Promise((resolve) => session.on('Debugger.resumed', resolve));
    void session.call('Debugger.resume', {}, againMs);
    await inTime(againMs, resumed, world);
    const next = await look(againMs);
    if (next === null) break;
    looks.push(next);
  }
  return sayStack(looks.find(showsCode) ?? first, directory);
}

/** The innermost calls; those inside of Node only when there are no others. */
export function sayStack(frames: readonly Frame[], directory: string): readonly string[] {
  const shown = showsCode(frames) ? frames.filter((frame) => !isInside(frame)) : frames;
  return shown.slice(0, mostFrames).map((frame) => sayFrame(frame, directory, 'column'));
}

function showsCode(frames: readonly Frame[]): boolean {
  return frames.some((frame) => !isInside(frame));
}

/** Not a module that programs import from Node, such as `node:fs`. */
function isInside(frame: Frame): boolean {
  return ownerOf(frame) === 'node' && !/^node:(?!internal\/)/.test(frame.url);
}
