import * as z from 'zod';

import { baselineSchema, type BaselineGiven } from '../baseline/settings.ts';
import {
  driverShape,
  faultsOfDriver,
  faultsOfPort,
  operationsSchema,
  reachesService,
  type DriverGiven,
  type OperationsGiven,
} from '../driver/settings.ts';
import { enduranceShape, loadShape, type LoadSettings } from '../load/settings.ts';
import { propertySchema, type PropertiesGiven } from '../property/settings.ts';
import { baseShape, type BaseGiven } from '../service/base-settings.ts';
import { faultsOfService, serviceSchema, type ServiceGiven } from '../service/settings.ts';
import { quantitySchema, textSchema } from '../units/schema.ts';
import { policyShape, type PolicyGiven } from '../verdict/settings.ts';

/** The configuration as given, quantities read and plain defaults filled in; what depends on another part is still open. */
export interface FileSettings extends DriverGiven {
  readonly suite: string;
  readonly service: ServiceGiven;
  readonly operations?: OperationsGiven | undefined;
  readonly users: LoadSettings['users'];
  readonly think: number;
  readonly keys: number;
  readonly payload?: LoadSettings['payloadBytes'] | undefined;
  readonly leaks: boolean;
  readonly limits: PolicyGiven['limits'];
  readonly properties: PropertiesGiven;
  readonly compare: PolicyGiven['compare'] & BaseGiven;
  readonly baseline: BaselineGiven;
  readonly 'fail-on': PolicyGiven['failOn'];
  readonly inconclusive: PolicyGiven['inconclusive'];
  readonly budget: number;
}

const suiteExpected = 'a name of at most 60 letters, digits, _ . or -, beginning with a letter or a digit';

/** The whole file: the stages' settings, joined. */
export const fileSchema: z.ZodType<FileSettings> = z
  .strictObject(
    {
      suite: textSchema(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$/, 200, suiteExpected)
        .prefault('default')
        .meta({ description: 'Name of this gate; several gates of one repository need different ones.' }),
      service: serviceSchema.prefault({}).meta({ description: 'The service under test.' }),
      operations: operationsSchema.optional().meta({ description: 'What users do, by name; GET of the ready path when absent.' }),
      ...loadShape,
      ...driverShape,
      limits: policyShape.limits,
      properties: propertySchema.prefault({}).meta({ description: 'Statements that must hold for every load that is tried.' }),
      ...enduranceShape,
      compare: z
        .strictObject({ with: policyShape.with, ...baseShape })
        .prefault({})
        .meta({ description: 'What this run is compared with.' }),
      baseline: baselineSchema.prefault({}).meta({ description: 'Where earlier runs are remembered.' }),
      'fail-on': policyShape['fail-on'],
      inconclusive: policyShape.inconclusive,
      budget: quantitySchema('duration', '1s', '1h').prefault('2m').meta({ description: 'Time for one whole run.' }),
    },
    { error: (issue) => (issue.code === 'invalid_type' ? 'a mapping of settings' : undefined) },
  )
  .superRefine(
    (given, context) => {
      for (const { path, expected } of faultsOfDriver(given, given.operations))
        context.addIssue({ code: 'custom', path: [...path], message: expected });
      for (const { path, expected } of faultsOfPort(given, given.service?.start !== undefined)) {
        context.addIssue({ code: 'custom', path: [...path], message: expected });
      }
      for (const { path, expected } of faultsOfService(given.service ?? {}, reachesService(given.operations))) {
        context.addIssue({ code: 'custom', path: ['service', ...path], message: expected });
      }
    },
    // Also beside other faults: all of them are told at once.
    { when: ({ value }) => typeof value === 'object' && value !== null && !Array.isArray(value) },
  );
