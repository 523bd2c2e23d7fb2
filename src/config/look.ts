import { methods } from '../driver/settings.ts';
import { Fault } from '../fault.ts';
import type { DriverSettings } from '../model/driver-settings.ts';
import type { Operation } from '../model/operation.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Target } from '../model/target.ts';
import { expectNoLogin } from '../units/loopback-schema.ts';
import type { ConfigFault } from './config-fault.ts';
import { examineConfig } from './examine.ts';
import { decideLookLoad, type LookLoadOptions } from './look-load.ts';
import { collectOptionFaults, type OptionFaults } from './option.ts';
import { showFound } from './show.ts';

/** `plimsoll load`, as typed. */
export interface LookOptions extends LookLoadOptions {
  readonly method: string;
  readonly header: readonly string[];
  readonly body?: string;
  readonly timeout: string;
  readonly client?: string;
  readonly insecure?: boolean;
}

/** What `plimsoll load` is to do, decided. */
export interface LookOrder {
  readonly target: Target;
  readonly operation: Operation;
  /** What of the operation can be named in a title; its path may hold a query. */
  readonly asked: { readonly method: string; readonly path: string };
  readonly driver: DriverSettings;
  readonly scenario: Scenario;
}

const urlExpected = 'the http or https address of a service on this machine, such as http://127.0.0.1:3000/items';
const operationName = 'request';

/** Decides one request and the load of it. Throws Fault `usage` with every fault, a line each. */
export function decideLook(url: string, options: LookOptions, seed: number, directory: string): LookOrder {
  const faults = collectOptionFaults();
  const data = writeConfig(url, options, faults);
  const scenario = decideLookLoad(options, operationName, seed, faults);
  // One request is a small configuration: so it is read by the schemas of one, and means the same.
  const text = JSON.stringify(data).replaceAll('${', () => '$${');
  const examined = examineConfig({ file: { path: 'the command line', text }, flags: {}, environment: {}, directory, inActions: false });
  if (examined.kind === 'faulty') for (const fault of examined.faults) addFault(fault, url, faults);
  const operation = examined.kind === 'decided' ? examined.config.operations[0] : undefined;
  if (examined.kind === 'faulty' || operation?.spec.driver !== 'http' || faults.sentences.length > 0) {
    throw new Fault('usage', { what: [...new Set(faults.sentences)].join('\n') });
  }
  const { service, driver } = examined.config;
  return { target: { url: service.url }, operation, asked: operation.spec, driver, scenario };
}

function writeConfig(url: string, options: LookOptions, faults: OptionFaults): unknown {
  const [, origin = '', rest = ''] = /^([a-z]+:\/\/[^/?#]*)(.*)$/is.exec(url.trim()) ?? [];
  const method = methods.find((known) => known === options.method.toLowerCase());
  if (method === undefined) faults.add('--method', `one of ${methods.join(', ')}`, showFound(options.method, []));
  return {
    service: { url: origin },
    operations: {
      [operationName]: {
        [method ?? 'get']: rest.startsWith('/') ? rest : `/${rest}`,
        headers: Object.fromEntries(options.header.map((line) => readHeader(line, faults))),
        ...(options.body === undefined ? {} : { body: options.body }),
      },
    },
    timeout: options.timeout,
    ...(options.client === undefined ? {} : { client: options.client }),
    ...(options.insecure === true ? { tls: { insecure: true } } : {}),
  };
}

function readHeader(line: string, faults: OptionFaults): readonly [name: string, value: string] {
  const [, name = '', value = ''] = /^([^:]*):(.*)$/s.exec(line) ?? [];
  // What was typed may hold a token: it is not repeated.
  if (name === '') faults.add('--header', "a header such as 'accept: text/plain'", `a text of ${line.length} characters`);
  return [name.trim() || 'x', value.trim()];
}

/** Says a fault of the small configuration by the option that it came from. */
function addFault({ path, expected, found }: ConfigFault, url: string, faults: OptionFaults): void {
  const [top, , part, name] = path;
  if (top === 'timeout' || top === 'client') return faults.add(`--${top}`, expected, found);
  if (top === 'operations' && part === 'body') return faults.add('--body', expected, found);
  if (top === 'operations' && part === 'headers') {
    return faults.add(name === undefined ? '--header' : `--header ${showFound(name, [])}`, expected, found);
  }
  if (top === 'operations') return faults.add('The path of the URL', expected, found);
  return faults.add('URL', expectNoLogin(urlExpected, url), showFound(url, []));
}
