import type { Finding } from '../model/finding.ts';
import type { PropertySearch, Run } from '../model/run.ts';
import type { Verdict } from '../model/verdict.ts';
import { findingName, metricName } from './name.ts';
import { code, joined, opening, type Phrase, read, words } from './phrase.ts';
import { counted } from './value.ts';

/** What became of one property, for the table of them. */
export interface PropertyRow {
  readonly name: Phrase;
  /** Null for what was tried and came to no finding. */
  readonly kind: Finding['kind'] | null;
  /** `30 scenarios`; empty where nobody searched. */
  readonly tried: string;
  /** What held, or what broke. */
  readonly found: Phrase;
  /** `from 3 users on`, `after 6 000 operations`, `u5 closed …`; empty where nothing broke, or where another finding tells. */
  readonly smallest: Phrase;
  /** Whether another finding tells the cause. */
  readonly isTold: boolean;
}

/** The names above the columns. */
export const propertyHead = ['property', 'outcome', 'tried', 'what was found', 'smallest failing load'] as const;

export const propertyOutcome: Readonly<Record<Finding['kind'], string>> = {
  held: '✅ held',
  broken: '❌ broken',
  inconclusive: '⚪ unclear',
};

const mostRows = 50;
const prefix = 'property.';
/** Sessions owe several things at once, which were all tried together. */
const ofSessions = 'sessions.';
/** A load that still fails is told in a line of the evidence that begins so, where it is told at all. */
const fails = /^fails (.{1,120})/u;
const closed = /'u(\d{1,4}) closed /;
const open = /'(open \S{1,60}) /;
const under = / under=([\w=@+:/.,-]{1,60})[ ']/;

/** A row for each property, in the verdict's order; then what was tried without coming to a finding. */
export function propertyRows(run: Run, verdict: Verdict): readonly PropertyRow[] {
  const findings = propertyFindings(verdict);
  const told = new Set(verdict.findings.map(({ id }) => searchedAs(id)));
  const rows = findings.map((finding): PropertyRow => ({
    name: nameOf(finding.id),
    kind: finding.kind,
    tried: sayTried(run.searches.filter(({ property }) => property === searchedAs(finding.id))),
    found: opening(read(finding.sentence)),
    smallest: finding.kind === 'broken' ? smallestOf(finding) : [],
    isTold: finding.kind === 'broken' && finding.toldBy !== undefined,
  }));
  const others = run.searches.filter(({ property }) => !told.has(property));
  return [
    ...rows,
    ...others.map((search): PropertyRow => ({
      name: nameOf(search.property),
      kind: null,
      tried: sayTried([search]),
      found: [],
      smallest: [],
      isTold: false,
    })),
  ].slice(0, mostRows);
}

/** What was found of properties, in the verdict's order. */
export function propertyFindings({ findings }: Verdict): readonly Finding[] {
  return findings.filter(({ id }) => id.startsWith(prefix) || id.startsWith(ofSessions));
}

/** What a search did, to stand above how it was spread: `property.stability: 30 scenarios tried, seed 7`. */
export function saySearch({ property, scenarios, seed, path }: PropertySearch): Phrase {
  return joined([
    ...code(property),
    ...words(`: ${counted(scenarios, 'scenario')} tried, seed ${seed}`),
    ...(path === '' ? [] : [...words(', path '), ...code(path)]),
  ]);
}

/** The search that a finding comes from. */
function searchedAs(id: string): string {
  return id.startsWith(ofSessions) ? 'sessions' : id;
}

function nameOf(id: string): Phrase {
  if (id.startsWith(ofSessions)) return findingName(id);
  return metricName(id.startsWith(prefix) ? id.slice(prefix.length) : id);
}

function sayTried(searches: readonly PropertySearch[]): string {
  const scenarios = searches.reduce((sum, search) => sum + search.scenarios, 0);
  return searches.length === 0 ? '' : counted(scenarios, 'scenario');
}

function smallestOf(finding: Extract<Finding, { readonly kind: 'broken' }>): Phrase {
  if (finding.toldBy !== undefined) return joined([...words('told by '), ...code(finding.toldBy)]);
  const line = finding.evidence.map((each) => fails.exec(each)?.[1]).find((each) => each !== undefined);
  if (line !== undefined) return read(line, 120);
  const { replay = '' } = finding;
  const users = closed.exec(replay)?.[1];
  const load = users === undefined ? read(open.exec(replay)?.[1] ?? '') : words(counted(Number(users), 'user'));
  const pressure = under.exec(replay)?.[1];
  return pressure === undefined || load.length === 0 ? load : joined([...load, ...words(' under '), ...code(pressure)]);
}
