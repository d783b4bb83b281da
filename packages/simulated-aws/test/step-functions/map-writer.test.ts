import { describe, expect, it } from 'vitest';
import { pass, typesOf } from './machine-room.ts';
import { bucket, createMapRoom, mapMachine, writing } from './map-room.ts';

/** Items below 0 fail; the others come out twice, in a list. */
const states = {
  Which: { Type: 'Choice', Choices: [{ Condition: '{% $states.input < 0 %}', Next: 'No' }], Default: 'Yes' },
  No: { Type: 'Fail', Error: 'Bad', Cause: 'so' },
  Yes: pass({ Output: '{% [$states.input, $states.input] %}' }),
};

const tolerant = { ToleratedFailureCount: 1, MaxConcurrency: 1 };

const parsed = (text: string | undefined): unknown => JSON.parse(text ?? 'null');

describe('a ResultWriter', () => {
  it('writes the children by their end, a manifest of the files, and hands on where that is', async () => {
    const room = createMapRoom();
    const execution = await room.run(mapMachine(states, { ...writing(), ...tolerant }), [1, -1]);
    const { mapRunArn } = await room.describeRun(execution);
    const id = String(mapRunArn).split(':').at(-1);
    expect(execution.output?.value).toEqual({
      MapRunArn: mapRunArn,
      ResultWriterDetails: { Bucket: bucket, Key: `results/${id}/manifest.json` },
    });
    const files = room.results();
    const sizeOf = (name: string) => [{ Key: `results/${id}/${name}`, Size: files[name]?.length }];
    expect(parsed(files['manifest.json'])).toEqual({
      DestinationBucket: bucket,
      MapRunArn: mapRunArn,
      ResultFiles: { FAILED: sizeOf('FAILED_0.json'), PENDING: [], SUCCEEDED: sizeOf('SUCCEEDED_0.json') },
    });
    const child = room.children()[0];
    expect(parsed(files['SUCCEEDED_0.json'])).toEqual([
      {
        ExecutionArn: child?.arn,
        Input: '1',
        InputDetails: { Included: true },
        Name: child?.name,
        Output: '[1,1]',
        OutputDetails: { Included: true },
        RedriveCount: 0,
        RedriveStatus: 'NOT_REDRIVABLE',
        RedriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
        StartDate: expect.stringMatching(/Z$/),
        StateMachineArn: `${execution.machine.arn}/items`,
        Status: 'SUCCEEDED',
        StopDate: expect.stringMatching(/Z$/),
      },
    ]);
    expect(parsed(files['FAILED_0.json'])).toMatchObject([{ Input: '-1', Error: 'Bad', Status: 'FAILED' }]);
    expect(await room.describeRun(execution)).toMatchObject({ itemCounts: { resultsWritten: 2 } });
  });

  it.each([
    { config: { Transformation: 'COMPACT' }, name: 'SUCCEEDED_0.json', text: '[[1,1],[2,2]]' },
    { config: { Transformation: 'FLATTEN' }, name: 'SUCCEEDED_0.json', text: '[1,1,2,2]' },
    { config: { Transformation: 'COMPACT', OutputType: 'JSONL' }, name: 'SUCCEEDED_0.jsonl', text: '[1,1]\n[2,2]\n' },
    { config: { Transformation: 'FLATTEN', OutputType: 'JSONL' }, name: 'SUCCEEDED_0.jsonl', text: '1\n1\n2\n2\n' },
  ])('writes outputs alone as $config', async ({ config, name, text }) => {
    const room = createMapRoom();
    await room.run(mapMachine(states, writing(config)), [1, 2]);
    expect(room.results()[name]).toBe(text);
  });

  it.each([
    { Transformation: 'COMPACT', output: [[1, 1]] },
    { Transformation: 'FLATTEN', output: [1, 1] },
    { Transformation: 'NONE', output: [{ Output: '[1,1]', Status: 'SUCCEEDED' }] },
  ])('hands on the results as $Transformation where nothing is to be exported', async ({ Transformation, output }) => {
    const fields = { ResultWriter: { WriterConfig: { Transformation, OutputType: 'JSON' } } };
    const execution = await createMapRoom().run(mapMachine(states, fields), [1]);
    expect(execution.output?.value).toMatchObject(output);
  });

  it('tells of a run that failed, too, with what was not begun', async () => {
    const room = createMapRoom();
    const execution = await room.run(mapMachine(states, { ...writing(), MaxConcurrency: 1 }), [1, -1, 3]);
    expect(execution.error).toBe('States.ExceedToleratedFailureThreshold');
    const files = room.results();
    expect(Object.keys(files)).toEqual(['FAILED_0.json', 'PENDING_0.json', 'SUCCEEDED_0.json', 'manifest.json']);
    expect(parsed(files['PENDING_0.json'])).toEqual([
      { Input: '3', InputDetails: { Included: true }, Status: 'PENDING' },
    ]);
  });

  it('writes what a stopped run came to, the results of its redrive into a folder of their own, and names all successes in its manifest', async () => {
    const room = createMapRoom();
    const oncePerRun = {
      Which: {
        Type: 'Choice',
        Choices: [
          { Condition: '{% $states.context.Execution.RedriveCount = 0 and $states.input.fails %}', Next: 'No' },
        ],
        Default: 'Yes',
      },
      No: { Type: 'Wait', Seconds: 100, Next: 'Yes' },
      Yes: pass({ Output: 'ok' }),
    };
    room.create('m', mapMachine(oncePerRun, { ...writing(), MaxConcurrency: 1 }));
    const execution = room.start('m', [{ fails: false }, { fails: true }]);
    await room.pass(20);
    await room.ask('StopExecution', { executionArn: execution.arn });
    await room.end(execution);
    const stopped = room.results();
    expect(parsed(stopped['FAILED_0.json'])).toMatchObject([{ Input: '{"fails":true}', Status: 'ABORTED' }]);
    await room.redrive(execution);
    expect(execution.output?.value).toMatchObject({
      ResultWriterDetails: { Key: expect.stringMatching(/Redrive-1\/manifest\.json$/) },
    });
    const files = room.results();
    expect(parsed(files['Redrive-1/manifest.json'])).toMatchObject({
      ResultFiles: {
        FAILED: [],
        PENDING: [],
        SUCCEEDED: [
          { Key: expect.stringMatching(/\/SUCCEEDED_0\.json$/) },
          { Key: expect.stringMatching(/\/Redrive-1\/SUCCEEDED_0\.json$/) },
        ],
      },
    });
    expect(parsed(files['Redrive-1/SUCCEEDED_0.json'])).toMatchObject([{ Input: '{"fails":true}', RedriveCount: 1 }]);
  });

  it('fails before any child begins when it may not write', async () => {
    const room = createMapRoom();
    room.denied.add('s3:PutObject');
    const execution = await room.run(mapMachine(states, writing()), [1]);
    expect(execution).toMatchObject({
      error: 'States.ResultWriterFailed',
      cause: expect.stringContaining('Failed to write a test manifest into the specified output bucket.'),
    });
    expect(room.children()).toEqual([]);
    expect(typesOf(execution)).toContain('MapRunFailed');
    room.denied.clear();
    expect((await room.redrive(execution)).status).toBe('SUCCEEDED');
  });
});
