import { describe, expect, it } from 'vitest';
import { account, FunctionFailure, lambdaTask, pass, region, typesOf } from './machine-room.ts';
import { createMapRoom, mapMachine } from './map-room.ts';

const runArn = expect.stringMatching(`^arn:aws:states:${region}:${account}:mapRun:m/items:`);
const childMachine = `arn:aws:states:${region}:${account}:stateMachine:m/items`;
const wait = { Type: 'Wait', Seconds: 10, End: true };
const none = {
  pending: 0,
  running: 0,
  succeeded: 0,
  failed: 0,
  timedOut: 0,
  aborted: 0,
  total: 0,
  resultsWritten: 0,
  failuresNotRedrivable: 0,
  pendingRedrive: 0,
};
/** Items are seconds to wait; negative ones fail at once. */
const waitOrFail = {
  Which: { Type: 'Choice', Choices: [{ Condition: '{% $states.input < 0 %}', Next: 'No' }], Default: 'W' },
  No: { Type: 'Fail', Error: 'Bad', Cause: 'so' },
  W: { Type: 'Wait', Seconds: '{% $states.input %}', End: true },
};

const begun = (states: Parameters<typeof mapMachine>[0], fields: Parameters<typeof mapMachine>[1], input: number[]) => {
  const room = createMapRoom();
  room.create('m', mapMachine(states, fields));
  return { room, execution: room.start('m', input) };
};

describe('a Map Run', () => {
  it('is described while it runs, by items and by executions', async () => {
    const fields = { MaxConcurrency: 1, ToleratedFailurePercentage: 20, ItemBatcher: { MaxItemsPerBatch: 2 } };
    const { room, execution } = begun({ W: wait }, fields, [1, 2, 3]);
    await room.pass(5);
    expect(await room.describeRun(execution)).toEqual({
      mapRunArn: runArn,
      executionArn: execution.arn,
      status: 'RUNNING',
      startDate: expect.any(Date),
      stopDate: undefined,
      maxConcurrency: 1,
      toleratedFailurePercentage: 20,
      toleratedFailureCount: 0,
      itemCounts: { ...none, running: 2, pending: 1, total: 3 },
      executionCounts: { ...none, running: 1, pending: 1, total: 2 },
      redriveCount: 0,
      redriveDate: undefined,
    });
    await room.end(execution);
    expect(await room.describeRun(execution)).toMatchObject({
      status: 'SUCCEEDED',
      stopDate: expect.any(Date),
      itemCounts: { ...none, succeeded: 3, total: 3 },
      executionCounts: { ...none, succeeded: 2, total: 2 },
    });
  });

  it('is listed by its execution, a page at a time', async () => {
    const { room, execution } = begun({ P: pass() }, { Retry: [{ ErrorEquals: ['States.ALL'] }] }, [1]);
    await room.end(execution);
    expect(await room.runsOf(execution)).toEqual([
      {
        executionArn: execution.arn,
        mapRunArn: runArn,
        stateMachineArn: childMachine,
        startDate: expect.any(Date),
        stopDate: expect.any(Date),
      },
    ]);
    const other = room.ask('ListMapRuns', { executionArn: 'x' });
    await expect(other).rejects.toMatchObject({ code: 'ExecutionDoesNotExist' });
  });

  it('is a new one for each retry of the state', async () => {
    const Retry = [{ ErrorEquals: ['States.ExceedToleratedFailureThreshold'], MaxAttempts: 1 }];
    const { room, execution } = begun(waitOrFail, { Retry }, [-1]);
    await room.end(execution);
    const page = { executionArn: execution.arn, maxResults: 1 };
    const { mapRuns, nextToken } = await room.ask('ListMapRuns', page);
    const rest = await room.ask('ListMapRuns', { ...page, nextToken });
    expect([mapRuns, rest.mapRuns].flat()).toEqual(await room.runsOf(execution));
    expect(new Set((await room.runsOf(execution)).map(({ mapRunArn }) => mapRunArn)).size).toBe(2);
    expect(rest.nextToken).toBeUndefined();
  });

  it('shows its children with the label in their ARNs and the items that each was given', async () => {
    const { room, execution } = begun({ P: pass() }, { ItemBatcher: { MaxItemsPerBatch: 2 } }, [1, 2, 3]);
    await room.end(execution);
    const { mapRunArn } = await room.describeRun(execution);
    const { executions } = await room.ask('ListExecutions', { mapRunArn });
    expect(executions).toMatchObject([
      { stateMachineArn: childMachine, mapRunArn, itemCount: 1, status: 'SUCCEEDED' },
      { stateMachineArn: childMachine, mapRunArn, itemCount: 2, status: 'SUCCEEDED' },
    ]);
  });

  it('fails beyond its tolerance: what runs is aborted, what waits is not begun', async () => {
    const { room, execution } = begun(waitOrFail, { MaxConcurrency: 2 }, [30, -1, 30]);
    await room.end(execution);
    expect(execution).toMatchObject({
      error: 'States.ExceedToleratedFailureThreshold',
      cause: 'The specified tolerated failure threshold was exceeded',
    });
    const run = await room.describeRun(execution);
    expect(run).toMatchObject({
      status: 'FAILED',
      executionCounts: { ...none, pending: 1, aborted: 1, failed: 1, total: 3 },
    });
    expect(room.children().map(({ status, cause }) => [status, cause])).toEqual([
      ['ABORTED', `The map run execution [${run.mapRunArn}] which was managing this resource was aborted`],
      ['FAILED', 'so'],
    ]);
    expect(typesOf(execution).slice(-3)).toEqual(['MapRunFailed', 'MapStateFailed', 'ExecutionFailed']);
  });

  it.each([
    { rest: { ToleratedFailureCount: 1, ToleratedFailurePercentage: 10 }, status: 'FAILED' },
    { rest: { ToleratedFailureCount: 0, ToleratedFailurePercentage: 90 }, status: 'FAILED' },
    { rest: { ToleratedFailureCount: '{% 1 %}', ToleratedFailurePercentage: '{% 50 %}' }, status: 'SUCCEEDED' },
    { rest: { ToleratedFailurePercentage: 100 }, status: 'SUCCEEDED' },
  ])('is $status with one failure of two and $rest, each tolerance for itself', async ({ rest, status }) => {
    const { room, execution } = begun(waitOrFail, rest, [-1, 1]);
    expect((await room.end(execution)).status).toBe(status);
  });

  it('hands on what a tolerated child failed with in the place of its output', async () => {
    const { room, execution } = begun(waitOrFail, { ToleratedFailureCount: 1 }, [-1, 1]);
    const { output } = await room.end(execution);
    const failed = { Error: 'Bad', Cause: 'so', Status: 'FAILED', Input: '-1', RedriveStatus: 'REDRIVABLE_BY_MAP_RUN' };
    expect(output?.value).toMatchObject([{ ...failed, StateMachineArn: childMachine }, 1]);
  });

  it('is aborted with its execution', async () => {
    const { room, execution } = begun({ W: wait }, {}, [1]);
    await room.pass(5);
    await room.ask('StopExecution', { executionArn: execution.arn });
    await room.end(execution);
    expect(await room.describeRun(execution)).toMatchObject({
      status: 'ABORTED',
      itemCounts: { ...none, aborted: 1, total: 1 },
    });
  });

  it('is refused where it is not known', async () => {
    for (const operation of ['DescribeMapRun', 'UpdateMapRun'])
      await expect(createMapRoom().ask(operation, { mapRunArn: 'x' })).rejects.toMatchObject({
        code: 'ResourceNotFound',
      });
  });
});

describe('UpdateMapRun', () => {
  it('lets more children run at once from then on', async () => {
    const { room, execution } = begun({ W: wait }, { MaxConcurrency: 1 }, [1, 2, 3, 4]);
    await room.pass(5);
    const { mapRunArn } = await room.describeRun(execution);
    await room.ask('UpdateMapRun', { mapRunArn, maxConcurrency: 3 });
    expect(await room.describeRun(execution)).toMatchObject({ maxConcurrency: 3, executionCounts: { running: 3 } });
    await room.ask('UpdateMapRun', { mapRunArn, maxConcurrency: 0 });
    expect(await room.describeRun(execution)).toMatchObject({ executionCounts: { running: 4, pending: 0 } });
  });

  it('ends a run in which more has failed than is tolerated now', async () => {
    const { room, execution } = begun(waitOrFail, { ToleratedFailureCount: 2 }, [-1, 100]);
    await room.pass(5);
    const { mapRunArn } = await room.describeRun(execution);
    await room.ask('UpdateMapRun', { mapRunArn, toleratedFailureCount: 1 });
    expect(execution.status).toBe('RUNNING');
    await room.ask('UpdateMapRun', { mapRunArn, toleratedFailureCount: 0 });
    expect((await room.end(execution)).error).toBe('States.ExceedToleratedFailureThreshold');
  });

  it('refuses a run that has ended, and a percentage above 100', async () => {
    const { room, execution } = begun({ W: wait }, {}, [1]);
    await room.pass(5);
    const { mapRunArn } = await room.describeRun(execution);
    const invalid = { code: 'ValidationException' };
    const above = room.ask('UpdateMapRun', { mapRunArn, toleratedFailurePercentage: 101 });
    await expect(above).rejects.toMatchObject(invalid);
    await room.end(execution);
    await expect(room.ask('UpdateMapRun', { mapRunArn, maxConcurrency: 1 })).rejects.toMatchObject(invalid);
  });
});

describe('a redriven Map Run', () => {
  const flaky = (failures: Record<string, number>) => {
    const seen: unknown[] = [];
    const room = createMapRoom({
      f: async (payload) => {
        await room.clock.sleep(1000);
        seen.push(payload);
        const left = failures[String(payload)] ?? 0;
        failures[String(payload)] = left - 1;
        if (left > 0) throw new FunctionFailure('Broken');
        return payload;
      },
    });
    room.create('m', mapMachine({ T: lambdaTask('f') }, { MaxConcurrency: 1 }));
    return { room, seen };
  };

  it('runs the children again that did not succeed, under their own ARNs, and starts those that were not', async () => {
    const { room, seen } = flaky({ 2: 1 });
    const execution = await room.end(room.start('m', [1, 2, 3]));
    const before = room.children().map(({ arn }) => arn);
    await room.redrive(execution);
    expect(execution.output?.value).toEqual([1, 2, 3]);
    expect(seen).toEqual([1, 2, 2, 3]);
    expect(room.children().map(({ arn }) => arn)).toEqual([...before, expect.any(String)]);
    expect(room.children().map(({ redrives }) => redrives.count)).toEqual([0, 1, 0]);
    expect(await room.describeRun(execution)).toMatchObject({ status: 'SUCCEEDED', redriveCount: 1 });
    const events = execution.history.events();
    const redriven = events.find(({ type }) => type === 'MapRunRedriven');
    const started = events.find(({ type }) => type === 'MapStateStarted');
    expect(redriven).toMatchObject({ previousEventId: started?.id, mapRunRedrivenEventDetails: { redriveCount: 1 } });
    expect(typesOf(execution).filter((type) => type === 'MapRunStarted')).toHaveLength(1);
  });

  it('shows the children that it has not come to as pending', async () => {
    const { room } = flaky({ 1: 1, 2: 1 });
    const execution = room.start('m', [1, 2]);
    await room.pass(0.5);
    const { mapRunArn } = await room.describeRun(execution);
    await room.ask('UpdateMapRun', { mapRunArn, toleratedFailureCount: 1 });
    await room.end(execution);
    await room.ask('RedriveExecution', { executionArn: execution.arn });
    await room.pass(0.5);
    expect(await room.describeRun(execution)).toMatchObject({
      executionCounts: { ...none, running: 1, pendingRedrive: 1, total: 2 },
    });
    const { executions } = await room.ask('ListExecutions', { mapRunArn, statusFilter: 'PENDING_REDRIVE' });
    expect(executions).toHaveLength(1);
    expect((await room.end(execution)).status).toBe('SUCCEEDED');
  });

  it('needs states:RedriveExecution for its children', async () => {
    const { room } = flaky({ 1: 1 });
    const execution = await room.end(room.start('m', [1]));
    room.denied.add('states:RedriveMapRun');
    expect((await room.redrive(execution)).error).toBe('StepFunctions.AWSStepFunctionsException');
    expect(room.states.resources.RedriveMapRun({ executionArn: 'child' })).toEqual(['child']);
    expect(room.states.actions.RedriveMapRun).toBe('states:RedriveExecution');
  });

  it('is redriven a thousand times at most', async () => {
    const { room } = flaky({ 1: 2000 });
    const execution = await room.end(room.start('m', [1]));
    for (let count = 0; count < 1000; count += 1) await room.redrive(execution);
    expect(execution.error).toBe('States.ExceedToleratedFailureThreshold');
    expect((await room.redrive(execution)).error).toBe('States.Runtime');
  });

  it('is how children are redriven: they cannot be redriven by themselves', async () => {
    const { room } = flaky({ 1: 1 });
    await room.end(room.start('m', [1]));
    const asked = room.ask('RedriveExecution', { executionArn: room.children()[0]?.arn });
    await expect(asked).rejects.toMatchObject({
      code: 'ValidationException',
      fields: { reason: 'API_DOES_NOT_SUPPORT_LABELED_ARNS' },
    });
  });
});
