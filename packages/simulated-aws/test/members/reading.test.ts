import type { NormalizedSchema } from '@smithy/core/schema';
import { describe, expect, it } from 'vitest';
import type { AwsFault } from '../../src/call.ts';
import { defined } from '../../src/defined.ts';
import { createDispatch } from '../../src/dispatch.ts';
import { createFaults } from '../../src/faults/faults.ts';
import { handedOn, meaningless } from '../../src/members/meaningless.ts';
import { memberTables } from '../../src/members/members.ts';
import { parseSelection, type Selection } from '../../src/members/selection.ts';
import { createRandom } from '../../src/random.ts';
import type { SimulatedService } from '../../src/service.ts';
import { isService } from '../constraints/services-of-aws.ts';
import { createRequests } from './asked.ts';
import { notReached } from './not-reached.ts';
import { createRecorder } from './recorder.ts';
import { type Known, region, setTheScene } from './scene.ts';
import { inputsOf } from './schemas.ts';

const pathsOf = (selection: Selection, above = ''): string[] =>
  [...selection].flatMap(([name, inner]) => {
    if (name === '**') return [];
    if (name === '*') return pathsOf(inner ?? new Map(), above);
    const path = above === '' ? name : `${above}.${name}`;
    return [path, ...pathsOf(inner ?? new Map(), path)];
  });

type Recorder = ReturnType<typeof createRecorder>;
type At = Readonly<{ service: string; operation: string; schema: NormalizedSchema; selection: Selection }>;

/** The service as it is, but that the handler of one operation is seen to look at its input. */
const seen = (one: SimulatedService, { service, operation }: At, { watch }: Recorder): SimulatedService => {
  const handle = one.operations[operation];
  if (one.name !== service || handle === undefined) return one;
  const watched: typeof handle = (_, call) => {
    const input = watch(call.input);
    return handle(input, { ...call, input });
  };
  return { ...one, operations: { ...one.operations, [operation]: watched } };
};

/** What a request comes to, and an hour of what it has begun. */
const ask = async (at: At, recorder: Recorder, inputOf: (known: Known) => Readonly<Record<string, unknown>>) => {
  const { aws, clock, known } = await setTheScene();
  const services = Object.values(aws)
    .filter(isService)
    .map((one) => seen(one, at, recorder));
  const dispatch = createDispatch({
    ...{ services, clock, faults: createFaults(clock, createRandom(1)) },
    ...{ authorise: () => undefined, isSilent: () => false, tell: () => undefined },
  });
  const { service, operation } = at;
  const principal = { kind: 'operator', name: 'ada' } as const;
  const call = { service, operation, region, requestId: 'r', principal, input: inputOf(known) };
  const refused = (_: AwsFault): undefined => undefined;
  await clock.runUntil(Promise.race([dispatch(call).catch(refused), clock.sleep(60_000)]));
  await clock.advance(1_800_000).catch(refused);
  await Promise.resolve(aws.close()).catch(refused);
};

/** The names of maps' values are no part of a way. */
const isRead = ({ read }: Recorder, path: string): boolean =>
  [...read].some((one) => one === path || one.replace(/\.(any|All|DelaySeconds)(?=\.|$)/g, '') === path);

const isExplained = ({ service, operation }: At, path: string): boolean =>
  [meaningless, handedOn, notReached].some((reasons) =>
    Object.keys(reasons).some((reason) => {
      const [where = '', what] = reason.split(' ');
      if (where !== `${service}:*` && where !== `${service}:${operation}`) return false;
      return what === undefined || path === what || path.startsWith(`${what}.`);
    }),
  );

/** All members at once, the required ones, each with those, and all but each. */
const unreadOf = async (at: At): Promise<string[]> => {
  const recorder = createRecorder();
  const left = () => pathsOf(at.selection).filter((path) => !isExplained(at, path) && !isRead(recorder, path));
  const attempt = (isGiven: (name: string, isRequired: boolean) => boolean, wanted?: string) =>
    ask(at, recorder, (known) =>
      createRequests({ ...at, known, ...defined({ wanted }) })(at.schema, at.selection, isGiven),
    );
  await attempt(() => true);
  if (left().length > 0) await attempt((_, isRequired) => isRequired);
  for (const one of new Set(left().map((path) => path.split('.')[0] ?? '')))
    await attempt((name, isRequired) => isRequired || name === one, one);
  if (left().length > 0) for (const one of at.selection.keys()) await attempt((name) => name !== one);
  return left();
};

describe('every member that is listed', () => {
  it.each(Object.keys(memberTables).filter((service) => !(`${service}:*` in handedOn)))(
    'is looked at by %s, or makes no difference for a reason',
    async (service) => {
      const inputs = await inputsOf(service);
      const unread: string[] = [];
      for (const [operation, text] of Object.entries(memberTables[service] ?? {})) {
        const schema = inputs.get(operation);
        if (schema === undefined) continue;
        const paths = await unreadOf({ service, operation, schema, selection: parseSelection(text) });
        unread.push(...paths.map((path) => `${service}:${operation} ${path}`));
      }
      expect(unread).toEqual([]);
    },
  );
});
