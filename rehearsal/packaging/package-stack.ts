import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Complaint, wordsOf } from 'simulated-aws/complaint.ts';
import * as z from 'zod';
import { withLock } from './file-lock.ts';
import { networkFor } from './network-for.ts';

const run = promisify(execFile);
const inputs = [
  'package-lock.json',
  'serverless.yml',
  'serverless.detector.yml',
  'network.yml',
  'functions',
  'shared',
  'state-machines',
  'resources',
  'deployment',
];

const serverless = join('node_modules', 'serverless', 'bin', 'serverless.js');

const packages = join('.lifeboat', 'packages');
/** A stack and its detectors, of two folders of plans, each of the newest states of the sources. */
const packagesKept = 12;

const State = z.object({
  service: z.object({
    provider: z.object({ stage: z.string(), stackTags: z.record(z.string(), z.string()).default({}) }),
  }),
});

const found = new Map<string, Promise<string>>();

/** A package never changes, and each scene deploys all of it. */
const texts = new Map<string, string>();

export type PackagedStack = Readonly<{
  template: unknown;
  /** Of the stack, as the framework gives them to CloudFormation: its stage and those of serverless.yml. */
  tags: Readonly<Record<string, string>>;
  /** Code of the function with this key in the service (promoteReplica), as it stands in its zip. */
  codeOf: (functionKey: string) => Readonly<{ code: string; file: string }>;
}>;

/** The stack of one standby Region as `npx serverless package` makes it. `plans`: the folder of the plan files. */
export async function packageStack(region: string, plans = 'plans'): Promise<PackagedStack> {
  return stackIn(await packaged({ config: 'serverless.yml', region, plans }));
}

/** The stack of another Region as `npx serverless package -c serverless.detector.yml` makes it. */
export const packageDetector = async (region: string, plans = 'plans'): Promise<PackagedStack> =>
  stackIn(await packaged({ config: 'serverless.detector.yml', region, plans }));

function templateIn(folder: string): Pick<PackagedStack, 'template' | 'tags'> {
  const { stage, stackTags } = State.parse(jsonIn(folder, 'serverless-state.json')).service.provider;
  const template = jsonIn(folder, 'cloudformation-template-update-stack.json');
  return { template, tags: { STAGE: stage, ...stackTags } };
}

const jsonIn = (folder: string, name: string): unknown =>
  JSON.parse(readFileSync(join(folder, 'package', name), 'utf8'));

/** `plans`: the folder of the plan files. */
type Packaging = Readonly<{ config: 'serverless.yml' | 'serverless.detector.yml'; region: string; plans: string }>;

/** A process looks at the sources once: whoever changes them starts another. What failed is tried again. */
function packaged(packaging: Packaging): Promise<string> {
  const key = `${packaging.config} ${packaging.region} ${packaging.plans}`;
  const folder = found.get(key) ?? findOrPackage(packaging);
  found.set(key, folder);
  folder.catch(() => found.delete(key));
  return folder;
}

/** Where the package lies; made anew only when a source has changed. */
async function findOrPackage(packaging: Packaging): Promise<string> {
  const { config, region } = packaging;
  const kind = config === 'serverless.yml' ? region : `detector-${region}`;
  const folder = join(packages, `${kind}-${fingerprint(packaging)}`);
  await withLock(join('.lifeboat', 'packaging.pid'), async () => {
    if (existsSync(folder)) return;
    await packageInto(folder, packaging);
    dropOld(packages);
  });
  return folder;
}

/** Of everything that packaging reads: the same sources are packaged once. */
function fingerprint({ region, plans }: Packaging): string {
  const hash = createHash('sha256').update(region);
  const files = [...inputs, plans]
    .filter(existsSync)
    .flatMap((input) => (input.includes('.') ? [input] : filesBelow(input)));
  for (const file of files) hash.update(file).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

const filesBelow = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/** Bundles go through dist/, which is one: packaged in turn, and moved to its place whole. */
async function packageInto(folder: string, packaging: Packaging): Promise<void> {
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  await packageOnly(join(partial, 'package'), packaging);
  if (existsSync('dist')) cpSync('dist', join(partial, 'bundles'), { recursive: true });
  renameSync(partial, folder);
}

async function packageOnly(folder: string, { config, region, plans }: Packaging): Promise<void> {
  const params = [`plans=${plans}`, `network=${networkFor(region)}`].flatMap((param) => ['--param', param]);
  const options = ['-c', config, '--package', folder, '--region', region, ...params];
  try {
    await run(process.execPath, [serverless, 'package', ...options]);
  } catch (error) {
    throw new Complaint(`The stack could not be packaged. Try: npx serverless package -c ${config}\n${wordsOf(error)}`);
  }
}

/** Older packages are of sources that have changed since. */
function dropOld(parent: string): void {
  const byAge = readdirSync(parent)
    .map((name) => ({ path: join(parent, name), madeAt: statSync(join(parent, name)).mtimeMs }))
    .sort((a, b) => b.madeAt - a.madeAt);
  for (const { path } of byAge.slice(packagesKept)) rmSync(path, { recursive: true, force: true });
}

function stackIn(folder: string): PackagedStack {
  return {
    ...templateIn(folder),
    codeOf: (functionKey) => {
      const file = join(folder, 'bundles', functionKey, 'index.cjs');
      return { code: textIn(file), file };
    },
  };
}

function textIn(file: string): string {
  const text = texts.get(file) ?? readFileSync(file, 'utf8');
  texts.set(file, text);
  return text;
}
