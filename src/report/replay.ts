import { oneLine } from './line.ts';

/** One scenario, and options that only point at a configuration: nothing a shell would expand, and no start command but a blank. */
const ours =
  /^(?:npx )?(?:plimsoll|node dist\/cli\.js) replay(?: -c [\w./-]+)? '[^']*'(?: (?:-c|--users|--url) [\w./:=@%+,-]+| --start '…'| --simulated)*$/;
const longest = 2_000;

/** A replay command: ready to copy when it is one of ours, otherwise only to be shown, because a run may come from strangers. */
export interface ReplayText {
  readonly kind: 'command' | 'unknown';
  readonly text: string;
}

/** Looks at a replay command from a run. */
export function replayText(replay: string): ReplayText {
  const text = oneLine(replay, longest);
  return { kind: text === replay && ours.test(text) ? 'command' : 'unknown', text };
}
