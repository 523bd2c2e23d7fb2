/** The operations of one kind that are on their way at a moment. */
export interface Flight {
  readonly operation: string;
  readonly count: number;
  /** Since the oldest could have left: its intended start, or the moment a connection it waited for was free. */
  readonly oldestMs: number;
  /** Operations of this kind that were answered since the load began. */
  readonly answered: number;
}
