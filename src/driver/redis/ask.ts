import { Command } from 'ioredis';

import type { Words } from './compile.ts';

/** Hears the reply to one command: an error where the server answered with one, or where there will be no reply. */
export type HearReply = (place: number, reply: unknown) => void;

/**
 * One place in the line of the commands of a connection, used for one operation after another: made anew for each, the client would
 * make a promise for each of them, and load a tenth less. Replies come as bytes.
 */
export class Ask extends Command {
  constructor(place: number, hear: HearReply) {
    super('PING');
    this.resolve = (reply: unknown): void => hear(place, reply);
    this.reject = (error: Error): void => hear(place, error);
    // Nobody listens to what the client tells of commands and their promises.
    this.isTraced = true;
  }

  /** Takes the next command. */
  say([name = '', ...words]: Words): void {
    this.name = name;
    this.args = words;
  }
}
