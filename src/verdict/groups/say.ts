import { sayCpu } from '../../words.ts';
import type { Member } from './member.ts';
import { namesOf } from './samples.ts';
import type { Aside, Sides } from './sides.ts';
import { sayRuns } from './tell.ts';

/** Of longer lists only so many are named. */
const mostNamed = 3;

/** What was compared with what: how many runs, of which commits, when and where. May hold hostile text. */
export function sayGroups({ before, after, shown, aside }: Sides): string {
  const { runner } = shown.run;
  const sides = `${sayGroup(before)} before, ${sayGroup(after)} after, on ${sayCpu(runner)} with Node ${runner.node}.`;
  return [sides, sayTurns(before, after), sayOneSided(before, after), sayAside(aside)].filter((part) => part !== '').join(' ');
}

/** What was left out, and why. */
export function sayAside(aside: readonly Aside[]): string {
  if (aside.length === 0) return '';
  return `Left aside: ${named(aside.map(({ side, count, why }) => `${sayRuns(count)} ${side} (${why})`))}.`;
}

/** `a, b, c and 4 more`. */
export function named(all: readonly string[]): string {
  const more = all.length - mostNamed;
  return more <= 0 ? all.join(', ') : `${all.slice(0, mostNamed).join(', ')} and ${more} more`;
}

function sayGroup(members: readonly Member[]): string {
  const commits = [...new Set(members.map(({ run }) => run.source.commit.slice(0, 7)))].filter((commit) => commit !== '');
  const days = [...new Set(members.map(({ run }) => run.createdAt.slice(0, 10)))];
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const of = commits.length === 0 ? '' : ` of ${named(commits)}`;
  return `${sayRuns(members.length)}${of} (${first === last ? first : `${first} to ${last}`})`;
}

/** Where one side was measured after the other, whatever the machine did in between looks like a change. */
function sayTurns(before: readonly Member[], after: readonly Member[]): string {
  if (before.length < 2 || after.length < 2) return '';
  const [earlier = [], later = []] = [before, after].map((members) => members.map(({ run }) => Date.parse(run.createdAt)));
  if (Math.min(...earlier) > Math.max(...later)) return 'The runs before are all newer than those after: is it the wrong way round?';
  if (Math.min(...later) <= Math.max(...earlier)) return '';
  return 'The two sides were not measured by turns, so a change of the machine in between would look like one of the service.';
}

/** Numbers that only one side has are another name for something, or gone: told, never skipped. */
function sayOneSided(before: readonly Member[], after: readonly Member[]): string {
  const [earlier = [], later = []] = [before, after].map((members) => namesOf(members.map(({ run }) => run.metrics)));
  const gone = earlier.filter((name) => !later.includes(name));
  const fresh = later.filter((name) => !earlier.includes(name));
  const parts = [
    ...(gone.length === 0 ? [] : [`only the runs before have ${named(gone)}`]),
    ...(fresh.length === 0 ? [] : [`only those after have ${named(fresh)}`]),
  ];
  if (parts.length === 0) return '';
  const told = parts.join('; ').replace(/^./, (first) => first.toUpperCase());
  return gone.length > 0 && fresh.length > 0 ? `${told}: renamed?` : `${told}.`;
}
