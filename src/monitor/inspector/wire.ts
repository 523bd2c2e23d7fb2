/** A line on which texts go to and fro. */
export interface Wire {
  send(text: string): void;
  /** Who hears what comes; one listener, set before anything is sent. */
  hear(listener: (text: string) => void): void;
  /** Aborts when nobody is at the other end any more. */
  readonly closed: AbortSignal;
}
