import { error, notice, setOutput, warning } from '@actions/core';
import { oneLine } from './cut.ts';
import { degraded, done, type Delivery } from './delivery.ts';

/** Sets the step's outputs; the library chooses a delimiter nobody can guess. */
export function setOutputs(outputs: Readonly<Record<string, string>>): Delivery {
  try {
    for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
    return done('Outputs set.');
  } catch (cause) {
    return degraded(`No outputs: ${oneLine(cause instanceof Error ? cause.message : String(cause), 200)}.`);
  }
}

/** One annotation with the verdict's headline. The library escapes it; the old command form is broken up besides. */
export function annotate(level: 'error' | 'warning' | 'notice', headline: string): void {
  const text = oneLine(headline, 1_000).replaceAll('##[', '# #[');
  const say = { error, warning, notice }[level];
  say(text, { title: 'Plimsoll' });
}
