import { judgeTruth, truths } from '../../__tests__/simulation/truths.ts';

/** How often a gate says what is true, over many seeds. */
export async function benchTruths(
  seeds: number,
  first: number,
  only: string,
): Promise<{ title: string; heads: readonly string[]; rows: readonly (readonly string[])[] }[]> {
  const rows: (readonly string[])[] = [];
  for (const truth of truths.filter(({ name }) => name.includes(only))) {
    let [right, tookMs] = [0, 0];
    const kinds = new Map<string, number>();
    for (let seed = first; seed < first + seeds; seed += 1) {
      const beganMs = performance.now();
      const verdict = await judgeTruth(truth, seed);
      tookMs += performance.now() - beganMs;
      const wrong = truth.wrong(verdict);
      kinds.set(verdict.kind, (kinds.get(verdict.kind) ?? 0) + 1);
      if (wrong === '') right += 1;
      else console.error(`${truth.name}, seed ${seed}: ${wrong}`);
    }
    const said = [...kinds].map(([kind, count]) => `${count} ${kind}`).join(', ');
    rows.push([truth.name, `${right} of ${seeds}`, said, (tookMs / seeds).toFixed(0)]);
  }
  return [{ title: 'gates on services of which the truth is known', heads: ['truth', 'judged right', 'verdicts', 'ms a gate'], rows }];
}
