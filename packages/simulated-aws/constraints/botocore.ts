import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

/** The models of services in an installed botocore (github.com/boto/botocore, botocore/data): what is read of them. */
const Ref = z.object({ shape: z.string() });

const types = [
  ...(['structure', 'list', 'map', 'string', 'blob', 'integer', 'long'] as const),
  ...(['float', 'double', 'boolean', 'timestamp', 'bigdecimal'] as const),
] as const;

const Shape = z.object({
  type: z.enum(types),
  members: z.record(z.string(), Ref).optional(),
  required: z.array(z.string()).optional(),
  member: Ref.optional(),
  key: Ref.optional(),
  value: Ref.optional(),
  enum: z.array(z.string()).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  pattern: z.string().optional(),
  sensitive: z.boolean().optional(),
});

const Model = z.object({
  operations: z.record(z.string(), z.object({ input: Ref.optional() })),
  shapes: z.record(z.string(), Shape),
});

/** Where botocore's name for a service is not its signing name. */
const folders: Readonly<Record<string, string>> = { monitoring: 'cloudwatch', states: 'stepfunctions' };

export type BotocoreShape = z.infer<typeof Shape>;

export type BotocoreModel = Readonly<{ source: string }> & z.infer<typeof Model>;

/** The newest model of a service. */
export function readBotocore(botocore: string, service: string): BotocoreModel {
  const folder = folders[service] ?? service;
  const [newest] = readdirSync(join(botocore, 'data', folder))
    .toSorted()
    .toReversed();
  const file = `data/${folder}/${newest}/service-2.json.gz`;
  const model = Model.parse(JSON.parse(gunzipSync(readFileSync(join(botocore, file))).toString('utf8')));
  return { source: `botocore ${versionOf(botocore)}, ${file}`, ...model };
}

function versionOf(botocore: string): string {
  const text = readFileSync(join(botocore, '__init__.py'), 'utf8');
  const version = /^__version__ = ['"](.+)['"]$/m.exec(text)?.[1];
  if (version === undefined) throw new Error(`${botocore} is no botocore`);
  return version;
}
