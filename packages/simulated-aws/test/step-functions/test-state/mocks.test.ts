import { describe, expect, it } from 'vitest';
import { defined } from '../../../src/defined.ts';
import type { Json } from '../../../src/step-functions/json.ts';
import { failing, map, parallel, task, test } from './try-state.ts';

describe('a mock', () => {
  it('stands for the branches of a Parallel', async () => {
    const answer = await test({ definition: parallel, mock: { result: '[7]' } });
    expect(answer).toEqual({ status: 'SUCCEEDED', output: '[7]', nextState: 'N' });
  });

  it.each([
    { failures: 1, limits: { ToleratedFailureCount: 1 }, status: 'SUCCEEDED' },
    { failures: 2, limits: { ToleratedFailureCount: 1 }, status: 'FAILED' },
    { failures: 1, limits: { ToleratedFailurePercentage: 50 }, status: 'SUCCEEDED' },
    { failures: 1, limits: { ToleratedFailureCount: 1, ToleratedFailurePercentage: 49 }, status: 'FAILED' },
    { failures: 2, limits: { ToleratedFailurePercentage: 50 }, status: 'FAILED' },
    { failures: 2, limits: {}, status: 'SUCCEEDED' },
  ])('lets $failures of two iterations fail under $limits: $status', async ({ failures, limits, status }) => {
    const stateConfiguration = { mapIterationFailureCount: failures };
    const answer = await test({
      definition: map(limits),
      input: [1, 2],
      mock: { result: '[1,2]' },
      stateConfiguration,
    });
    expect(answer.status).toBe(status);
    expect(answer.error).toBe(status === 'FAILED' ? 'States.ExceedToleratedFailureThreshold' : undefined);
  });

  it('lets a callback be tested with a token of its own', async () => {
    const Resource = 'arn:aws:states:::sqs:sendMessage.waitForTaskToken';
    const Arguments = { QueueUrl: 'q', MessageBody: '{% $states.context.Task.Token %}' };
    const context = { Task: { Token: 'token-1' }, State: { RetryCount: 3 } };
    const Output = '{% $states.context.State.RetryCount %}';
    const mock = { result: '"anything"' };
    const definition = task({ Resource, Arguments, Output });
    const answer = await test({ definition, context, mock, inspectionLevel: 'DEBUG' });
    expect(answer).toMatchObject({
      output: '3',
      inspectionData: { afterArguments: expect.stringContaining('token-1') },
    });
  });

  it('may stand for what is not simulated', async () => {
    const definition = task({ Resource: 'arn:aws:states:::glue:startJobRun.sync', Arguments: {} });
    expect(await test({ definition, mock: failing })).toMatchObject({ status: 'FAILED', error: 'Broken' });
    const mock = { result: '{}', fieldValidationMode: 'NONE' };
    expect(await test({ definition, mock })).toMatchObject({ status: 'SUCCEEDED' });
    await expect(test({ definition, mock: { result: '{}' } })).rejects.toMatchObject({ code: 'NotSimulated' });
  });

  const startExecution = (suffix = '') =>
    task({ Resource: `arn:aws:states:::states:startExecution${suffix}`, Arguments: {} });
  const queued = task({ Resource: 'arn:aws:states:::aws-sdk:rds:describeDBInstances', Arguments: {} });
  it.each<{ what: string; definition: Json; mode?: string; result: Json; problem?: string }>([
    {
      what: 'what the API answers',
      definition: startExecution(),
      result: { ExecutionArn: 'a', StartDate: '2020-01-01T00:00:00' },
    },
    {
      what: 'too little',
      definition: startExecution(),
      result: { ExecutionArn: 'a' },
      problem: "Required field 'StartDate' is missing",
    },
    {
      what: 'too little, if that may be',
      definition: startExecution(),
      mode: 'PRESENT',
      result: { ExecutionArn: 'a' },
    },
    {
      what: 'another kind',
      definition: startExecution(),
      mode: 'PRESENT',
      result: { ExecutionArn: 1 },
      problem: "Field 'ExecutionArn' must be a string",
    },
    {
      what: 'too much',
      definition: startExecution(),
      mode: 'PRESENT',
      result: { A: 1 },
      problem: "Field 'A' is not part",
    },
    { what: 'no object', definition: startExecution(), result: [], problem: 'must be an object' },
    { what: 'anything, if nothing is looked at', definition: startExecution(), mode: 'NONE', result: [] },
    {
      what: 'the description of a job that has ended',
      definition: startExecution('.sync:2'),
      mode: 'PRESENT',
      result: { Status: 'SUCCEEDED', Output: { a: 1 } },
    },
    {
      what: 'members as the Java SDK names them',
      definition: queued,
      result: { DbInstances: [{ DbInstanceStatus: 'available' }] },
    },
    {
      what: 'a slip deep within',
      definition: queued,
      result: { DbInstances: [{ DbInstanceStatus: true }] },
      problem: "Field 'DbInstanceStatus' must be a string",
    },
  ])('of $what is judged by the API', async ({ definition, mode, result, problem }) => {
    const mock = { result: JSON.stringify(result), ...defined({ fieldValidationMode: mode }) };
    const asked = test({ definition, mock });
    if (problem === undefined) expect(await asked).toMatchObject({ status: 'SUCCEEDED' });
    else
      await expect(asked).rejects.toMatchObject({
        code: 'ValidationException',
        message: expect.stringContaining(problem),
      });
  });
});
