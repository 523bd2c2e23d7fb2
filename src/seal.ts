import type { Gated } from './gate.ts';
import { redactAll } from './report/redact.ts';

const secretName = /TOKEN|SECRET|PASSW|CREDENTIAL|PRIVATE|API_?KEY|ACCESS_?KEY/i;
/** Shorter values would blank ordinary words. */
const minSecretChars = 8;

/** Values of the environment that must never be shown: what a name marks as secret, and is long enough to be one. */
function secretsOf(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(environment).flatMap(([name, value]) =>
    value !== undefined && secretName.test(name) && value.length >= minSecretChars ? [value] : [],
  );
}

/** The same run and verdict with every known secret blotted out, before anything is written or told. */
export function seal({ run, verdict, keeping }: Gated, environment: Readonly<Record<string, string | undefined>>): Gated {
  const secrets = secretsOf(environment);
  return { run: redactAll(run, secrets), verdict: redactAll(verdict, secrets), keeping };
}
