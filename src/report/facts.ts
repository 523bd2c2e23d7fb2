import type { Run } from '../model/run.ts';
import type { SelfCheck } from '../model/self-check.ts';
import type { Verdict } from '../model/verdict.ts';
import { printBytes, printCount, printDuration } from '../units/print.ts';
import { sayLoad } from '../units/say-load.ts';
import { comparedFacts } from './compared-facts.ts';
import type { Fact } from './fact.ts';
import type { Phrase } from './phrase.ts';
import { code, joined, read, words } from './phrase.ts';
import { rate, value } from './value.ts';

/** How and where it was measured, and whether the measuring can be believed. */
export function environmentFacts(run: Run, verdict: Verdict): readonly Fact[] {
  const { runner, source, steady } = run;
  return [
    ...comparedFacts(run, verdict),
    {
      label: 'Load',
      value: joined([
        ...words(
          `${sayLoad(steady.scenario)}, ${steady.scenario.model} model, ${printDuration(steady.durationMs)}, ${rate(steady.averageRatePerSecond)}, `,
        ),
        ...words(`${printCount(steady.total.requests)} operations, seed ${run.seed}`),
      ]),
    },
    {
      label: 'Runner',
      value: joined([
        ...machine(run),
        ...words(`, ${printBytes(runner.memoryBytes)}, `),
        ...read(`${runner.os} ${runner.arch}, Node ${runner.node}`, 100),
        ...image(run),
      ]),
    },
    {
      label: 'Commit',
      value: joined([...code(source.commit.slice(0, 10)), ...(source.ref === '' ? [] : [...words(' on '), ...code(source.ref)])]),
    },
    check('Generator', verdict.self.generator),
    check('Monitor', verdict.self.monitor),
    check('Runner noise', verdict.self.runner),
    {
      label: 'Cost',
      value: joined([...words(`${printDuration(totalMs(verdict))} of ${printDuration(run.budgetMs)}: `), ...phaseCosts(verdict)]),
    },
    { label: 'Version', value: read(`plimsoll ${run.version}, configuration ${run.configHash}`, 100) },
  ];
}

/** The machine in a few words: `AMD EPYC 7763 ×4`. */
export function machine(run: Run): Phrase {
  return joined([...read(run.runner.cpuModel, 60), ...words(` ×${run.runner.cores}`)]);
}

/** What the whole measurement took. */
export function totalMs(verdict: Verdict): number {
  return Object.values(verdict.cost.phaseMs).reduce((sum, ms) => sum + ms, 0);
}

function phaseCosts(verdict: Verdict): Phrase {
  const costs = Object.entries(verdict.cost.phaseMs).slice(0, 20);
  return joined(
    costs.flatMap(([name, ms], index) => [...words(index === 0 ? '' : ', '), ...read(name, 40), ...words(' '), ...value(ms, 'ms')]),
  );
}

function check(label: string, self: SelfCheck): Fact {
  return { label, value: joined([...words(self.kind === 'ok' ? '' : '⚪ '), ...read(self.sentence)]) };
}

function image(run: Run): Phrase {
  return run.runner.image === '' ? [] : joined([...words(', image '), ...read(run.runner.image, 60)]);
}
