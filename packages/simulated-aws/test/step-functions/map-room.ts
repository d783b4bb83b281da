import { defined } from '../../src/defined.ts';
import { createS3 } from '../../src/services/s3/s3.ts';
import type { Json } from '../../src/step-functions/json.ts';
import type { Execution } from '../../src/step-functions/run/execution.ts';
import { type Behaviour, createMachineRoom, machine, region } from './machine-room.ts';

export const bucket = 'data';

type Fields = Readonly<Record<string, Json>>;

/** A machine of one Map, `M`, with these states for its items. */
export const mapMachine = (states: Fields, fields: Fields = {}, mode = 'DISTRIBUTED'): Json =>
  machine({
    M: {
      Type: 'Map',
      ...(mode === 'DISTRIBUTED' ? { Label: 'items' } : {}),
      ItemProcessor: { ProcessorConfig: { Mode: mode }, StartAt: Object.keys(states)[0] ?? '', States: states },
      End: true,
      ...fields,
    },
  });

export const reading = (config: Fields, more: Fields = {}): Fields => ({
  ItemReader: {
    Resource: 'arn:aws:states:::s3:getObject',
    Arguments: { Bucket: bucket, Key: 'items' },
    ReaderConfig: config,
    ...more,
  },
});

export const writing = (config?: Fields): Fields => ({
  ResultWriter: {
    Resource: 'arn:aws:states:::s3:putObject',
    Arguments: { Bucket: bucket, Prefix: 'results' },
    ...defined({ WriterConfig: config }),
  },
});

const operations = ['GetObject', 'PutObject', 'ListObjectsV2'];

/** A machine room with S3 in it, and a bucket for the items and the results. */
export const createMapRoom = (functions: Readonly<Record<string, Behaviour>> = {}) => {
  const room = createMachineRoom(functions);
  const s3 = createS3(room.world);
  s3.addBucket({ name: bucket, region, publicRead: false });
  for (const operation of operations)
    room.others.set(`s3:${operation}`, async (call) => ({ ...(await s3.operations[operation]?.(call.input, call)) }));

  const put = async (key: string, body: string | Uint8Array): Promise<void> => {
    const input = { Bucket: bucket, Key: key, Body: Buffer.from(body) };
    const principal = { kind: 'operator', name: 'tester' } as const;
    await s3.operations.PutObject?.(input, {
      service: 's3',
      operation: 'PutObject',
      region,
      principal,
      requestId: '',
      input,
    });
  };

  /** Texts by key, without the folder of the Map Run. */
  const results = (): Record<string, string> =>
    Object.fromEntries(
      s3
        .objectsOf(bucket)
        .filter(({ key }) => key.startsWith('results/'))
        .map(({ key, body }) => [key.split('/').slice(2).join('/'), Buffer.from(body).toString()]),
    );

  const redrive = async (execution: Execution): Promise<Execution> => {
    await room.ask('RedriveExecution', { executionArn: execution.arn });
    return await room.end(execution);
  };

  const children = () => room.states.executions().filter(({ mapRunArn }) => mapRunArn !== undefined);
  const inputs = () => children().map(({ input }) => input.value);
  const runsOf = async ({ arn: executionArn }: Execution) => {
    const { mapRuns } = await room.ask('ListMapRuns', { executionArn });
    return Array.isArray(mapRuns) ? mapRuns : [];
  };
  const describeRun = async (execution: Execution) => {
    const runs = await runsOf(execution);
    return await room.ask('DescribeMapRun', { mapRunArn: runs.at(-1)?.mapRunArn });
  };
  return { ...room, put, results, redrive, children, inputs, runsOf, describeRun };
};
