import type { Given } from '../../src/config/decide.ts';

/** What a plain file gives, outside of Actions and with an empty environment. */
export function givenFile(text: string, more: Partial<Given> = {}): Given {
  return { file: { path: 'plimsoll.yml', text }, flags: {}, environment: {}, directory: '/somewhere', inActions: false, ...more };
}

/** What flags alone give. */
export function givenFlags(flags: Given['flags'], more: Partial<Given> = {}): Given {
  return { file: null, flags, environment: {}, directory: '/somewhere', inActions: false, ...more };
}

/** The message of the fault that a call raises; anything else it throws is thrown on. */
export function faultOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof Error && error.name === 'Fault') return error.message;
    throw error;
  }
  return 'no fault';
}
