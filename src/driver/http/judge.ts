import type { Told } from '../../model/outcome.ts';
import { decodeBody } from './decode.ts';
import type { CompiledExpectation } from './expectation.ts';
import { oversized, unanswered, type Failure } from '../failure.ts';
import { textAnswer, type CompiledReading } from '../reading.ts';

/** The largest head of an answer that is read, and of the trailers after it. */
export const maxHeadBytes: number = 64 * 1024;

/** What every HTTP client says of an answer in the same words. */
export interface Judge {
  readonly late: Failure;
  readonly tooLarge: Failure;
  readonly maxBodyBytes: number;
  /** What is wrong with a complete answer, or null; `body` as it came, null when nobody kept it. */
  judge(expectation: CompiledExpectation, status: number, body: Buffer | null, encoding: string): Failure | null;
  /** What of an answer in which nothing is wrong is handed on. */
  tell(reading: CompiledReading, status: number, body: Buffer | null, encoding: string): Told;
}

/** Readies a judge; its sentences are said once here, not for every answer. */
export function openJudge(timeoutMs: number, maxBodyBytes: number): Judge {
  return {
    late: unanswered(timeoutMs),
    tooLarge: oversized(maxBodyBytes),
    maxBodyBytes,
    judge: (expectation, status, body, encoding) => {
      const fault = expectation.checkStatus(status);
      if (fault !== null) return { error: 'status', detail: fault };
      if (body === null || !expectation.needsBody) return null;
      const decoded = decodeBody(body, encoding, maxBodyBytes);
      const wrong =
        decoded === null ? `the answer's encoding ${encoding.slice(0, 20)} could not be undone` : expectation.checkBody(decoded);
      return wrong === null ? null : { error: 'assertion', detail: wrong };
    },
    tell: (reading, status, body, encoding) => {
      const decoded = body === null ? null : decodeBody(body, encoding, maxBodyBytes);
      return reading.tell(textAnswer(status < 400, decoded?.toString('utf8') ?? null));
    },
  };
}
