import { afterAll, beforeAll, expect, it } from 'vitest';
import { recordFailure } from '../../../functions/record-failure/record-failure.ts';
import { RecordFailureInput } from '../../../shared/contracts/run.ts';
import { given, letGo, openedFor, planOf } from '../../shared/support/plan.ts';
import { createRunWorld, nextRunId, type RunWorld } from '../support/run-world.ts';

let world: RunWorld;
beforeAll(async () => {
  world = await createRunWorld();
});
afterAll(() => world.stop());

const record = (input: object) => recordFailure(RecordFailureInput.parse(input), world);
const plan = planOf({ data: [given.promote] });
const runThatGoesOn = async () => {
  const runId = nextRunId();
  await world.tell(runId, [['run', openedFor(plan)], ...letGo(plan).map((fact) => ['run', fact] as const)]);
  return runId;
};
const lambdaCause = JSON.stringify({ errorType: 'Error', errorMessage: 'it broke', trace: ['at secret/path.ts:1'] });

it('makes a failure of the run part of the run’s account', async () => {
  const runId = nextRunId();
  await record({ runId, state: 'ChooseNextStage', failure: { Error: 'Lambda.Unknown', Cause: lambdaCause } });
  expect(await world.facts(runId)).toEqual([
    { type: 'runFailed', state: 'ChooseNextStage', error: 'Lambda.Unknown', cause: 'it broke' },
  ]);
});

it('makes a failure of a step part of the step’s account, and does not claim to know what it did', async () => {
  const runId = await runThatGoesOn();
  const failure = { Error: 'Sandbox.Timedout', Cause: 'the task timed out' };
  await record({ runId, stepId: 'database', state: 'PromoteReplica', failure });
  expect(await world.facts(runId, 'step:database')).toEqual([
    {
      type: 'stepFailed',
      because: 'PromoteReplica ended with Sandbox.Timedout, so what it did is not known: the task timed out',
      refused: false,
      error: 'Sandbox.Timedout',
    },
  ]);
});

it('takes a failure without a cause, as a timeout is', async () => {
  const runId = nextRunId();
  await record({ runId, state: 'AwaitApproval', failure: { Error: 'States.Timeout' } });
  expect(await world.facts(runId)).toMatchObject([{ error: 'States.Timeout', cause: '' }]);
});

it('keeps neither traces nor control characters nor novels', async () => {
  const runId = nextRunId();
  await record({ runId, state: 'OpenRun', failure: { Error: 'E', Cause: `\u001b[31m${'x'.repeat(40_000)}\r\n` } });
  const text = JSON.stringify(await world.facts(runId));
  expect(text).not.toContain('\\u001b');
  expect(text.length).toBeLessThan(600);
});

it('writes the same failure once when it is run twice, and a second one again', async () => {
  const runId = await runThatGoesOn();
  const input = { runId, stepId: 'database', state: 'PromoteReplica', failure: { Error: 'States.Timeout' } };
  await record(input);
  await record(input);
  expect(await world.facts(runId, 'step:database')).toHaveLength(1);
  await record({ ...input, failure: { Error: 'Lambda.Unknown' } });
  expect(await world.facts(runId, 'step:database')).toHaveLength(2);
});

it('leaves no trace of a step that the run has not reached, and says why', async () => {
  const runId = nextRunId();
  await world.tell(runId, [['run', openedFor(plan)]]);
  const input = { runId, stepId: 'database', state: 'PromoteReplica', failure: { Error: 'NotLetGo' } };
  await expect(record(input)).rejects.toMatchObject({ name: 'NotLetGo', message: expect.stringContaining('said yes') });
  expect((await world.facts(runId)).map(({ type }) => type)).toEqual(['runOpened']);
});
