import { dirname, resolve } from 'node:path';

import { decideBaseline } from '../baseline/settings.ts';
import {
  addressKeyOf,
  addressOf,
  comparableDriver,
  decideDriver,
  decideOperations,
  decideTrust,
  defaultOperation,
  isSimulated,
  operationsSchema,
  overHttp,
  speaksHttp,
  standInFor,
} from '../driver/settings.ts';
import { decideEndurance, decideLoad } from '../load/settings.ts';
import type { DriverSettings } from '../model/driver-settings.ts';
import type { Operation } from '../model/operation.ts';
import type { SimulatedModel } from '../model/simulated-model.ts';
import { noAddress } from '../model/target.ts';
import type { Trust } from '../model/trust.ts';
import { decideProperties } from '../property/settings.ts';
import { decideBase } from '../service/base-settings.ts';
import { decideService, type ServiceSettings } from '../service/settings.ts';
import { decidePolicy } from '../verdict/settings.ts';
import { readCertificate } from './certificate.ts';
import type { ConfigFault, ConfigPath } from './config-fault.ts';
import { readDocument, type ConfigDocument } from './document.ts';
import { expandVariables } from './expand.ts';
import { originOf, overlayFlags } from './flags.ts';
import { fileSchema, type FileSettings } from './file-schema.ts';
import type { Given } from './given.ts';
import { hashOf } from './hash.ts';
import { faultsOfIssues } from './issues.ts';
import { lookUp } from './look-up.ts';
import type { Config } from './schema.ts';
import { checkTemplates } from './templates.ts';

export type Examined =
  | { readonly kind: 'decided'; readonly config: Config }
  | { readonly kind: 'faulty'; readonly faults: readonly ConfigFault[] };

const noFile: ConfigDocument = { data: {}, lineOf: () => undefined };

/** Reads what was given: a decided configuration, or all of its faults, in the order of the file. */
export function examineConfig(given: Given): Examined {
  const document = given.file === null ? noFile : readDocument(given.file.text);
  if (!('lineOf' in document)) return { kind: 'faulty', faults: document };
  const expanded = expandVariables(document.data, given.environment);
  const templates = checkTemplates(lookUp(document.data, ['operations']), ['operations']);
  const parsed = fileSchema.safeParse(overlayFlags(expanded.data, given.flags));
  const certificate = readCertificate(lookUp(expanded.data, ['tls', 'ca']), directoryOf(given));
  const early = [...expanded.faults, ...templates];
  const shape = parsed.success ? [] : faultsOfIssues(parsed.error.issues, overlayFlags(document.data, given.flags));
  // Where a variable or a template is wrong already, what its text looks like without them says nothing new.
  const told = new Set(early.map(({ path }) => JSON.stringify(path)));
  const late = certificate.kind === 'faulty' ? [...shape, certificate.fault] : shape;
  const faults = [...early, ...late.filter(({ path }) => !isUnder(path, told))];
  if (!parsed.success || certificate.kind === 'faulty' || faults.length > 0) {
    return { kind: 'faulty', faults: withoutRepeats(faults.map((fault) => place(fault, given, document)).sort(byLine)) };
  }
  return { kind: 'decided', config: join(parsed.data, document.data, certificate.pem, given) };
}

function isUnder(path: ConfigPath, told: ReadonlySet<string>): boolean {
  return [path, ...path.map((_, index) => path.slice(0, index))].some((above) => told.has(JSON.stringify(above)));
}

function place(fault: ConfigFault, given: Given, document: ConfigDocument): ConfigFault {
  const origin = originOf(fault.path, given.flags, given.inActions);
  const line = origin === undefined ? (fault.line ?? document.lineOf(fault.path)) : undefined;
  return { ...fault, ...(origin === undefined ? {} : { origin }), ...(line === undefined ? {} : { line }) };
}

function byLine(a: ConfigFault, b: ConfigFault): number {
  return (a.line ?? 0) - (b.line ?? 0);
}

/** One text can be wrong in the same way twice: too long, and of the wrong form. */
function withoutRepeats(faults: readonly ConfigFault[]): readonly ConfigFault[] {
  return [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()];
}

/** Joins the stages' settings. */
function join(given: FileSettings, written: unknown, ca: string | null, { directory, inActions, simulated = false }: Given): Config {
  const policy = decidePolicy({ ...given, failOn: given['fail-on'] });
  const trust = decideTrust(given, ca);
  const real = serve(given, decideDriver(given, trust, directory), directory, trust);
  const { driver, operations, service } = simulated ? rehearse(real, given.service, directory, trust) : real;
  const load = decideLoad(given);
  const { p95, mean, errors } = given.limits;
  return {
    suite: given.suite,
    service,
    base: decideBase(given.compare),
    operations,
    driver,
    load,
    endurance: decideEndurance(given),
    property: decideProperties(given.properties, { p95Ms: p95, meanMs: mean, errorsPercent: errors }),
    // Of a dry run nothing is to be remembered, and nothing it is held against was measured of it.
    baseline: decideBaseline({ ...given.baseline, ...(simulated ? { store: 'none' } : {}) }, given.suite, directory, inActions),
    policy,
    budgetMs: given.budget,
    hash: hashOf({
      operations: comparableOperations(lookUp(written, ['operations']), operations),
      load,
      driver: comparableDriver(driver, written),
    }),
  };
}

/** Where paths of the file begin that say "beside this file". */
function directoryOf({ file, directory }: Given): string {
  return file === null ? directory : dirname(resolve(directory, file.path));
}

/** What is asked, how, and of whom. */
interface Served {
  readonly driver: DriverSettings;
  readonly operations: readonly Operation[];
  readonly service: ServiceSettings;
}

/** What is asked, and of whom: one of the two says what goes without saying of the other. */
function serve(given: FileSettings, driver: DriverSettings, directory: string, trust: Trust): Served {
  if (given.operations === undefined) {
    const service = decideService(given.service, directory, trust);
    return { driver, operations: [defaultOperation(service.ready.kind === 'url' ? service.ready.path : '/')], service };
  }
  const operations = decideOperations(given.operations);
  const models = operations.filter(isSimulated);
  if (driver.simulated !== null && models.length === operations.length) {
    return { driver, ...simulate({ settings: driver.simulated, operations: models }, given.service, directory, trust) };
  }
  const service = speaksHttp(operations)
    ? decideService(given.service, directory, trust)
    : decideService(given.service, directory, trust, addressOf(operations, driver), addressKeyOf(operations));
  return { driver, operations, service };
}

/** The same configuration with nobody behind it: a service that does not exist is asked the same. */
function rehearse({ driver, operations }: Served, given: FileSettings['service'], directory: string, trust: Trust): Served {
  const model = standInFor(driver, operations);
  return { driver: { ...driver, simulated: model.settings }, ...simulate(model, given, directory, trust) };
}

/** A service that does not exist: there is nothing to set up and nobody to watch beside it. In real time a process stands for it. */
function simulate(
  model: SimulatedModel,
  given: FileSettings['service'],
  directory: string,
  trust: Trust,
): Pick<Served, 'operations' | 'service'> {
  const { settings, operations } = model;
  const isVirtual = settings.speed === 'virtual';
  const service = decideService(
    { ...given, setup: undefined, start: undefined, url: undefined, watch: {} },
    directory,
    trust,
    isVirtual ? noAddress : undefined,
  );
  return { operations: isVirtual ? operations : operations.map(overHttp), service: { ...service, simulated: model } };
}

/** The operations as written, so that a token from the environment neither changes the hash nor can be guessed from it. */
function comparableOperations(written: unknown, decided: readonly Operation[]): unknown {
  const parsed = operationsSchema.safeParse(written);
  // What only its variables make valid is compared by its text.
  if (written !== undefined && !parsed.success) return written;
  // What is true of a simulated service is what is measured, not how.
  const tell = (operation: Operation): unknown => (isSimulated(operation) ? { ...operation, spec: operation.spec.driver } : operation);
  return Object.fromEntries(
    (parsed.success ? decideOperations(parsed.data) : decided).map((operation) => [operation.name, tell(operation)]),
  );
}
