import { describe, expect, it } from 'vitest';
import { comparableDriver } from '../../src/driver/comparable.ts';
import { moveSettings } from '../../src/driver/move-settings.ts';
import { environmentsOf } from '../../src/driver/secrets.ts';
import { decideConfig } from '../../src/config/decide.ts';
import type { DriverSettings } from '../../src/model/driver-settings.ts';
import { secretsOf } from '../../src/seal.ts';
import { givenFile } from '../config/a-given.ts';

const driverOf = (text: string): DriverSettings => decideConfig(givenFile(text)).driver;

describe("the drivers' settings", () => {
  it('for another checkout: a module that lies in the one is that of the other, one from elsewhere stays', () => {
    const settings = driverOf('module: load/pay.mjs\noperations: { pay: { call: pay } }');
    const file = settings.module?.file ?? '';
    const head = file.slice(0, -'/load/pay.mjs'.length);
    expect(moveSettings(settings, head, '/base').module?.file).toBe('/base/load/pay.mjs');
    expect(moveSettings(settings, `${head}/elsewhere`, '/base')).toEqual(settings);
    expect(moveSettings(settings, head, head)).toBe(settings);
  });

  it('give away no password: it is blotted out as it is written and as it is meant, and changes no hash', () => {
    const of = (password: string): DriverSettings =>
      driverOf(`postgres: { url: "postgres://gate:${password}@127.0.0.1:5432/shop" }\noperations: { one: { sql: SELECT 1 } }`);
    expect(secretsOf(...environmentsOf(of('s%20cret-word')))).toEqual(['s%20cret-word', 's cret-word']);
    expect(secretsOf(...environmentsOf(of('s3cr@t:word')))).toEqual(['s3cr@t:word']);
    expect(comparableDriver(of('another-word'))).toEqual(comparableDriver(of('s%20cret-word')));
    expect(JSON.stringify(comparableDriver(of('another-word')))).not.toContain('another-word');
  });
});
