import type { World } from '../../world.ts';
import { toList, toText } from './fields.ts';
import { ownerOf, sayFrame, toPausedFrame, type Frame } from './frame.ts';
import { inTime } from './in-time.ts';
import type { Session } from './session.ts';

const mostFrames = 8;
const mostScripts = 50_000;
/** A program that runs pauses as soon as it hears of it; the inspector's socket alone can hold the news back for 40 ms. */
const pauseMs = 300;
const againMs = 80;
/** A loop of timers or promises is often met where Node works for it. */
const mostLooks = 4;

/**
 * Where a thread stands, innermost call first, as lines such as "spin (server.js:12:5)"; empty when nothing runs there. Leaves it paused.
 * `ranMs` tells how long the thread has wanted a core so far, if that is known.
 */
export async function readPausedStack(
  session: Session,
  directory: string,
  ranMs: () => number | null,
  ms: number,
  world: World,
): Promise<readonly string[]> {
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

  const [fromMs, from] = [world.now(), ranMs() ?? Number.NaN];
  const first = await look(pauseMs);
  if (first === null) return [];
  // Whoever burns no core must be found there again at once: a timer that fired just now would have paused as well.
  const needed = (ranMs() ?? 0) - from > (world.now() - fromMs) / 2 ? 1 : 2;
  const looks = [first];
  for (let count = 1; count < mostLooks && (count < needed || !looks.some(showsCode)); count++) {
    // Not only until it has heard of it: a pause that is asked for before it has gone on is taken for the one that is.
    const resumed = new Promise((resolve) => session.on('Debugger.resumed', resolve));
    void session.call('Debugger.resume', {}, againMs);
    await inTime(againMs, resumed, world);
    const next = await look(againMs);
    if (next === null) break;
    looks.push(next);
  }
  return looks.length < needed ? [] : sayStack(looks.find(showsCode) ?? first, directory);
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
