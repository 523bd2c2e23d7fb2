import type { Finding } from '../../src/model/finding.ts';
import type { Verdict } from '../../src/model/verdict.ts';

/** A finding as a document tells it: a replay and what told it before, where there are such. */
export type Found = Finding & { readonly replay?: string; readonly toldBy?: string };

/** The verdict that `--json` has printed. */
export function readVerdict(stdout: string): Verdict {
  return JSON.parse(stdout) as Verdict;
}

export function findingOf({ findings }: Verdict, id: string): Found | undefined {
  return findings.find((one) => one.id === id);
}

/** Identifiers of what is broken. */
export function brokenOf({ findings }: Verdict): readonly string[] {
  return findings.flatMap(({ id, kind }) => (kind === 'broken' ? [id] : []));
}

/** The scenario that a finding's replay command drives, as it is written there. */
export function scenarioOf(found: Found | undefined): string {
  return /replay '([^']+)'/.exec(found?.replay ?? '')?.[1] ?? '';
}
