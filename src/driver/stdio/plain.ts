import type { TemplateValues } from '../../model/session.ts';
import { parseJson } from '../reading.ts';
import { broken, type Dialect, type Heard } from './dialect.ts';
import { showText } from './frames.ts';
import type { CompiledMessage } from './message.ts';

/** Messages without numbers: the next one is the answer. */
export class Plain implements Dialect {
  readonly tellsLate: boolean = false;
  readonly speaksFirst: boolean;
  readonly #isText: boolean;
  readonly #echoes: boolean;
  #isWaiting: boolean;
  #sent: string = '';

  /** `isText`: of a prompt; `echoes`: an answer begins with the line that was sent. */
  constructor(isText: boolean, echoes: boolean) {
    this.#isText = isText;
    this.#echoes = echoes;
    this.speaksFirst = isText;
    this.#isWaiting = isText;
  }

  say(message: CompiledMessage, values: TemplateValues, user: number): string {
    const text = message.body.text(values, user);
    if (!message.isNotification) {
      this.#isWaiting = true;
      this.#sent = text;
    }
    return text;
  }

  hear(text: string): Heard {
    if (!this.#isWaiting) return broken(`it spoke though nobody had asked: ${showText(text)}`);
    this.#isWaiting = false;
    if (this.#isText) return { kind: 'answer', reply: { document: undefined, text: this.#echoes ? withoutEcho(text, this.#sent) : text } };
    const document = parseJson(text);
    return document === undefined ? broken(`its output is no JSON: ${showText(text)}`) : { kind: 'answer', reply: { document, text } };
  }

  forget(): void {
    this.#isWaiting = false;
  }
}

function withoutEcho(text: string, sent: string): string {
  if (!text.startsWith(sent)) return text;
  const rest = text.slice(sent.length);
  return rest === '' ? '' : rest.replace(/^\r?\n/, '');
}
