import type * as z from 'zod';

import type { ConfigFault, ConfigPath } from './config-fault.ts';
import { findKnownKeys } from './known-keys.ts';
import { lookUp } from './look-up.ts';
import { nearest } from './nearest.ts';
import { showFound } from './show.ts';

type Issue = z.core.$ZodIssue;

/** Faults of what zod found, told with what stands in `written`: the file as it is, before any variable was put in. */
export function faultsOfIssues(issues: readonly Issue[], written: unknown): readonly ConfigFault[] {
  const knownKeys = findKnownKeys();

  const faultsOf = (issue: Issue, under: ConfigPath): readonly ConfigFault[] => {
    const path = [...under, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
    if (issue.code === 'unrecognized_keys') return unknownKeys(path, issue.keys, knownKeys(path));
    if (issue.code === 'invalid_key') {
      return [{ path, expected: issue.issues[0]?.message ?? 'another name', found: `the key ${showFound(path.at(-1), [])}` }];
    }
    if (issue.code === 'invalid_union') {
      // The branch whose type fits has the better things to say.
      const branch = issue.errors.find((errors) => errors.every((error) => error.path.length > 0 || error.code === 'unrecognized_keys'));
      if (branch !== undefined && branch.length > 0) return branch.flatMap((inner) => faultsOf(inner, path));
    }
    const value = lookUp(written, path);
    const told: unknown = issue.code === 'custom' ? issue.params?.['found'] : undefined;
    const found = typeof told === 'string' ? told : showFound(value, path);
    const meant = issue.code === 'invalid_value' && typeof value === 'string' ? nearest(value, issue.values.map(String)) : undefined;
    return [{ path, expected: sayExpected(issue), found, ...(meant === undefined ? {} : { meant }) }];
  };

  return issues.flatMap((issue) => faultsOf(issue, []));
}

function unknownKeys(path: ConfigPath, keys: readonly string[], known: readonly string[]): readonly ConfigFault[] {
  return keys.map((key) => {
    const meant = nearest(key, known);
    return {
      path: [...path, key],
      expected: meant === undefined ? sayKeys(known) : 'a known key',
      found: `the key ${showFound(key, [])}`,
      ...(meant === undefined ? {} : { meant }),
    };
  });
}

/** More than a line of them is read nowhere but in the schema. */
const mostKeys = 25;

function sayKeys(known: readonly string[]): string {
  return known.length > mostKeys ? 'a key that plimsoll.schema.json has there' : `one of the keys ${known.join(', ')}`;
}

/** Every piece says what it expects in its own words; only mappings are left to the library, which calls them objects. */
function sayExpected(issue: Issue): string {
  return issue.code === 'invalid_type' && issue.message.startsWith('Invalid') ? 'a mapping' : issue.message;
}
