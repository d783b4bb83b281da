import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readNetwork, usualFile } from '../../deployment/network/network.ts';

/**
 * The network file that a rehearsal in this Region is packaged with. Where people have not named subnets yet, ids are made up: the rehearsal makes
 * what is behind them, too.
 */
export function networkFor(region: string): string {
  if (isNamed(region)) return usualFile;
  const folder = join('.lifeboat', 'networks');
  const file = join(folder, `${region}.yml`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, textFor(region));
  return file;
}

const isNamed = (region: string): boolean => region in readNetwork().network;

const textFor = (region: string): string => {
  const id = (what: string) => createHash('sha256').update(`${what} in ${region}`).digest('hex').slice(0, 17);
  const subnets = ['first', 'second'].map((which) => `subnet-${id(which)}`).join(', ');
  return `${region}: { subnets: [${subnets}], securityGroups: [sg-${id('group')}] }\n`;
};

/** What a person is told of it before the rehearsal. */
export const saysOfNetwork = (region: string): string[] =>
  isNamed(region)
    ? []
    : [
        `${usualFile} names no subnets in ${region}: this rehearsal makes some up; a deployment reaches no private database without them`,
      ];
