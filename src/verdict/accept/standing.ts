import type { KeptAcceptance } from '../../model/acceptance.ts';

/** Those that have not expired when a run was made. */
export function standing(acceptances: readonly KeptAcceptance[], createdAt: string): readonly KeptAcceptance[] {
  return acceptances.filter(({ expiresAt }) => Date.parse(expiresAt) > Date.parse(createdAt));
}
