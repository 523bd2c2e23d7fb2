/** A pressure that a service is put under while it is loaded. All numbers but durations are whole. */
export type Constraint =
  /** All of its threads share one core, a program that computes without end takes its share of the cores, or both on the same core. */
  | { readonly kind: 'cpu'; readonly by: 'one-core' | 'hog' | 'one-core-and-hog' }
  /** Each of its processes gets so much memory beyond what it holds when the pressure begins. */
  | { readonly kind: 'memory'; readonly moreBytes: number }
  /** Each of its processes may hold `count` descriptors in all, or beyond those it holds when the pressure begins. */
  | { readonly kind: 'descriptors'; readonly count: number; readonly beyond: 'none' | 'held' }
  /** So many clients beside the users ask, and read the answer at so many bytes a second each. */
  | { readonly kind: 'slow-client'; readonly clients: number; readonly bytesPerSecond: number }
  /** What the users and the service say to each other takes so long each way, and all of it shares a link of so many bytes a second each way; null for any. */
  | { readonly kind: 'network'; readonly delayMs: number; readonly bytesPerSecond: number | null }
  /** So many clients a second beside the users ask, and leave so long after without waiting for the answer. */
  | { readonly kind: 'abandon'; readonly perSecond: number; readonly afterMs: number };
