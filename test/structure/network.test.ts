import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { functionKey, readFunctions } from '../../deployment/function-file.ts';
import { endpointsOf } from '../../deployment/network/endpoints.ts';
import { readNetwork } from '../../deployment/network/network.ts';
import { networkFor } from '../../rehearsal/packaging/network-for.ts';
import { packageStack } from '../../rehearsal/packaging/package-stack.ts';
import { testPlans } from '../support/plans.ts';
import { importsIn, sourcesBelow } from './sources.ts';

const sources = new Map(['functions', 'shared'].flatMap(sourcesBelow).map((source) => [source.file, source]));

/** What a value is imported from outside, anywhere below a file; types are not in the bundle. */
const packagesBelow = (file: string, seen = new Set<string>()): Set<string> => {
  const source = sources.get(file);
  const found = new Set<string>();
  if (source === undefined || seen.has(file)) return found;
  seen.add(file);
  const text = source.text.replace(/^(?:import|export) type [^;]*;/gm, '');
  for (const [, name = ''] of text.matchAll(/\bfrom '([^.'][^']*)'/g)) found.add(name);
  for (const { to } of importsIn({ file, text })) for (const name of packagesBelow(to, seen)) found.add(name);
  return found;
};

const importsPg = (folder: string): boolean =>
  [...packagesBelow(`functions/${folder}/handler.ts`)].some((name) => name === 'pg' || name.startsWith('pg/'));

const functions = readFunctions();
const connecting = functions.filter(({ connectsToDatabases }) => connectsToDatabases);
/** No plan of the packaged stack restores a copy in its standby Region. */
const inStandby = connecting.filter(({ stands }) => stands === 'inStandby');

describe('functions that connect to databases', () => {
  it('are those that import pg, and no others', () => {
    expect(connecting.map(({ folder }) => folder)).toEqual(
      functions.map(({ folder }) => folder).filter((folder) => importsPg(folder)),
    );
    expect(connecting.length).toBeGreaterThan(0);
  });

  it('stand in the subnets and groups of the network file, and no other function does', {
    timeout: 300_000,
  }, async () => {
    const { template } = await packageStack('us-east-1', testPlans);
    const { Resources } = Object(template);
    const placed = Object.entries<{ Type: string; Properties: { VpcConfig?: object } }>(Resources).flatMap(
      ([id, one]) =>
        one.Type === 'AWS::Lambda::Function' && one.Properties.VpcConfig !== undefined
          ? [[id, one.Properties.VpcConfig]]
          : [],
    );
    const { subnets, securityGroups } = readNetwork(networkFor('us-east-1')).network['us-east-1'] ?? {
      subnets: [],
      securityGroups: [],
    };
    const idOf = (folder: string) =>
      `${functionKey(folder)[0]?.toUpperCase()}${functionKey(folder).slice(1)}LambdaFunction`;
    expect(Object.fromEntries(placed)).toEqual(
      Object.fromEntries(
        inStandby.map(({ folder }) => [idOf(folder), { SubnetIds: subnets, SecurityGroupIds: securityGroups }]),
      ),
    );
  });

  it('have in docs/deploy.md the endpoints of the calls that they make', () => {
    const rows = readFileSync('docs/deploy.md', 'utf8')
      .split('\n')
      .flatMap((line) => /^\| `(\w+)` \| ([a-z, ]+) \| ([a-z, ]+) \|$/.exec(line)?.slice(1) ?? [])
      .join(' | ');
    const listed = (folder: string) => {
      const file = connecting.find((one) => one.folder === folder);
      const ends = file === undefined ? [] : endpointsOf(file);
      const of = (type: string) =>
        ends
          .filter((end) => end.type === type)
          .map(({ service }) => service)
          .sort()
          .join(', ');
      return [functionKey(folder), of('Gateway') || 'none', of('Interface') || 'none'];
    };
    expect(rows).toBe(connecting.flatMap(({ folder }) => listed(folder)).join(' | '));
  });

  it('make no call to a service for which nobody knows a way', () => {
    const file = { folder: 'x', permissions: [{ actions: ['route53:GetChange'], on: 'any' as const }] };
    expect(() => endpointsOf(file)).toThrow(
      'functions/x/function.yml: no endpoint is known by which a VPC reaches route53',
    );
  });
});
