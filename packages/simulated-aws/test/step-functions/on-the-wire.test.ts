import {
  CreateStateMachineCommand,
  DescribeStateMachineCommand,
  SFNClient,
  TestStateCommand,
  ValidateStateMachineDefinitionCommand,
} from '@aws-sdk/client-sfn';
import { afterEach, expect, it } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { createWire } from '../../src/wire/wire.ts';
import { credentials, memoryAgent } from '../wire/answering-wire.ts';
import { createMachineRoom, machine, machineArn, pass, region, roleArn } from './machine-room.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** The SDK's own client before the simulated service. */
const createClient = () => {
  const { world, clock, states } = createMachineRoom();
  const identify = () => ({ kind: 'operator', name: 'ada' }) as const;
  const { dispatch } = world;
  const wire = createWire({
    services: [states],
    dispatch,
    identify,
    clock,
    random: createRandom(1),
    onError: () => undefined,
  });
  const httpAgent = memoryAgent(wire.server);
  const endpoint = `http://states.${region}.amazonaws.com`;
  const client = new SFNClient({ region, endpoint, credentials, maxAttempts: 1, requestHandler: { httpAgent } });
  closing.push(async () => {
    client.destroy();
    httpAgent.destroy();
    await wire.close();
  });
  return client;
};

const definition = JSON.stringify(machine({ P: pass() }));

it('a client makes a machine and reads it back', async () => {
  const client = createClient();
  const { stateMachineArn } = await client.send(new CreateStateMachineCommand({ name: 'm', definition, roleArn }));
  expect(stateMachineArn).toBe(machineArn('m'));
  const described = await client.send(new DescribeStateMachineCommand({ stateMachineArn }));
  expect(described).toMatchObject({ definition, status: 'ACTIVE', creationDate: expect.any(Date) });
});

it.each([
  { changes: { definition: '{}' }, name: 'InvalidDefinition' },
  { changes: { name: 'a b' }, name: 'InvalidName' },
])('a client is told $name', async ({ changes, name }) => {
  const asked = createClient().send(new CreateStateMachineCommand({ name: 'm', definition, roleArn, ...changes }));
  await expect(asked).rejects.toMatchObject({ name });
});

it('a client reads diagnostics', async () => {
  const broken = JSON.stringify(machine({ P: pass({ Next: 'Q' }) }));
  const answer = await createClient().send(new ValidateStateMachineDefinitionCommand({ definition: broken }));
  expect(answer).toMatchObject({ result: 'FAIL', diagnostics: [{ code: 'MISSING_TRANSITION_TARGET' }] });
});

it('a client tries a state', async () => {
  const state = { Type: 'Map', QueryLanguage: 'JSONata', ItemProcessor: { StartAt: 'P', States: { P: pass() } } };
  const answer = await createClient().send(
    new TestStateCommand({
      definition: JSON.stringify({ ...state, ToleratedFailurePercentage: 2.5, End: true }),
      input: '[1]',
      mock: { result: '[2]' },
      inspectionLevel: 'TRACE',
    }),
  );
  expect(answer).toMatchObject({
    status: 'SUCCEEDED',
    output: '[2]',
    inspectionData: { input: '[1]', maxConcurrency: 0, toleratedFailurePercentage: 2.5 },
  });
});
