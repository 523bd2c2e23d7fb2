import type { Config } from './config/schema.ts';
import { environmentsOf } from './driver/secrets.ts';
import type { Gated } from './gate.ts';
import { redact, redactAll } from './report/redact.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const secretName = /TOKEN|SECRET|PASS|CREDENTIAL|PRIVATE|AUTH|API_?KEY|ACCESS_?KEY|SIGNING_?KEY/i;
/** Shorter values would blank ordinary words. */
const minSecretChars = 8;

/** Values that must never be shown: what the name of a variable marks as secret, and is long enough to be one. */
export function secretsOf(...environments: readonly Environment[]): readonly string[] {
  return environments.flatMap((environment) =>
    Object.entries(environment).flatMap(([name, value]) =>
      value !== undefined && secretName.test(name) && value.length >= minSecretChars ? [value] : [],
    ),
  );
}

/** What a configuration gives to processes of ours, or has in its addresses, that may be secret. */
export function environmentsIn({ service, driver }: Pick<Config, 'service' | 'driver'>): readonly Environment[] {
  return [service.environment, ...environmentsOf(driver)];
}

/** The same run and verdict with every secret blotted out, before anything is written or told. */
export function seal({ run, verdict, keeping }: Gated, secrets: readonly string[]): Gated {
  return {
    run: redactAll(run, secrets),
    verdict: redactAll(verdict, secrets),
    keeping: { ...keeping, sentence: redact(keeping.sentence, secrets) },
  };
}
