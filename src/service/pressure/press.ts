import type { Constraint } from '../../model/constraint.ts';
import { printBytes, printDuration } from '../../units/print.ts';
import type { World } from '../../world.ts';
import { bindToOneCore } from './affinity.ts';
import { openHog } from './hog.ts';
import { openLeavingClients } from './leaving-clients.ts';
import { applied, notPermitted, type Applied, type NotPermitted, type Subject } from './pressed.ts';
import { clear } from './proxy.ts';
import { limitDescriptors, limitMemory } from './resource-limit.ts';
import { openSlowClients } from './slow-clients.ts';

export type { Applied, NotPermitted, Subject } from './pressed.ts';

/** Puts a service under several pressures at once, or under none of them; what was put on first is lifted last. */
export async function pressAll(constraints: readonly Constraint[], subject: Subject, world: World): Promise<Applied | NotPermitted> {
  const on: Applied[] = [];
  const liftAll = async (): Promise<void> => {
    for (const one of on.toReversed()) await one.lift();
  };
  for (const constraint of constraints) {
    const pressed = await press(constraint, subject, world);
    if (pressed.kind === 'not-permitted') {
      await liftAll();
      return pressed;
    }
    on.push(pressed);
  }
  return applied(on.map(({ how }) => how).join('; '), liftAll);
}

/** Puts a service under pressure until it is lifted, or says why that cannot be done here. All of it or nothing: half a pressure is none. */
export async function press(constraint: Constraint, subject: Subject, world: World): Promise<Applied | NotPermitted> {
  const pids = (): readonly number[] => subject.pids();
  switch (constraint.kind) {
    case 'cpu':
      return pressCpu(constraint.by, subject, world);
    case 'memory':
      return limitMemory(constraint.moreBytes, pids, world);
    case 'descriptors':
      return limitDescriptors(constraint.count, constraint.beyond, pids, world);
    case 'slow-client':
      return subject.request === null ? noRequest : openSlowClients(constraint, subject.url, subject.request, world);
    case 'abandon':
      return subject.request === null ? noRequest : openLeavingClients(constraint, subject.url, subject.request, world);
    case 'network':
      return pressNetwork(constraint, subject);
    default:
      return constraint satisfies never;
  }
}

const noRequest: NotPermitted = notPermitted('no request for it can be put together');

async function pressCpu(by: Extract<Constraint, { kind: 'cpu' }>['by'], subject: Subject, world: World): Promise<Applied | NotPermitted> {
  const bound = by === 'hog' ? null : await bindToOneCore(() => subject.pids(), world);
  if (bound?.kind === 'not-permitted') return bound;
  const release = async (): Promise<void> => bound?.release();
  const hog = by === 'one-core' ? null : await openHog(bound?.core ?? null, subject.mostMs, world);
  if (hog?.kind === 'not-permitted') {
    await release();
    return hog;
  }
  const parts = [
    ...(bound === null ? [] : [`bound to core ${bound.core}`]),
    ...(hog === null ? [] : [`beside a program that computes all the time${bound === null ? '' : ' there'}`]),
  ];
  return applied(parts.join(', '), async () => {
    await hog?.end();
    await release();
  });
}

function pressNetwork({ delayMs, bytesPerSecond }: Extract<Constraint, { kind: 'network' }>, { proxy }: Subject): Applied | NotPermitted {
  if (proxy === null) return notPermitted('its users do not come through a proxy of ours');
  proxy.set({ delayMs, bytesPerSecond });
  const rate = bytesPerSecond === null ? '' : `, ${printBytes(bytesPerSecond)}/s for all together`;
  return applied(`${printDuration(delayMs)} later each way${rate}`, () => {
    proxy.set(clear);
    return Promise.resolve();
  });
}
