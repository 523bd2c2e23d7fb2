import { Redis } from 'ioredis';

import type { Address } from './address.ts';
import { Ask } from './ask.ts';
import type { Words } from './compile.ts';
import { notRedis, refused, reset, unasked, type RedisFailure } from './failure.ts';
import { greetingsOf, judgeGreetings } from './greeting.ts';
import { Heads } from './heads.ts';

/** Who uses a connection. */
export interface Listener {
  /** It stands, and nothing was sent yet. */
  opened(): void;
  /** All replies to what was sent last, errors of the server among them. */
  answered(replies: readonly unknown[]): void;
  /** It is of no more use. */
  failed(failure: RedisFailure): void;
  /** Its socket is gone. */
  gone(): void;
}

/**
 * One connection of the client, which on its own neither waits, tries again nor connects anew: what fails is told. Whoever drops it
 * hears nothing more but that it is gone.
 */
export class Link {
  readonly #redis: Redis;
  readonly #listener: Listener;
  readonly #asks: Ask[] = [];
  readonly #greetings: readonly Words[];
  readonly #maxBytes: number;
  readonly #tooLarge: RedisFailure;
  readonly #heads: Heads;
  #replies: unknown[] = [];
  /** How many replies are still to come. */
  #left: number = 0;
  #bytesBefore: number = 0;
  #isOpen: boolean = false;
  #isDropped: boolean = false;

  constructor(address: Address, maxBytes: number, tooLarge: RedisFailure, listener: Listener) {
    this.#listener = listener;
    this.#greetings = greetingsOf(address);
    this.#maxBytes = maxBytes;
    this.#tooLarge = tooLarge;
    this.#heads = new Heads(maxBytes);
    this.#redis = new Redis({
      host: address.host,
      port: address.port,
      protocol: 2,
      // Texts come as bytes, so what comes as text is a number, none of whose digits is lost.
      stringNumbers: true,
      lazyConnect: true,
      enableReadyCheck: false,
      enableOfflineQueue: false,
      disableClientInfo: true,
      autoResubscribe: false,
      autoResendUnfulfilledCommands: false,
      retryStrategy: null,
      maxRetriesPerRequest: 0,
      connectTimeout: 0,
    });
    this.#redis.on('ready', () => this.#greet());
    this.#redis.on('error', (error: Error) => this.#break(this.#isOpen ? faultOfOpen(error) : refused(error)));
    this.#redis.on('close', () => this.#break(this.#isOpen ? reset(null) : refused('the server closed the connection at once')));
    this.#redis.on('end', () => listener.gone());
    // How it comes out is told by the events.
    this.#redis.connect().catch(() => undefined);
  }

  /** Bytes of the answer so far. */
  get bytes(): number {
    return this.#isDropped ? 0 : this.#redis.stream.bytesRead - this.#bytesBefore;
  }

  /** Sends commands at once; their replies are heard together. */
  send(commands: readonly Words[]): void {
    const { stream } = this.#redis;
    this.#bytesBefore = stream.bytesRead;
    this.#heads.begin();
    this.#replies = [];
    this.#left = commands.length;
    if (commands.length > 1) stream.cork();
    for (const [place, words] of commands.entries()) {
      const ask = (this.#asks[place] ??= new Ask(place, (at, reply) => this.#hear(at, reply)));
      ask.say(words);
      this.#redis.sendCommand(ask);
    }
    if (commands.length > 1) stream.uncork();
  }

  drop(): void {
    if (this.#isDropped) return;
    this.#isDropped = true;
    this.#redis.disconnect();
    // A client that has not begun to connect has none.
    const stream: Redis['stream'] | undefined = this.#redis.stream;
    stream?.destroy();
  }

  #greet(): void {
    if (this.#isDropped) return;
    this.#readHeadsFirst();
    if (this.#greetings.length > 0) return this.send(this.#greetings);
    this.#open();
  }

  /** Lets the client have only what can be read within the bound. */
  #readHeadsFirst(): void {
    const { stream } = this.#redis;
    const readers = stream.listeners('data');
    stream.removeAllListeners('data');
    stream.on('data', (bytes: Buffer) => {
      if (this.#isDropped) return;
      const progress = this.#heads.feed(bytes);
      if (progress === 'broken') this.#break(notRedis);
      else if (progress === 'too-large' || this.bytes > this.#maxBytes) this.#break(this.#tooLarge);
      else for (const read of readers) read.call(stream, bytes);
    });
  }

  #open(): void {
    this.#isOpen = true;
    this.#listener.opened();
  }

  #hear(place: number, reply: unknown): void {
    if (this.#isDropped) return;
    if (reply instanceof Error && reply.name !== 'ReplyError') return this.#break(faultOfOpen(reply));
    this.#replies[place] = reply;
    this.#left -= 1;
    if (this.#left > 0) return;
    if (this.#isOpen) return this.#listener.answered(this.#replies);
    const failure = judgeGreetings(this.#greetings, this.#replies);
    if (failure === null) this.#open();
    else this.#break(failure);
  }

  #break(failure: RedisFailure): void {
    if (this.#isDropped) return;
    this.#listener.failed(failure);
  }
}

/** Why a connection that stood is of no more use: the client says in one way what the system, the other side and its own parser have to say. */
function faultOfOpen(error: Error): RedisFailure {
  if ('syscall' in error) return reset(error);
  if (error.message.startsWith('Command queue state error')) return unasked;
  return error.message.endsWith('Please report this.') ? notRedis : reset(null);
}
