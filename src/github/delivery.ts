/** What became of handing something to GitHub. A degraded delivery never changes the verdict; its sentence is printed. */
export interface Delivery {
  readonly kind: 'done' | 'degraded';
  readonly sentence: string;
  /** Where it can be seen; empty when nowhere. */
  readonly url: string;
}

/** It got there. */
export function done(sentence: string, url = ''): Delivery {
  return { kind: 'done', sentence, url };
}

/** It did not, or not whole. */
export function degraded(sentence: string, url = ''): Delivery {
  return { kind: 'degraded', sentence, url };
}
